package org.preimage.inversion;

import java.util.Arrays;

/**
 * What is known about an output: y = A G(z) + noise.
 *
 * @param measurement A
 * @param data y, one finite number a measured value
 * @param noise standard deviation σ of the noise in each entry of y; 0 if y is exact up to rounding
 */
@SuppressWarnings("ArrayRecordComponent")
public record Observation(Measurement measurement, double[] data, double noise) {
  /** Rounding of exact data, relative to the largest entry. */
  private static final double ROUNDING = 1e-12;

  /**
   * @throws IllegalArgumentException if sizes differ, an entry is NaN or infinite, or the noise is
   *     negative
   */
  public Observation {
    data = data.clone();
    if (data.length != measurement.size()) {
      throw new IllegalArgumentException(
          "An observation requires "
              + measurement.size()
              + " values but received "
              + data.length
              + ".");
    }
    for (int i = 0; i < data.length; i++) {
      if (!Double.isFinite(data[i])) {
        throw new IllegalArgumentException(
            "An observation requires finite values but entry " + i + " is " + data[i] + ".");
      }
    }
    if (!(noise >= 0) || !Double.isFinite(noise)) {
      throw new IllegalArgumentException(
          "An observation requires noise of at least zero but received " + noise + ".");
    }
  }

  /** Exact outputs. */
  public static Observation exact(Measurement measurement, double[] data) {
    return new Observation(measurement, data, 0);
  }

  @Override
  public double[] data() {
    return data.clone();
  }

  /** ε, what an entry may be wrong by: the noise, or rounding. */
  double uncertainty() {
    double largest = Arrays.stream(data).map(Math::abs).max().orElse(0);
    return Math.max(noise, ROUNDING * Math.max(largest, Double.MIN_NORMAL));
  }
}
