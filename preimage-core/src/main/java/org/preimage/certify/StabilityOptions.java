package org.preimage.certify;

import java.util.List;

/**
 * How to bound the stability of layers.
 *
 * @param check domain, layers, time and seed; threads are not used
 * @param pair two inputs of the first layer looked at, to be compared, or empty
 * @param gap work ends when A.upper ≤ gap·A.lower; at 1, when the bounds meet but for rounding
 */
@SuppressWarnings("ArrayRecordComponent")
public record StabilityOptions(CheckOptions check, List<double[]> pair, double gap) {
  /** Checks the numbers. */
  public StabilityOptions {
    pair = List.copyOf(pair);
    if (!(gap >= 1) || Double.isInfinite(gap)) {
      throw new IllegalArgumentException(
          "A gap between two bounds requires a finite number from 1 on but received " + gap + ".");
    }
  }

  /** Rⁿ, all layers, 60 s, seed 1, nothing to compare, bounds that meet. */
  public static StabilityOptions defaults() {
    return new StabilityOptions(CheckOptions.defaults(), List.of(), 1);
  }

  public StabilityOptions withCheck(CheckOptions newCheck) {
    return new StabilityOptions(newCheck, pair, gap);
  }

  public StabilityOptions withPair(double[] x, double[] y) {
    return new StabilityOptions(check, List.of(x, y), gap);
  }

  public StabilityOptions withGap(double newGap) {
    return new StabilityOptions(check, pair, newGap);
  }
}
