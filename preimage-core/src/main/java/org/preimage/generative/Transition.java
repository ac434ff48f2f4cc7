package org.preimage.generative;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.preimage.capacity.estimate.Proportion;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.inversion.ForwardModel;
import org.preimage.inversion.Generator;
import org.preimage.inversion.Inverter;
import org.preimage.inversion.Linearization;
import org.preimage.inversion.MaskFamily;
import org.preimage.inversion.Measurement;
import org.preimage.inversion.Observation;
import org.preimage.inversion.SelfTest;
import org.preimage.linalg.SingularValues;
import org.preimage.network.Network;
import org.preimage.random.SeedStream;

/**
 * The phase transition of exact recovery: below some share of observed values codes are not
 * determined, above it they are recovered (Ma, Ayaz, Karaman 2018, after Theorem 4). Every trial is
 * measured twice: whether the observed Jacobian at the true code has full column rank, without
 * which a generator that is piecewise linear before its last step shares the observation among many
 * codes; and whether inversion finds the code. The difference is what the method, not the
 * observation, is to blame for, and non-neighbouring codes with one image.
 *
 * @param points by family, then by rate
 * @param trials done; fewer than planned after an interruption
 */
public record Transition(List<Point> points, int trials) {
  /** Singular values below this, relative to the largest, count as zero. */
  private static final double RANK_TOLERANCE = 1e-10;

  public Transition {
    points = List.copyOf(points);
  }

  /**
   * One place on a curve.
   *
   * @param values observed at this rate
   * @param determined codes whose observed Jacobian has full column rank, in floating point
   * @param recovered codes found to a relative error below {@link SelfTest#RECOVERED}
   */
  public record Point(
      MaskFamily family, double rate, int values, Proportion determined, Proportion recovered) {}

  /** Where the generators of the trials come from. */
  @FunctionalInterface
  public interface Source {
    /** The network of a trial: drawn from the seed, or always the same one. */
    Network draw(SeedStream seed);
  }

  /**
   * Runs trial after trial until all are done or the thread is interrupted.
   *
   * @param image channels, height and width of the outputs
   * @param factory computes derivatives
   * @param progress told the share done
   * @throws IllegalArgumentException if an output has another size than the image
   */
  public static Transition run(
      Source source,
      Indices image,
      ForwardModel.Factory factory,
      TransitionPlan plan,
      DoubleConsumer progress) {
    Tally tally = new Tally(plan);
    int done = 0;
    while (done < plan.trials() && !Thread.currentThread().isInterrupted()) {
      SeedStream seed = SeedStream.of(plan.options().seed()).child(done);
      new Trial(plan, source.draw(seed.child("network")), factory, seed).run(image, tally);
      done++;
      progress.accept((double) done / plan.trials());
    }
    return new Transition(tally.points(done), done);
  }

  /** The curve of one family, by rate. */
  public List<Point> curve(MaskFamily family) {
    return points.stream().filter(point -> point.family() == family).toList();
  }

  /** Counts of successes. */
  private static final class Tally {
    private final TransitionPlan plan;
    private final int[][] values;
    private final int[][] determined;
    private final int[][] recovered;

    Tally(TransitionPlan plan) {
      this.plan = plan;
      int families = plan.families().size();
      this.values = new int[families][plan.rates().size()];
      this.determined = new int[families][plan.rates().size()];
      this.recovered = new int[families][plan.rates().size()];
    }

    List<Point> points(int trials) {
      List<Point> points = new ArrayList<>();
      for (int f = 0; f < values.length; f++) {
        for (int r = 0; r < values[f].length; r++) {
          points.add(
              new Point(
                  plan.families().get(f),
                  plan.rates().get(r),
                  values[f][r],
                  new Proportion(determined[f][r], trials),
                  new Proportion(recovered[f][r], trials)));
        }
      }
      return points;
    }
  }

  /** One network and one code. */
  private static final class Trial {
    private final TransitionPlan plan;
    private final Network network;
    private final ForwardModel.Factory factory;
    private final SeedStream seed;
    private final double[] code;
    private final double[] output;

    Trial(TransitionPlan plan, Network network, ForwardModel.Factory factory, SeedStream seed) {
      this.plan = plan;
      this.network = network;
      this.factory = factory;
      this.seed = seed;
      this.code = plan.options().prior().draw(network.inputSize(), seed.child("code").numbers());
      this.output = network.evaluate(code);
    }

    void run(Indices image, Tally tally) {
      double[] jacobian = jacobian();
      try (Inverter inverter = Inverter.of(Generator.of(network), factory, plan.options())) {
        for (int f = 0; f < plan.families().size(); f++) {
          for (int r = 0; r < plan.rates().size(); r++) {
            Measurement.Rows mask =
                plan.families()
                    .get(f)
                    .mask(image.get(0), image.get(1), image.get(2), plan.rates().get(r), seed);
            tally.values[f][r] = mask.size();
            // Where nearby codes look the same there is nothing to recover.
            if (isDetermined(jacobian, mask)) {
              tally.determined[f][r]++;
              tally.recovered[f][r] += isRecovered(inverter, mask) ? 1 : 0;
            }
          }
        }
      }
    }

    /** A last one-to-one step is left out: it changes no rank, but its slope may underflow. */
    private double[] jacobian() {
      Node last = network.subject().nodes().get(network.subject().outputs().get(0));
      Network seen = last instanceof Node.OneToOne ? Generator.of(network).core() : network;
      try (ForwardModel whole = factory.of(seen)) {
        Linearization at = whole.linearize(new double[][] {code})[0];
        return at.jacobian();
      }
    }

    private boolean isDetermined(double[] jacobian, Measurement.Rows mask) {
      int n = code.length;
      int[] rows = mask.indices();
      double[][] observed = new double[rows.length][];
      for (int k = 0; k < rows.length; k++) {
        observed[k] = Arrays.copyOfRange(jacobian, rows[k] * n, (rows[k] + 1) * n);
      }
      double[] values = SingularValues.of(observed);
      return values.length == n && values[0] > 0 && values[n - 1] > RANK_TOLERANCE * values[0];
    }

    private boolean isRecovered(Inverter inverter, Measurement.Rows mask) {
      Observation seen = Observation.exact(mask, mask.apply(output));
      return inverter.invert(seen, 0).relativeError(code) < SelfTest.RECOVERED;
    }
  }
}
