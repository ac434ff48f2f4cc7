package org.preimage.onnx;

/** Binary64 arithmetic that remembers whether any result was rounded. */
final class Rounding {
  /** Below this the error term of a product may itself underflow. */
  private static final double SMALL = 0x1p-900;

  private boolean occurred;

  boolean occurred() {
    return occurred;
  }

  double product(double a, double b) {
    double p = a * b;
    if (a != 0 && b != 0 && (Math.abs(p) < SMALL || Math.fma(a, b, -p) != 0)) {
      occurred = true;
    }
    return p;
  }

  double quotient(double a, double b) {
    double q = a / b;
    if (a != 0 && (Math.abs(q) < SMALL || Math.abs(a) < SMALL || Math.fma(q, b, -a) != 0)) {
      occurred = true;
    }
    return q;
  }

  /** a + b, with the exact error of Knuth's two-sum deciding. */
  double sum(double a, double b) {
    double s = a + b;
    double t = s - a;
    occurred |= (a - (s - t)) + (b - t) != 0;
    return s;
  }

  /** Marks a result as rounded without asking (square roots, exponentials). */
  double rounded(double value) {
    occurred = true;
    return value;
  }
}
