package org.preimage.stability;

/** Upper bounds of ‖W‖₂, the largest stretch of a layer whose slopes are at most 1. */
final class Lipschitz {
  private static final int ITERATIONS = 300;

  private Lipschitz() {}

  /**
   * At least ‖W‖₂. A Cholesky factor of c·I − WᵀW computed in binary64 exists only if c·I − WᵀW + E
   * is positive definite with ‖E‖ below the term added here (Higham, Accuracy and Stability,
   * Theorem 10.3, with the rounding of the sum WᵀW itself); otherwise the Frobenius norm is taken.
   */
  static double upperBound(SlopedLayer layer) {
    int n = layer.inputs();
    double[] square = new double[n * n];
    double trace = 0;
    for (int i = 0; i < layer.outputs(); i++) {
      layer.addSquare(square, i, 1);
    }
    for (int j = 0; j < n; j++) {
      trace += square[j * n + j];
    }
    double rounding = 8.0 * (n + layer.outputs() + 10) * Math.ulp(1.0) * trace;
    double[] negative = new double[n * n];
    for (int k = 0; k < negative.length; k++) {
      negative[k] = -square[k];
    }
    double[] factor = new double[n * n];
    double largest = powerIteration(square, n);
    for (double excess = 1e-9; excess < 1; excess *= 4) {
      double c = largest * (1 + excess) + 2 * rounding;
      if (Symmetric.factor(negative, c - 2 * rounding, n, factor)) {
        return ExactStretch.rootUp(c * (1 + 1e-15));
      }
    }
    return ExactStretch.rootUp(trace + rounding);
  }

  private static double powerIteration(double[] square, int n) {
    double[] v = new double[n];
    for (int j = 0; j < n; j++) {
      v[j] = 1 + 0.1 * Math.sin(j + 1.0);
    }
    double value = 0;
    for (int round = 0; round < ITERATIONS; round++) {
      double[] next = new double[n];
      double length = 0;
      for (int p = 0; p < n; p++) {
        for (int q = 0; q < n; q++) {
          next[p] += square[p * n + q] * v[q];
        }
        length += next[p] * next[p];
      }
      length = Math.sqrt(length);
      if (length == 0) {
        return 0;
      }
      value = length / norm(v);
      for (int p = 0; p < n; p++) {
        v[p] = next[p] / length;
      }
    }
    return value;
  }

  private static double norm(double[] v) {
    double square = 0;
    for (double value : v) {
      square += value * value;
    }
    return Math.sqrt(square);
  }
}
