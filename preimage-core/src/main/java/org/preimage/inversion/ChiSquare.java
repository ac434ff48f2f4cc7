package org.preimage.inversion;

/** Quantiles of sums of squares of normal variables. */
final class ChiSquare {
  private ChiSquare() {}

  /**
   * The q with P(Σ λᵢ gᵢ² ≤ q) = level for independent standard normal gᵢ, by matching the first
   * three moments with a chi-square law (Imhof 1961, Pearson's approximation).
   *
   * @param weights λᵢ ≥ 0
   */
  static double weightedQuantile(double[] weights, double level) {
    double c1 = 0;
    double c2 = 0;
    double c3 = 0;
    for (double w : weights) {
      c1 += w;
      c2 += w * w;
      c3 += w * w * w;
    }
    if (!(c1 > 0) || Double.isInfinite(c1)) {
      return c1;
    }
    double freedom = c2 * c2 * c2 / (c3 * c3);
    return Math.max(0, c1 + (quantile(freedom, level) - freedom) * Math.sqrt(c2 / freedom));
  }

  /** The q with P(χ² ≤ q) = level at any positive number of degrees of freedom, by bisection. */
  static double quantile(double freedom, double level) {
    double low = 0;
    double high = freedom + 20 * Math.sqrt(2 * freedom) + 100;
    for (int k = 0; k < 100; k++) {
      double middle = (low + high) / 2;
      if (lowerGamma(freedom / 2, middle / 2) < level) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** Regularised lower incomplete gamma function by its power series; all terms are positive. */
  private static double lowerGamma(double a, double x) {
    if (x <= 0) {
      return 0;
    }
    double term = 1 / a;
    double sum = term;
    for (double k = a + 1; term > 1e-17 * sum; k++) {
      term *= x / k;
      sum += term;
    }
    return Math.min(1, sum * Math.exp(a * Math.log(x) - x - logGamma(a)));
  }

  /** Stirling's series after shifting the argument above 10. */
  private static double logGamma(double a) {
    double shift = 0;
    double z = a;
    while (z < 10) {
      shift -= Math.log(z);
      z++;
    }
    double y = 1 / (z * z);
    double series = (1.0 / 12 - y * (1.0 / 360 - y * (1.0 / 1260 - y / 1680))) / z;
    return shift + (z - 0.5) * Math.log(z) - z + Math.log(2 * Math.PI) / 2 + series;
  }
}
