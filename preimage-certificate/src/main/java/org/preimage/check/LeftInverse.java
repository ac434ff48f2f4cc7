package org.preimage.check;

/**
 * A guess at P with PA = I, of which nothing is assumed: whoever uses it multiplies it out with
 * bounds. Modified Gram–Schmidt with one repetition: A = QR, QᵀQ = D diagonal, R with ones on its
 * diagonal, P = R⁻¹D⁻¹Qᵀ.
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
    double[] square = new double[n];
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < m; i++) {
        q[j][i] = a[i][j];
      }
      for (int pass = 0; pass < 2; pass++) {
        for (int k = 0; k < j; k++) {
          double along = dot(q[k], q[j]) / square[k];
          r[k][j] += along;
          subtract(q[j], along, q[k]);
        }
      }
      square[j] = dot(q[j], q[j]);
    }
    return solved(q, r, square);
  }

  /** R⁻¹D⁻¹Qᵀ, written over Qᵀ. */
  private static double[][] solved(double[][] q, double[][] r, double[] square) {
    for (int i = q.length - 1; i >= 0; i--) {
      for (int c = 0; c < q[i].length; c++) {
        q[i][c] /= square[i];
      }
      for (int k = i + 1; k < q.length; k++) {
        subtract(q[i], r[i][k], q[k]);
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
