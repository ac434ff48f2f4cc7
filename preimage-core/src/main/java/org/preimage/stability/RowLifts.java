package org.preimage.stability;

import java.util.Arrays;

/**
 * What each row adds to M = Σ d_i² w_i w_iᵀ when it becomes active: √(1 − s_i²)·w_i. Stored by
 * columns too, so that the loops over all rows are the inner ones.
 */
final class RowLifts {
  /** Smaller pivots, relatively, leave too few digits. */
  private static final double TINY = 1e-9;

  private final int m;
  private final int n;
  private final double[] rows;
  private final double[][] columns;
  private final double[][] images;
  private final double[] factor;
  private final double[] pivots;

  RowLifts(SlopedLayer layer) {
    this.m = layer.outputs();
    this.n = layer.inputs();
    this.rows = new double[m * n];
    this.columns = new double[n][m];
    this.images = new double[n][m];
    this.factor = new double[n * n];
    this.pivots = new double[n];
    for (int i = 0; i < m; i++) {
      double s = layer.slope(i);
      double scale = Math.sqrt(1 - s * s);
      for (int j = 0; j < n; j++) {
        rows[i * n + j] = scale * layer.weight(i, j);
        columns[j][i] = rows[i * n + j];
      }
    }
  }

  /** Whether the row changes nothing when it becomes active. */
  boolean isZero(int row) {
    for (int j = 0; j < n; j++) {
      if (rows[row * n + j] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Writes the sum of a symmetric matrix and the square of a lift; lower triangles only. */
  void add(double[] matrix, int row, double[] sum) {
    int from = row * n;
    for (int p = 0, at = 0; p < n; p++, at += n) {
      double left = rows[from + p];
      for (int q = 0; q <= p; q++) {
        sum[at + q] = matrix[at + q] + left * rows[from + q];
      }
    }
  }

  /**
   * wᵀ(M + shift·I)⁻¹w for all rows, by M + shift·I = LDLᵀ.
   *
   * @param mostNegative gives up when more pivots are negative, or one is almost 0
   * @return how many are; −1 when given up
   */
  int quadratics(double[] frame, double shift, int mostNegative, double[] values) {
    int negative = factorize(frame, shift, mostNegative);
    if (negative < 0) {
      return -1;
    }
    Arrays.fill(values, 0, m, 0);
    for (int p = 0; p < n; p++) {
      double[] image = images[p];
      System.arraycopy(columns[p], 0, image, 0, m);
      for (int k = 0; k < p; k++) {
        subtractMultiple(image, factor[p * n + k], images[k]);
      }
      addSquares(values, 1 / pivots[p], image);
    }
    return negative;
  }

  private int factorize(double[] frame, double shift, int mostNegative) {
    int negative = 0;
    for (int i = 0; i < n; i++) {
      double pivot = frame[i * n + i] + shift;
      for (int j = 0; j < i; j++) {
        double s = frame[i * n + j];
        for (int k = 0; k < j; k++) {
          s -= factor[i * n + k] * pivots[k] * factor[j * n + k];
        }
        factor[i * n + j] = s / pivots[j];
        pivot -= s * factor[i * n + j];
      }
      negative += pivot < 0 ? 1 : 0;
      if (negative > mostNegative || Math.abs(pivot) <= TINY * frame[i * n + i]) {
        return -1;
      }
      pivots[i] = pivot;
    }
    return negative;
  }

  private static void subtractMultiple(double[] target, double factor, double[] source) {
    for (int i = 0; i < target.length; i++) {
      target[i] -= factor * source[i];
    }
  }

  private static void addSquares(double[] target, double factor, double[] source) {
    for (int i = 0; i < target.length; i++) {
      target[i] += factor * source[i] * source[i];
    }
  }
}
