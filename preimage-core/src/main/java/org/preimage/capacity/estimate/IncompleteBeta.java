package org.preimage.capacity.estimate;

/** The regularized incomplete beta function I_x(a, b): distribution of a beta variable. */
final class IncompleteBeta {
  private static final int MOST_TERMS = 100_000;

  private IncompleteBeta() {}

  /** I_x(a, b) for a, b &gt; 0, by Lentz's evaluation of the continued fraction (DLMF 8.17.22). */
  static double of(double a, double b, double x) {
    if (x <= 0 || x >= 1) {
      return x <= 0 ? 0 : 1;
    }
    if (x > (a + 1) / (a + b + 2)) {
      return 1 - of(b, a, 1 - x);
    }
    double front =
        StrictMath.exp(
                logGamma(a + b)
                    - logGamma(a)
                    - logGamma(b)
                    + a * StrictMath.log(x)
                    + b * StrictMath.log1p(-x))
            / a;
    return front * fraction(a, b, x);
  }

  private static double fraction(double a, double b, double x) {
    double c = 1;
    double d = 1 / guarded(1 - (a + b) * x / (a + 1));
    double value = d;
    for (int k = 1; k < MOST_TERMS; k++) {
      double even = k * (b - k) * x / ((a + 2 * k - 1) * (a + 2 * k));
      d = 1 / guarded(1 + even * d);
      c = guarded(1 + even / c);
      value *= c * d;
      double odd = -(a + k) * (a + b + k) * x / ((a + 2 * k) * (a + 2 * k + 1));
      d = 1 / guarded(1 + odd * d);
      c = guarded(1 + odd / c);
      value *= c * d;
      if (Math.abs(c * d - 1) < 1e-15) {
        break;
      }
    }
    return value;
  }

  private static double guarded(double value) {
    return Math.abs(value) < 1e-300 ? 1e-300 : value;
  }

  /** The x with I_x(a, b) = p, by bisection. */
  static double inverse(double a, double b, double p) {
    double low = 0;
    double high = 1;
    for (int k = 0; k < 200; k++) {
      double middle = (low + high) / 2;
      if (of(a, b, middle) < p) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** ln Γ(x) for x &gt; 0, by Stirling's series above 15. */
  static double logGamma(double x) {
    double shift = 0;
    double y = x;
    while (y < 15) {
      shift -= StrictMath.log(y);
      y++;
    }
    double r = 1 / (y * y);
    double series =
        (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r * (1.0 / 1680 - r / 1188)))) / y;
    return shift + (y - 0.5) * StrictMath.log(y) - y + 0.5 * StrictMath.log(2 * Math.PI) + series;
  }
}
