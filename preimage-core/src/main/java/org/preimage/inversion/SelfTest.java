package org.preimage.inversion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.ToDoubleFunction;
import org.preimage.random.RandomNumbers;
import org.preimage.random.SeedStream;

/** Draws codes, inverts their images and compares: how well inversion works for a generator. */
public final class SelfTest {
  /** Relative errors below this count as recovered. */
  public static final double RECOVERED = 1e-6;

  private SelfTest() {}

  /**
   * One drawn code and what became of it.
   *
   * @param number from 0 on; with the seed it determines the code
   * @param truth z*
   * @param relativeError ‖ẑ − z*‖/‖z*‖
   * @param sameImage whether ẑ has the observed output of z* up to rounding or noise: then a large
   *     error is no failure of the method, and (z*, ẑ) is a candidate pair for a certificate
   * @param kernel directions along which the observed output of z* does not change to first order;
   *     looked for only where z* was not recovered
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Trial(
      int number,
      double[] truth,
      Recovery recovery,
      double relativeError,
      boolean sameImage,
      List<double[]> kernel) {
    public Trial {
      kernel = List.copyOf(kernel);
    }

    /** Whether the error is below {@link #RECOVERED}. */
    public boolean recovered() {
      return relativeError < RECOVERED;
    }

    /** Whether the code found is as near the true one as {@link Trust#codeRadius} promises. */
    public boolean withinRadius() {
      double length = Math.sqrt(Arrays.stream(truth).map(x -> x * x).sum());
      return relativeError * length <= recovery.trust().codeRadius();
    }

    /** Whether the failure has an explanation: other codes with the same observed output. */
    public boolean explained() {
      return !recovered() && (sameImage || !kernel.isEmpty());
    }
  }

  /**
   * All trials of a self-test.
   *
   * @param trials in the order drawn
   */
  public record Summary(List<Trial> trials) {
    public Summary {
      trials = List.copyOf(trials);
    }

    /** Share of the trials with an error below {@link #RECOVERED}; NaN without trials. */
    public double successRate() {
      return trials.stream().mapToDouble(t -> t.recovered() ? 1 : 0).average().orElse(Double.NaN);
    }

    /** Share of the trials whose error is within the radius reported; NaN without trials. */
    public double withinRadius() {
      return trials.stream()
          .mapToDouble(t -> t.withinRadius() ? 1 : 0)
          .average()
          .orElse(Double.NaN);
    }

    /** Number of failures where other codes have the same observed output. */
    public int explained() {
      return (int) trials.stream().filter(Trial::explained).count();
    }

    /** The q-quantile of the relative errors, 0 ≤ q ≤ 1. */
    public double errorQuantile(double q) {
      return quantile(trials.stream().mapToDouble(Trial::relativeError).toArray(), q);
    }

    /** The q-quantile of the seconds an inversion took, 0 ≤ q ≤ 1. */
    public double secondsQuantile(double q) {
      return quantile(trials.stream().mapToDouble(t -> t.recovery().seconds()).toArray(), q);
    }

    /** The q-quantile of the seconds until a code was found, 0 ≤ q ≤ 1. */
    public double searchSecondsQuantile(double q) {
      return quantile(trials.stream().mapToDouble(t -> t.recovery().searchSeconds()).toArray(), q);
    }

    private static double quantile(double[] values, double q) {
      if (values.length == 0) {
        return Double.NaN;
      }
      Arrays.sort(values);
      return values[(int) Math.min(values.length - 1, Math.floor(q * values.length))];
    }
  }

  /**
   * Inverts the images of drawn codes, until all are done or the thread is interrupted.
   *
   * @param noise deviation of the normal noise added to what is observed, as a function of that; 0
   *     for none
   * @param done told the number of trials done after each
   */
  public static Summary run(
      Inverter inverter,
      Measurement measurement,
      Prior prior,
      ToDoubleFunction<double[]> noise,
      int trials,
      long seed,
      IntConsumer done) {
    List<Trial> all = new ArrayList<>();
    for (int k = 0; k < trials && !Thread.currentThread().isInterrupted(); k++) {
      all.add(trial(inverter, measurement, prior, noise, k, SeedStream.of(seed).child(k)));
      done.accept(k + 1);
    }
    return new Summary(all);
  }

  /** The same with noise of one deviation in all trials. */
  public static Summary run(
      Inverter inverter,
      Measurement measurement,
      Prior prior,
      double noise,
      int trials,
      long seed,
      IntConsumer done) {
    return run(inverter, measurement, prior, data -> noise, trials, seed, done);
  }

  private static Trial trial(
      Inverter inverter,
      Measurement measurement,
      Prior prior,
      ToDoubleFunction<double[]> noise,
      int number,
      SeedStream seed) {
    Generator generator = inverter.generator();
    double[] truth = prior.draw(generator.latentSize(), seed.child("code").numbers());
    double[] data = measurement.apply(generator.network().evaluate(truth));
    double deviation = noise.applyAsDouble(data);
    RandomNumbers numbers = seed.child("noise").numbers();
    for (int i = 0; i < data.length && deviation > 0; i++) {
      data[i] += deviation * numbers.nextGaussian();
    }
    Recovery recovery = inverter.invert(new Observation(measurement, data, deviation), number);
    double error = 0;
    double length = 0;
    for (int j = 0; j < truth.length; j++) {
      double d = recovery.code()[j] - truth[j];
      error += d * d;
      length += truth[j] * truth[j];
    }
    double relative = Math.sqrt(error / length);
    List<double[]> kernel = relative < RECOVERED ? List.of() : inverter.kernel(measurement, truth);
    return new Trial(number, truth, recovery, relative, recovery.estimate().solved(), kernel);
  }
}
