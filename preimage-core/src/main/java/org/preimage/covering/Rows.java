package org.preimage.covering;

/** m rows in Rⁿ, stored by row and by column for products that vectorise. */
final class Rows {
  final int m;
  final int n;
  final double[] byRow;
  final double[] byColumn;

  Rows(double[][] rows) {
    this.m = rows.length;
    this.n = m == 0 ? 0 : rows[0].length;
    this.byRow = new double[m * n];
    this.byColumn = new double[m * n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        byRow[i * n + j] = rows[i][j];
        byColumn[j * m + i] = rows[i][j];
      }
    }
  }

  /** Adds factor·⟨w_i, x⟩ to result_i for all rows; x starts at an offset of an array. */
  void addProducts(double[] x, int offset, double factor, double[] result) {
    for (int j = 0; j < n; j++) {
      double xj = factor * x[offset + j];
      int at = j * m;
      for (int i = 0; i < m; i++) {
        result[i] += xj * byColumn[at + i];
      }
    }
  }

  /** ⟨w_i, x⟩ for one row. */
  double product(int i, double[] x, int offset) {
    double sum = 0;
    int at = i * n;
    for (int j = 0; j < n; j++) {
      sum += byRow[at + j] * x[offset + j];
    }
    return sum;
  }
}
