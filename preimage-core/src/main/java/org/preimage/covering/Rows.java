package org.preimage.covering;

/** m rows in Rⁿ, stored by row and by column for products that vectorise. */
final class Rows {
  final int m;
  final int n;
  final double[] byRow;
  final double[][] byColumn;

  Rows(double[][] rows) {
    this.m = rows.length;
    this.n = m == 0 ? 0 : rows[0].length;
    this.byRow = new double[m * n];
    this.byColumn = new double[n][m];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        byRow[i * n + j] = rows[i][j];
        byColumn[j][i] = rows[i][j];
      }
    }
  }

  /** Adds factor·⟨w_i, x⟩ to result_i for all rows; x starts at an offset of an array. */
  void addProducts(double[] x, int offset, double factor, double[] result) {
    for (int j = 0; j < n; j++) {
      addScaled(byColumn[j], factor * x[offset + j], result);
    }
  }

  /** Apart, so that the compiler vectorises it. */
  private static void addScaled(double[] column, double factor, double[] result) {
    for (int i = 0; i < column.length; i++) {
      result[i] += factor * column[i];
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
