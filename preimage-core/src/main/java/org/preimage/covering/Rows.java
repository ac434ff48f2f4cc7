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
    int j = 0;
    int at = offset;
    for (; j + 3 < n; j += 4, at += 4) {
      addFour(
          byColumn[j],
          factor * x[at],
          byColumn[j + 1],
          factor * x[at + 1],
          byColumn[j + 2],
          factor * x[at + 2],
          byColumn[j + 3],
          factor * x[at + 3],
          result);
    }
    for (; j < n; j++, at++) {
      addScaled(byColumn[j], factor * x[at], result);
    }
  }

  /** Four columns in one pass over the result; with more, the compiler no longer vectorises. */
  private static void addFour(
      double[] a,
      double fa,
      double[] b,
      double fb,
      double[] c,
      double fc,
      double[] d,
      double fd,
      double[] result) {
    for (int i = 0; i < result.length; i++) {
      result[i] += (fa * a[i] + fb * b[i]) + (fc * c[i] + fd * d[i]);
    }
  }

  private static void addScaled(double[] column, double factor, double[] result) {
    for (int i = 0; i < column.length; i++) {
      result[i] += factor * column[i];
    }
  }

  /** ⟨w_i, x⟩ for one row. */
  double product(int i, double[] x, int offset) {
    // Two sums, because each addition waits for the one before it.
    double even = 0;
    double odd = 0;
    int at = i * n;
    int j = 0;
    for (; j + 1 < n; j += 2) {
      even += byRow[at + j] * x[offset + j];
      odd += byRow[at + j + 1] * x[offset + j + 1];
    }
    return j < n ? even + byRow[at + j] * x[offset + j] + odd : even + odd;
  }
}
