package org.preimage.lp;

import java.util.Arrays;

/** Products of a fixed m × n matrix, kept column by column so that loops run over rows. */
final class RowProduct {
  private final int m;
  private final int n;
  private final double[] columns;

  RowProduct(double[] rows, int m, int n) {
    this.m = m;
    this.n = n;
    this.columns = new double[m * n];
    for (int j = 0; j < m; j++) {
      for (int k = 0; k < n; k++) {
        columns[k * m + j] = rows[j * n + k];
      }
    }
  }

  /**
   * Writes the m products of the rows with {@code x}: eight columns a sweep, vectorised over rows.
   */
  void multiply(double[] x, double[] result) {
    Arrays.fill(result, 0, m, 0);
    int k = 0;
    for (; k + 7 < n; k += 8) {
      addEight(k, x, result);
    }
    for (; k < n; k++) {
      double c = x[k];
      int at = k * m;
      for (int j = 0; j < m; j++) {
        result[j] += c * columns[at + j];
      }
    }
  }

  private void addEight(int k, double[] x, double[] result) {
    double c0 = x[k];
    double c1 = x[k + 1];
    double c2 = x[k + 2];
    double c3 = x[k + 3];
    double c4 = x[k + 4];
    double c5 = x[k + 5];
    double c6 = x[k + 6];
    double c7 = x[k + 7];
    int a0 = k * m;
    int a1 = a0 + m;
    int a2 = a1 + m;
    int a3 = a2 + m;
    int a4 = a3 + m;
    int a5 = a4 + m;
    int a6 = a5 + m;
    int a7 = a6 + m;
    double[] a = columns;
    for (int j = 0; j < m; j++) {
      result[j] +=
          c0 * a[a0 + j]
              + c1 * a[a1 + j]
              + c2 * a[a2 + j]
              + c3 * a[a3 + j]
              + (c4 * a[a4 + j] + c5 * a[a5 + j] + c6 * a[a6 + j] + c7 * a[a7 + j]);
    }
  }

  /** Subtracts from {@code sum} four rows times their factors. */
  static void subtractFour(
      double[] sum, double[] rows, int n, int[] chosen, int from, double[] factor) {
    int j0 = chosen[from];
    int j1 = chosen[from + 1];
    int j2 = chosen[from + 2];
    int j3 = chosen[from + 3];
    double f0 = factor[j0];
    double f1 = factor[j1];
    double f2 = factor[j2];
    double f3 = factor[j3];
    int a0 = j0 * n;
    int a1 = j1 * n;
    int a2 = j2 * n;
    int a3 = j3 * n;
    for (int k = 0; k < n; k++) {
      sum[k] -= f0 * rows[a0 + k] + f1 * rows[a1 + k] + f2 * rows[a2 + k] + f3 * rows[a3 + k];
    }
  }
}
