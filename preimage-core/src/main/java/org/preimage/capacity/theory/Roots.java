package org.preimage.capacity.theory;

import java.util.function.DoubleUnaryOperator;

/** Zeros and minima of functions of one variable. */
final class Roots {
  private static final int STEPS = 200;
  private static final double FARTHEST = 40;

  private Roots() {}

  /**
   * A sign change between a and b, to rounding: inverse quadratic steps where they are safe, else
   * bisection (Chandrupatla 1997).
   *
   * @throws ArithmeticException if the signs at a and b agree
   */
  static double between(double a, double b, DoubleUnaryOperator f) {
    double fa = f.applyAsDouble(a);
    double fb = f.applyAsDouble(b);
    if (!(fa * fb <= 0)) {
      throw new ArithmeticException(
          "a root in [%s, %s] requires a sign change but received values %s and %s."
              .formatted(a, b, fa, fb));
    }
    double part = 0.5;
    for (int step = 0; step < STEPS; step++) {
      double x = a + part * (b - a);
      double fx = f.applyAsDouble(x);
      // The root stays between a, the newest point, and b; c is the point given up last.
      boolean sameSide = (fx > 0) == (fa > 0);
      double c = sameSide ? a : b;
      double fc = sameSide ? fa : fb;
      if (!sameSide) {
        b = a;
        fb = fa;
      }
      a = x;
      fa = fx;
      double best = Math.abs(fa) < Math.abs(fb) ? a : b;
      double least = 2 * Math.ulp(best) / Math.abs(b - a);
      if (least > 0.5 || fa == 0 || fb == 0) {
        return best;
      }
      double place = (a - b) / (c - b);
      double height = (fa - fb) / (fc - fb);
      boolean safe = height * height < place && (1 - height) * (1 - height) < 1 - place;
      part = safe ? inverseQuadratic(a, fa, b, fb, c, fc) : 0.5;
      part = Math.min(1 - least, Math.max(least, part));
    }
    return a;
  }

  /** A sign change of a monotone function on the line, looked for in both directions from x. */
  static double from(double x, DoubleUnaryOperator f) {
    double fx = f.applyAsDouble(x);
    for (double width = 1; width < FARTHEST; width *= 1.5) {
      for (double end : new double[] {x - width, x + width}) {
        if (f.applyAsDouble(end) * fx <= 0) {
          return between(x, end, f);
        }
      }
    }
    throw new ArithmeticException(
        "a root near %s requires a sign change but received none within %s."
            .formatted(x, FARTHEST));
  }

  /** Where the inverse parabola through three points vanishes, as a part of the way from a to b. */
  private static double inverseQuadratic(
      double a, double fa, double b, double fb, double c, double fc) {
    return fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb);
  }

  /** Least value of a function with one minimum in [a, b], by golden sections. */
  static double leastValue(double a, double b, DoubleUnaryOperator f) {
    double ratio = (Math.sqrt(5) - 1) / 2;
    double left = b - ratio * (b - a);
    double right = a + ratio * (b - a);
    double atLeft = f.applyAsDouble(left);
    double atRight = f.applyAsDouble(right);
    // A minimum is flat: half of the digits of its place give all digits of its value.
    while (b - a > 1e-9 * (Math.abs(a) + Math.abs(b))) {
      if (atLeft <= atRight) {
        b = right;
        right = left;
        atRight = atLeft;
        left = b - ratio * (b - a);
        atLeft = f.applyAsDouble(left);
      } else {
        a = left;
        left = right;
        atLeft = atRight;
        right = a + ratio * (b - a);
        atRight = f.applyAsDouble(right);
      }
    }
    return Math.min(atLeft, atRight);
  }
}
