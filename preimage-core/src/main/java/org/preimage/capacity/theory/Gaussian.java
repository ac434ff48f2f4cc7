package org.preimage.capacity.theory;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.gamma.Erfc;

/** The standard normal distribution, to about one unit in the last place. */
public final class Gaussian {
  private static final double SQRT_2 = Math.sqrt(2);
  private static final double DENSITY_AT_0 = 1 / Math.sqrt(2 * Math.PI);

  /** Beyond this many standard deviations nothing is left in binary64 beside 1. */
  static final double REACH = 8.5;

  private static final double STEP = 1.0 / 32;

  private Gaussian() {}

  public static double density(double t) {
    return DENSITY_AT_0 * Math.exp(-0.5 * t * t);
  }

  /** Q(t) = P(g &gt; t). */
  public static double tail(double t) {
    return 0.5 * Erfc.value(t / SQRT_2);
  }

  /** P(a &lt; g &lt; b) for a ≤ b, without cancellation in the tails. */
  static double between(double a, double b) {
    return a > 0 ? tail(a) - tail(b) : tail(-b) - tail(-a);
  }

  /** E[g² 1(0 &lt; g &lt; t)]. */
  static double secondMomentUpTo(double t) {
    return between(0, t) - t * density(t);
  }

  /**
   * E f(g) by the trapezoidal rule, whose error exp(−2πa/step) is below rounding for f analytic
   * within a = 0.2 of the real line; Gauss–Hermite rules are far slower there.
   */
  static double mean(DoubleUnaryOperator f) {
    double sum = density(0) * f.applyAsDouble(0);
    for (double t = STEP; t < REACH; t += STEP) {
      sum += density(t) * (f.applyAsDouble(t) + f.applyAsDouble(-t));
    }
    return STEP * sum;
  }
}
