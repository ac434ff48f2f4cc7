package org.preimage.stability;

import java.util.Arrays;

/** Products of many rows with one vector, rows stored by columns: the inner loop is over rows. */
final class Columns {
  private Columns() {}

  /**
   * Writes Σ_j x_j·columns_j.
   *
   * @param size how many rows count
   */
  static void combine(double[][] columns, double[] x, double[] values, int size) {
    int j = 0;
    Arrays.fill(values, 0, size, 0);
    // Four columns at a time: as many products for a quarter of the loads and loop starts.
    for (; j + 3 < columns.length; j += 4) {
      addFour(values, size, x, j, columns[j], columns[j + 1], columns[j + 2], columns[j + 3]);
    }
    for (; j < columns.length; j++) {
      add(values, size, x[j], columns[j]);
    }
  }

  private static void addFour(
      double[] values,
      int size,
      double[] x,
      int j,
      double[] a,
      double[] b,
      double[] c,
      double[] d) {
    double p = x[j];
    double q = x[j + 1];
    double r = x[j + 2];
    double s = x[j + 3];
    for (int k = 0; k < size; k++) {
      values[k] += p * a[k] + q * b[k] + (r * c[k] + s * d[k]);
    }
  }

  private static void add(double[] values, int size, double factor, double[] column) {
    for (int k = 0; k < size; k++) {
      values[k] += factor * column[k];
    }
  }
}
