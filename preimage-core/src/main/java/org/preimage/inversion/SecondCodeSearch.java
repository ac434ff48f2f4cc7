package org.preimage.inversion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.preimage.linalg.SingularValues;
import org.preimage.random.RandomNumbers;
import org.preimage.random.SeedStream;

/**
 * Looks for another code with the observed output of a recovered one: where the observed Jacobian
 * has a kernel, as far along the family as it reaches; else by descents from other starts.
 */
final class SecondCodeSearch {
  /** Directions in which a family of more than one dimension is followed. */
  private static final int DIRECTIONS = 2;

  /** Codes are looked for up to this much beyond √n: 0.03 % of normal codes are longer. */
  private static final double BEYOND = 4;

  /** What the gap explains to first order, times this, is no distance. */
  private static final double DISTINCT = 10;

  /** The same in units of the radius that noise leaves. */
  private static final double RADII = 3;

  /** A larger gap, relative to the observed output, is one between cells that only come close. */
  private static final double ROUNDING = 0x1p-46;

  private static final int ROUND = 4;
  private static final int DRAWS = 4;

  private final Generator generator;
  private final ObservedModel model;
  private final ForwardModel whole;
  private final GaussNewtonInversion descents;
  private final InversionOptions options;
  private final FibrePolish polish;

  SecondCodeSearch(
      Generator generator, ObservedModel model, ForwardModel whole, InversionOptions options) {
    this.generator = generator;
    this.model = model;
    this.whole = whole;
    this.descents = new GaussNewtonInversion(model, options);
    this.options = options;
    this.polish = new FibrePolish(model.core(), generator.readout());
  }

  /**
   * Follows the family of a code to both sides: in the direction in which unobserved outputs change
   * the most, and in a random one.
   *
   * @param kernel of the observed Jacobian at the code, at least one direction
   * @return the two codes that are farthest apart
   */
  Optional<SecondCode> family(double[] code, List<double[]> kernel, SeedStream seed) {
    FibreWalk walk =
        new FibreWalk(
            at -> kernel(at, kernel.size()),
            tried -> Optional.of(polish.polished(tried, code)).filter(end -> isSame(end, code)),
            Math.max(Distances.length(code), Math.sqrt(code.length) + BEYOND));
    List<double[]> ends = new ArrayList<>(List.of(code));
    RandomNumbers numbers = seed.numbers();
    for (int k = 0; k < Math.min(kernel.size(), DIRECTIONS); k++) {
      double[] direction = k == 0 ? mostVisible(code, kernel) : drawn(kernel, numbers);
      ends.add(walk.farthest(code, direction));
      ends.add(walk.farthest(code, Arrays.stream(direction).map(d -> -d).toArray()));
    }
    return farthest(ends);
  }

  /** Descends from the negative of the code and from draws until one ends at another solution. */
  Optional<SecondCode> distant(
      double[] code, Observation observation, Trust trust, int starts, SeedStream seed) {
    RandomNumbers numbers = seed.numbers();
    for (int done = 0; done < starts && !Thread.currentThread().isInterrupted(); done += ROUND) {
      double[][] begun = descents.cheapest(draws(code.length, numbers), observation, ROUND);
      if (done == 0) {
        double[] negative = Arrays.stream(code).map(z -> -z).toArray();
        begun[0] = PriorTerm.admissible(options.prior(), negative);
      }
      int size = Math.min(ROUND, starts - done);
      for (double[] end : descents.solutions(Arrays.copyOf(begun, size), observation)) {
        Optional<SecondCode> second = judged(end, code, observation, trust);
        if (second.isPresent()) {
          return second;
        }
      }
    }
    return Optional.empty();
  }

  /** Another code, unless errors of the data could have moved it there from the known one. */
  private Optional<SecondCode> judged(
      double[] end, double[] code, Observation observation, Trust trust) {
    boolean exact = observation.noise() == 0;
    SecondCode pair = pair(SecondCode.Kind.DISTANT, code, exact ? polish.polished(end, code) : end);
    double moved =
        exact ? DISTINCT * trust.amplification() * pair.gap() : RADII * trust.codeRadius();
    boolean distinct = pair.distance() > Math.max(moved, Inverter.SAME * Distances.length(code));
    return distinct ? Optional.of(pair) : Optional.empty();
  }

  private double[][] draws(int n, RandomNumbers numbers) {
    double[][] draws = new double[DRAWS * ROUND][];
    Arrays.setAll(draws, k -> options.prior().draw(n, numbers));
    return draws;
  }

  private boolean isSame(double[] a, double[] b) {
    double[] like = observed(b);
    return Distances.between(observed(a), like) <= ROUNDING * Distances.length(like);
  }

  private double[] observed(double[] code) {
    return model.measurement().apply(generator.network().evaluate(code));
  }

  private List<double[]> kernel(double[] code, int most) {
    Linearization at = model.core().linearize(new double[][] {code})[0];
    return new Sensitivity(model.measuredJacobian(at, code.length), code.length).roughKernel(most);
  }

  private double[] mostVisible(double[] code, List<double[]> kernel) {
    int n = code.length;
    int k = kernel.size();
    Linearization at = whole.linearize(new double[][] {code})[0];
    double[] all = ObservedModel.outputJacobian(generator.readout(), at, n);
    double[] change = new double[all.length / n * k];
    for (int i = 0; i < change.length; i++) {
      for (int j = 0; j < n; j++) {
        change[i] += all[i / k * n + j] * kernel.get(i % k)[j];
      }
    }
    return combined(kernel, SingularValues.rightVectors(change, k).vectors()[0]);
  }

  private static double[] drawn(List<double[]> kernel, RandomNumbers numbers) {
    double[] weights = new double[kernel.size()];
    Arrays.setAll(weights, k -> numbers.nextGaussian());
    double length = Distances.length(weights);
    return combined(kernel, Arrays.stream(weights).map(w -> w / length).toArray());
  }

  private static double[] combined(List<double[]> kernel, double[] weights) {
    double[] sum = new double[kernel.get(0).length];
    for (int k = 0; k < weights.length; k++) {
      for (int j = 0; j < sum.length; j++) {
        sum[j] += weights[k] * kernel.get(k)[j];
      }
    }
    return sum;
  }

  private Optional<SecondCode> farthest(List<double[]> codes) {
    double[] first = codes.get(0);
    double[] other = first;
    for (double[] a : codes) {
      for (double[] b : codes) {
        if (Distances.between(a, b) > Distances.between(first, other)) {
          first = a;
          other = b;
        }
      }
    }
    return first == other
        ? Optional.empty()
        : Optional.of(pair(SecondCode.Kind.FAMILY, first, other));
  }

  private SecondCode pair(SecondCode.Kind kind, double[] first, double[] other) {
    double gap = Distances.between(observed(first), observed(other));
    return new SecondCode(kind, first, other, Distances.between(first, other), gap);
  }
}
