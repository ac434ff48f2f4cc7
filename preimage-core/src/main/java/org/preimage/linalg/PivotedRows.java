package org.preimage.linalg;

import java.util.Arrays;

/**
 * Well-conditioned rows of a tall matrix, chosen greedily: always the row that is farthest from the
 * span of those chosen before (QR with pivoting on the transpose). Floating point; proposes only.
 */
public final class PivotedRows {
  /** A row this much shorter than the longest, after projection, counts as dependent. */
  private static final double DEPENDENT = 1e-13;

  private PivotedRows() {}

  /**
   * At most {@code count} rows in the order of choice, fewer when the rest depends on them. Costs
   * m·n·count multiplications.
   *
   * @param matrix m × n row by row, not modified
   */
  public static int[] choose(double[] matrix, int n, int count) {
    int m = matrix.length / n;
    double[] rest = matrix.clone();
    double[] square = new double[m];
    for (int i = 0; i < m; i++) {
      square[i] = square(rest, i * n, n);
    }
    double longest = Arrays.stream(square).max().orElse(0);
    int[] chosen = new int[Math.min(count, Math.min(m, n))];
    for (int c = 0; c < chosen.length; c++) {
      int best = 0;
      for (int i = 1; i < m; i++) {
        best = square[i] > square[best] ? i : best;
      }
      if (!(square[best] > DEPENDENT * DEPENDENT * longest)) {
        return Arrays.copyOf(chosen, c);
      }
      chosen[c] = best;
      project(rest, square, best, n);
    }
    return chosen;
  }

  /** Takes away from every row its part along row {@code pivot}. */
  private static void project(double[] rest, double[] square, int pivot, int n) {
    double[] unit = Arrays.copyOfRange(rest, pivot * n, pivot * n + n);
    double norm = Math.sqrt(square[pivot]);
    for (int j = 0; j < n; j++) {
      unit[j] /= norm;
    }
    for (int i = 0; i < square.length; i++) {
      if (square[i] > 0) {
        double along = 0;
        for (int j = 0; j < n; j++) {
          along += rest[i * n + j] * unit[j];
        }
        for (int j = 0; j < n; j++) {
          rest[i * n + j] -= along * unit[j];
        }
        square[i] = square(rest, i * n, n);
      }
    }
    square[pivot] = 0;
  }

  private static double square(double[] rows, int start, int n) {
    double sum = 0;
    for (int j = start; j < start + n; j++) {
      sum += rows[j] * rows[j];
    }
    return sum;
  }
}
