package org.preimage.capacity.theory;

/** Gauss–Legendre quadrature on [−1, 1]. */
final class GaussLegendre {
  private final double[] nodes;
  private final double[] weights;

  private GaussLegendre(double[] nodes, double[] weights) {
    this.nodes = nodes;
    this.weights = weights;
  }

  /** The rule with n nodes: zeros of the Legendre polynomial by Newton's method. */
  static GaussLegendre of(int n) {
    double[] nodes = new double[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      double x = -Math.cos(Math.PI * (i + 0.75) / (n + 0.5));
      double slope = 1;
      for (int step = 0; step < 8; step++) {
        double before = 0;
        double last = 1;
        for (int k = 0; k < n; k++) {
          double next = ((2 * k + 1) * x * last - k * before) / (k + 1);
          before = last;
          last = next;
        }
        slope = n * (x * last - before) / (x * x - 1);
        x -= last / slope;
      }
      nodes[i] = x;
      weights[i] = 2 / ((1 - x * x) * slope * slope);
    }
    return new GaussLegendre(nodes, weights);
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
}
