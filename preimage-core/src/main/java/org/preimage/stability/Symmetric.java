package org.preimage.stability;

/** Small symmetric matrices in binary64, n × n in row-major arrays. Proposals only. */
final class Symmetric {
  private static final int SWEEPS = 40;

  private Symmetric() {}

  /**
   * Whether matrix + shift·I has a Cholesky factor.
   *
   * @param factor receives the lower triangle of the factor, diagonal inverted
   */
  static boolean factor(double[] matrix, double shift, int n, double[] factor) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double s = matrix[i * n + j];
        for (int k = 0, a = i * n, b = j * n; k < j; k++, a++, b++) {
          s -= factor[a] * factor[b];
        }
        if (i > j) {
          factor[i * n + j] = s * factor[j * n + j];
        } else {
          s += shift;
          if (!(s > 0)) {
            return false;
          }
          factor[i * n + i] = 1 / Math.sqrt(s);
        }
      }
    }
    return true;
  }

  /**
   * The smallest eigenvalue, by Jacobi rotations.
   *
   * @param matrix of which the lower triangle is read
   * @param vector receives a unit eigenvector
   */
  static double smallest(double[] matrix, int n, double[] vector) {
    double[] a = matrix.clone();
    double[] v = new double[n * n];
    for (int i = 0; i < n; i++) {
      v[i * n + i] = 1;
      for (int j = 0; j < i; j++) {
        a[j * n + i] = a[i * n + j];
      }
    }
    for (int sweep = 0; sweep < SWEEPS && !isDiagonal(a, n); sweep++) {
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          if (a[p * n + q] != 0) {
            rotate(a, v, n, p, q);
          }
        }
      }
    }
    int least = 0;
    for (int i = 1; i < n; i++) {
      if (a[i * n + i] < a[least * n + least]) {
        least = i;
      }
    }
    for (int i = 0; i < n; i++) {
      vector[i] = v[i * n + least];
    }
    return a[least * n + least];
  }

  private static boolean isDiagonal(double[] a, int n) {
    double off = 0;
    double diagonal = 0;
    for (int i = 0; i < n; i++) {
      diagonal += a[i * n + i] * a[i * n + i];
      for (int j = 0; j < i; j++) {
        off += a[i * n + j] * a[i * n + j];
      }
    }
    return off <= 1e-30 * diagonal;
  }

  private static void rotate(double[] a, double[] v, int n, int p, int q) {
    double theta = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q]);
    double t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    for (int k = 0; k < n; k++) {
      double x = a[k * n + p];
      double y = a[k * n + q];
      a[k * n + p] = c * x - s * y;
      a[k * n + q] = s * x + c * y;
    }
    for (int k = 0; k < n; k++) {
      double x = a[p * n + k];
      double y = a[q * n + k];
      a[p * n + k] = c * x - s * y;
      a[q * n + k] = s * x + c * y;
      x = v[k * n + p];
      y = v[k * n + q];
      v[k * n + p] = c * x - s * y;
      v[k * n + q] = s * x + c * y;
    }
  }
}
