package org.preimage.check;

/**
 * A guess at P with PA = I, of which nothing is assumed: whoever uses it multiplies it out with
 * bounds. Modified Gram–Schmidt with one repetition, A = QR, P = R⁻¹Qᵀ.
 */
final class LeftInverse {
  private LeftInverse() {}

  /**
   * @param a m ≥ n rows of n numbers, not modified
   * @return n rows of m numbers, which may be infinite or NaN where A lacks rank
   */
  static double[][] of(double[][] a) {
    int m = a.length;
    int n = a[0].length;
    double[][] q = new double[n][m];
    double[][] r = new double[n][n];
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < m; i++) {
        q[j][i] = a[i][j];
      }
      for (int pass = 0; pass < 2; pass++) {
        for (int k = 0; k < j; k++) {
          double along = dot(q[k], q[j]);
          r[k][j] += along;
          subtract(q[j], along, q[k]);
        }
      }
      r[j][j] = Math.sqrt(dot(q[j], q[j]));
      for (int i = 0; i < m; i++) {
        q[j][i] /= r[j][j];
      }
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        subtract(q[i], r[i][k], q[k]);
      }
      for (int c = 0; c < m; c++) {
        q[i][c] /= r[i][i];
      }
    }
    return q;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void subtract(double[] a, double factor, double[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] -= factor * b[i];
    }
  }
}
