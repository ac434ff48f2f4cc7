package org.preimage.capacity.estimate;

import java.util.Arrays;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/** Numbers measured in trials of one cell, in ascending order. */
public final class Sample {
  private final double[] sorted;

  /** A sample of at least one number. */
  public Sample(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("A sample requires at least one number but received 0.");
    }
    sorted = values.clone();
    Arrays.sort(sorted);
  }

  /** How many numbers. */
  public int size() {
    return sorted.length;
  }

  public double least() {
    return sorted[0];
  }

  public double greatest() {
    return sorted[sorted.length - 1];
  }

  public double mean() {
    return Arrays.stream(sorted).sum() / sorted.length;
  }

  /** How many numbers are at least this. */
  public long countAtLeast(double bound) {
    return Arrays.stream(sorted).filter(value -> value >= bound).count();
  }

  /** With denominator size − 1; 0 for a single number. */
  public double standardDeviation() {
    double mean = mean();
    double sum = Arrays.stream(sorted).map(v -> (v - mean) * (v - mean)).sum();
    return sorted.length == 1 ? 0 : Math.sqrt(sum / (sorted.length - 1));
  }

  /** The middle number, or the mean of the two in the middle. */
  public double median() {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /**
   * Two numbers of the sample between which the median of the distribution lies, whatever the
   * distribution, at least with this confidence; infinite ends where the sample is too small.
   *
   * @param confidence such as 0.95
   */
  public Interval medianInterval(double confidence) {
    int n = sorted.length;
    int k = 0;
    // P(at most k of n numbers are below the median) ≤ P(Binomial(n, ½) ≤ k).
    while (k < n / 2 && atMost(k, n) <= (1 - confidence) / 2) {
      k++;
    }
    return k == 0
        ? new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
        : new Interval(sorted[k - 1], sorted[n - k]);
  }

  /** P(Binomial(n, ½) ≤ k). */
  private static double atMost(int k, int n) {
    return RegularizedBeta.value(0.5, n - k, k + 1.0);
  }
}
