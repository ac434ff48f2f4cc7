package org.preimage.covering;

/** Inverse of a basis of rows (w_i, −1). */
final class DenseInverse {
  private static final double SINGULAR = 1e-13;

  private DenseInverse() {}

  /**
   * Writes the inverse, column k for basic row k, each column contiguous.
   *
   * @return false when the rows look dependent
   */
  static boolean ofBasis(Rows rows, int[] basis, double[][] inverse) {
    int size = basis.length;
    int width = 2 * size;
    double[][] a = new double[size][width];
    for (int k = 0; k < size; k++) {
      System.arraycopy(rows.byRow, basis[k] * rows.n, a[k], 0, rows.n);
      a[k][rows.n] = -1;
      a[k][size + k] = 1;
    }
    if (!eliminate(a)) {
      return false;
    }
    for (int k = 0; k < size; k++) {
      for (int r = 0; r < size; r++) {
        inverse[k][r] = a[r][size + k];
      }
    }
    return true;
  }

  /** Turns (A | I), given row by row, into (I | A⁻¹); false when A looks singular. */
  static boolean eliminate(double[][] a) {
    int size = a.length;
    for (int c = 0; c < size; c++) {
      int pivot = c;
      for (int r = c + 1; r < size; r++) {
        if (Math.abs(a[r][c]) > Math.abs(a[pivot][c])) {
          pivot = r;
        }
      }
      double[] held = a[pivot];
      a[pivot] = a[c];
      a[c] = held;
      if (!(Math.abs(held[c]) > SINGULAR)) {
        return false;
      }
      double scale = 1 / held[c];
      for (int j = c; j < held.length; j++) {
        held[j] *= scale;
      }
      for (int r = 0; r < size; r++) {
        double factor = a[r][c];
        if (r != c && factor != 0) {
          subtract(a[r], factor, held);
        }
      }
    }
    return true;
  }

  private static void subtract(double[] row, double factor, double[] held) {
    for (int j = 0; j < row.length; j++) {
      row[j] -= factor * held[j];
    }
  }
}
