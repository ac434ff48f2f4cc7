package org.preimage.capacity.theory;

import java.util.function.DoubleUnaryOperator;

/** Gauss–Hermite quadrature: E f(g) for a standard normal g. */
final class GaussHermite {
  private final double[] nodes;
  private final double[] weights;

  private GaussHermite(double[] nodes, double[] weights) {
    this.nodes = nodes;
    this.weights = weights;
  }

  /**
   * The rule with n nodes. Zeros of the orthonormal Hermite function of degree n, each by Newton's
   * method from the extrapolation of its neighbours; Hermite functions instead of polynomials,
   * which overflow.
   */
  static GaussHermite of(int n) {
    double[] nodes = new double[n];
    double[] weights = new double[n];
    for (int i = 0; i < (n + 1) / 2; i++) {
      double x = start(nodes, i, n);
      double[] h = functions(n, x);
      for (int step = 0; step < 60; step++) {
        // h_n' = √n h_{n−1} − (x/2) h_n, and at a zero the last term vanishes.
        double next = x - h[1] / (Math.sqrt(n) * h[0] - x / 2 * h[1]);
        boolean settled = Math.abs(next - x) < 1e-15 * Math.abs(x) + 1e-300;
        x = next;
        h = functions(n, x);
        if (settled) {
          break;
        }
      }
      nodes[i] = x;
      nodes[n - 1 - i] = -x;
      weights[i] = Math.exp(-x * x / 2) / (n * h[0] * h[0]);
      weights[n - 1 - i] = weights[i];
    }
    if (n % 2 == 1) {
      nodes[n / 2] = 0;
    }
    return new GaussHermite(nodes, weights);
  }

  private static double start(double[] nodes, int i, int n) {
    double edge = Math.sqrt(4.0 * n + 2);
    return switch (i) {
      case 0 -> edge - 2.6238 * Math.pow(edge, -1.0 / 3);
      case 1 -> nodes[0] - 2.28 * Math.pow(n, 0.426) / nodes[0];
      case 2 -> 1.86 * nodes[1] - 0.86 * nodes[0];
      case 3 -> 1.91 * nodes[2] - 0.91 * nodes[1];
      default -> 2 * nodes[i - 1] - nodes[i - 2];
    };
  }

  /** Hermite functions h_{n−1}(x), h_n(x): Heₖ(x) exp(−x²/4)/√k!. */
  private static double[] functions(int n, double x) {
    double before = 0;
    double last = Math.exp(-x * x / 4);
    for (int k = 0; k < n; k++) {
      double next = (x * last - Math.sqrt(k) * before) / Math.sqrt(k + 1.0);
      before = last;
      last = next;
    }
    return new double[] {before, last};
  }

  int size() {
    return nodes.length;
  }

  double node(int i) {
    return nodes[i];
  }

  double weight(int i) {
    return weights[i];
  }

  double mean(DoubleUnaryOperator f) {
    double sum = 0;
    for (int i = 0; i < nodes.length; i++) {
      sum += weights[i] * f.applyAsDouble(nodes[i]);
    }
    return sum;
  }
}
