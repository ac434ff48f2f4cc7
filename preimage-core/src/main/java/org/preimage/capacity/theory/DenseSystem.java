package org.preimage.capacity.theory;

/** Linear equations by elimination with partial pivoting. */
final class DenseSystem {
  private DenseSystem() {}

  /** The x with Ax = b; not finite if A is singular. */
  static double[] solve(double[][] matrix, double[] right) {
    int n = right.length;
    double[][] a = new double[n][];
    for (int i = 0; i < n; i++) {
      a[i] = java.util.Arrays.copyOf(matrix[i], n + 1);
      a[i][n] = right[i];
    }
    for (int p = 0; p < n; p++) {
      int best = p;
      for (int i = p + 1; i < n; i++) {
        best = Math.abs(a[i][p]) > Math.abs(a[best][p]) ? i : best;
      }
      double[] pivot = a[best];
      a[best] = a[p];
      a[p] = pivot;
      for (int i = p + 1; i < n; i++) {
        double factor = a[i][p] / pivot[p];
        for (int j = p; j <= n; j++) {
          a[i][j] -= factor * pivot[j];
        }
      }
    }
    double[] x = new double[n];
    for (int i = n - 1; i >= 0; i--) {
      double sum = a[i][n];
      for (int j = i + 1; j < n; j++) {
        sum -= a[i][j] * x[j];
      }
      x[i] = sum / a[i][i];
    }
    return x;
  }
}
