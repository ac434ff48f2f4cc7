package org.preimage.random;

/** Orthonormal rows, in place; numerically safe because every row is cleaned twice. */
final class GramSchmidt {
  private GramSchmidt() {}

  /**
   * Overwrites {@code count} ≤ {@code length} rows; rows of a Gaussian matrix become Haar
   * distributed.
   */
  static void orthonormalizeRows(double[] w, int count, int length) {
    for (int i = 0; i < count; i++) {
      for (int pass = 0; pass < 2; pass++) {
        for (int k = 0; k < i; k++) {
          subtract(w, i * length, k * length, length);
        }
      }
      scale(w, i * length, length, 1 / Math.sqrt(dot(w, i * length, i * length, length)));
    }
  }

  static double[] transpose(double[] w, int count, int length) {
    double[] transposed = new double[w.length];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < length; j++) {
        transposed[j * count + i] = w[i * length + j];
      }
    }
    return transposed;
  }

  /** Removes from the row at {@code target} its component along the unit row at {@code unit}. */
  private static void subtract(double[] w, int target, int unit, int length) {
    double component = dot(w, target, unit, length);
    for (int j = 0; j < length; j++) {
      w[target + j] -= component * w[unit + j];
    }
  }

  private static void scale(double[] w, int start, int length, double factor) {
    for (int j = 0; j < length; j++) {
      w[start + j] *= factor;
    }
  }

  private static double dot(double[] w, int a, int b, int length) {
    double sum = 0;
    for (int j = 0; j < length; j++) {
      sum += w[a + j] * w[b + j];
    }
    return sum;
  }
}
