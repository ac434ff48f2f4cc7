package org.preimage.lp;

import java.util.Arrays;

/**
 * The symmetric systems of {@link LeastCap}: H + vvᵀ/c + λI. H is kept as the rows of its lower
 * triangle.
 */
final class NewtonSystem {
  private static final double[] NONE = new double[0];

  private final int n;
  private final double[][] hessian;
  private final double[][] factor;
  private final double[] diagonal;
  private final double[][] pending = {NONE, NONE, NONE, NONE};
  private final double[] pendingSign = new double[4];
  private int waiting;

  NewtonSystem(int n) {
    this.n = n;
    this.hessian = new double[n][];
    this.factor = new double[n][];
    for (int r = 0; r < n; r++) {
      hessian[r] = new double[r + 1];
      factor[r] = new double[n];
    }
    this.diagonal = new double[n];
  }

  /** H = 0. */
  void clear() {
    for (double[] row : hessian) {
      Arrays.fill(row, 0);
    }
    waiting = 0;
  }

  /**
   * Adds {@code sign}·wwᵀ to H at the latest with {@link #flush}: four at a time save memory
   * traffic.
   */
  void rankOne(double[] w, double sign) {
    pending[waiting] = w;
    pendingSign[waiting++] = sign;
    if (waiting == 4) {
      flush();
    }
  }

  /** Makes H current. */
  void flush() {
    for (int w = waiting; w < 4; w++) {
      pendingSign[w] = 0;
      pending[w] = pending[0];
    }
    if (waiting > 0) {
      double[] a = pending[0];
      double[] b = pending[1];
      double[] c = pending[2];
      double[] d = pending[3];
      for (int r = 0; r < n; r++) {
        RowProduct.addFour(
            hessian[r],
            pendingSign[0] * a[r],
            a,
            pendingSign[1] * b[r],
            b,
            pendingSign[2] * c[r],
            c,
            pendingSign[3] * d[r],
            d);
      }
    }
    waiting = 0;
  }

  /**
   * Solves (H + vvᵀ/c + λI) d = g by a square-root-free Cholesky factorisation; the term of v is
   * left out for c = 0.
   *
   * @return false when rounding left no positive pivot
   */
  boolean solve(double[] v, int c, double lambda, double[] g, double[] d) {
    double weight = c > 0 ? 1.0 / c : 0;
    // The upper triangle is eliminated, along rows.
    for (int r = 0; r < n; r++) {
      double[] row = hessian[r];
      double scaled = weight * v[r];
      for (int k = 0; k < r; k++) {
        factor[k][r] = row[k] + scaled * v[k];
      }
      factor[r][r] = row[r] + scaled * v[r] + lambda;
    }
    return factorise() && substitute(g, d);
  }

  private boolean factorise() {
    for (int p = 0; p < n; p++) {
      double[] top = factor[p];
      double pivot = top[p];
      if (!(pivot > 0)) {
        return false;
      }
      diagonal[p] = pivot;
      double inverse = 1 / pivot;
      for (int r = p + 1; r < n; r++) {
        eliminate(factor[r], top[r] * inverse, top, r);
      }
    }
    return true;
  }

  private static void eliminate(double[] row, double multiple, double[] top, int from) {
    for (int k = from; k < row.length; k++) {
      row[k] = Math.fma(-multiple, top[k], row[k]);
    }
  }

  private boolean substitute(double[] g, double[] d) {
    System.arraycopy(g, 0, d, 0, n);
    for (int p = 0; p < n; p++) {
      double multiple = d[p] / diagonal[p];
      double[] top = factor[p];
      for (int k = p + 1; k < n; k++) {
        d[k] -= multiple * top[k];
      }
    }
    for (int p = n - 1; p >= 0; p--) {
      double sum = d[p];
      double[] top = factor[p];
      for (int k = p + 1; k < n; k++) {
        sum -= top[k] * d[k];
      }
      d[p] = sum / diagonal[p];
    }
    for (int k = 0; k < n; k++) {
      if (!Double.isFinite(d[k])) {
        return false;
      }
    }
    return true;
  }
}
