package org.preimage.lp;

import java.util.Arrays;

/**
 * Products of a fixed m × n matrix, kept by columns so that loops run over rows. The compiler
 * vectorises loops over at most five separate arrays; with offsets into one array, or with eight
 * columns a sweep, it does not, and they are three times slower.
 */
final class RowProduct {
  private final int m;
  private final double[][] columns;

  RowProduct(double[] rows, int m, int n) {
    this.m = m;
    this.columns = new double[n][m];
    for (int j = 0; j < m; j++) {
      for (int k = 0; k < n; k++) {
        columns[k][j] = rows[j * n + k];
      }
    }
  }

  /** Writes the m products of the rows with {@code x}. */
  void multiply(double[] x, double[] result) {
    Arrays.fill(result, 0, m, 0);
    int k = 0;
    for (; k + 3 < columns.length; k += 4) {
      addFour(
          result,
          x[k],
          columns[k],
          x[k + 1],
          columns[k + 1],
          x[k + 2],
          columns[k + 2],
          x[k + 3],
          columns[k + 3]);
    }
    for (; k < columns.length; k++) {
      add(result, x[k], columns[k]);
    }
  }

  /** sum += f0·a0 + f1·a1 + f2·a2 + f3·a3, over the length of {@code sum}. */
  static void addFour(
      double[] sum,
      double f0,
      double[] a0,
      double f1,
      double[] a1,
      double f2,
      double[] a2,
      double f3,
      double[] a3) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] = Math.fma(f0, a0[j], Math.fma(f2, a2[j], sum[j])) + Math.fma(f1, a1[j], f3 * a3[j]);
    }
  }

  /** sum += f·a, over the length of {@code sum}. */
  static void add(double[] sum, double f, double[] a) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] = Math.fma(f, a[j], sum[j]);
    }
  }
}
