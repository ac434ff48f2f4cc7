package org.preimage.capacity.estimate;

/** The standard normal distribution. */
public final class Normal {
  private Normal() {}

  /** P(g &gt; t), relative error below 1e-13 for |t| ≤ 8. */
  public static double tail(double t) {
    return t < 0 ? 1 - tail(-t) : t < 2.5 ? 0.5 - central(t) : far(t);
  }

  /** P(0 &lt; g &lt; t), by the series of Marsaglia (2004). */
  private static double central(double t) {
    double term = t;
    double sum = t;
    for (int k = 3; term > 1e-18 * sum; k += 2) {
      term *= t * t / k;
      sum += term;
    }
    return sum * density(t);
  }

  /** Laplace's continued fraction, from far enough behind. */
  private static double far(double t) {
    double fraction = t;
    for (int k = 200; k >= 1; k--) {
      fraction = t + k / fraction;
    }
    return density(t) / fraction;
  }

  /** Its density at t. */
  public static double density(double t) {
    return StrictMath.exp(-t * t / 2) / Math.sqrt(2 * Math.PI);
  }

  /** The t with P(g ≤ t) = p, for 0 &lt; p &lt; 1. */
  public static double quantile(double p) {
    double low = -40;
    double high = 40;
    while (high - low > 1e-14 * (1 + Math.abs(low))) {
      double middle = (low + high) / 2;
      if (middle == low || middle == high) {
        break;
      }
      if (tail(-middle) < p) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }
}
