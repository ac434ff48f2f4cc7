package org.preimage.linalg;

/** Inverse of small dense matrices by elimination with row pivoting, in binary64. */
public final class GaussJordan {
  private GaussJordan() {}

  /**
   * Inverts a square matrix.
   *
   * @param matrix n × n, not modified
   * @param inverse receives the inverse, n × n; its content is undefined when the answer is false
   * @param smallestPivot pivots of at most this magnitude mean "nearly singular"
   * @return whether every pivot was larger
   */
  public static boolean invert(double[][] matrix, double[][] inverse, double smallestPivot) {
    int n = matrix.length;
    double[][] work = new double[n][2 * n];
    for (int r = 0; r < n; r++) {
      System.arraycopy(matrix[r], 0, work[r], 0, n);
      work[r][n + r] = 1;
    }
    for (int c = 0; c < n; c++) {
      int best = c;
      for (int r = c + 1; r < n; r++) {
        if (Math.abs(work[r][c]) > Math.abs(work[best][c])) {
          best = r;
        }
      }
      if (!(Math.abs(work[best][c]) > smallestPivot)) {
        return false;
      }
      double[] swap = work[c];
      work[c] = work[best];
      work[best] = swap;
      eliminate(work, c);
    }
    for (int r = 0; r < n; r++) {
      System.arraycopy(work[r], n, inverse[r], 0, n);
    }
    return true;
  }

  private static void eliminate(double[][] work, int c) {
    double pivot = work[c][c];
    for (int k = c; k < work[c].length; k++) {
      work[c][k] /= pivot;
    }
    for (int r = 0; r < work.length; r++) {
      double factor = work[r][c];
      if (r != c && factor != 0) {
        for (int k = c; k < work[r].length; k++) {
          work[r][k] -= factor * work[c][k];
        }
      }
    }
  }
}
