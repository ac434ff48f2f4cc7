package org.preimage.lp;

/**
 * The symmetric systems of {@link LeastCap}: H + vvᵀ/c + λI, of which the lower triangle is kept
 * row after row in n × n numbers.
 */
final class NewtonSystem {
  private final int n;
  private final double[] factor;
  private final double[] diagonal;
  private final double[] pending;
  private final double[] pendingSign;
  private int waiting;

  NewtonSystem(int n) {
    this.n = n;
    this.factor = new double[n * n];
    this.diagonal = new double[n];
    this.pending = new double[4 * n];
    this.pendingSign = new double[4];
  }

  /** Adds {@code sign}·wwᵀ to H, sooner or later: four at a time save memory traffic. */
  void rankOne(double[] hessian, double[] rows, int at, double sign) {
    System.arraycopy(rows, at, pending, waiting * n, n);
    pendingSign[waiting++] = sign;
    if (waiting == 4) {
      flush(hessian);
    }
  }

  /** Makes H current. */
  void flush(double[] hessian) {
    if (waiting == 0) {
      return;
    }
    for (int w = waiting; w < 4; w++) {
      pendingSign[w] = 0;
    }
    for (int r = 0; r < n; r++) {
      addFour(hessian, r);
    }
    waiting = 0;
  }

  private void addFour(double[] hessian, int r) {
    double[] p = pending;
    double f0 = pendingSign[0] * p[r];
    double f1 = pendingSign[1] * p[n + r];
    double f2 = pendingSign[2] * p[2 * n + r];
    double f3 = pendingSign[3] * p[3 * n + r];
    int at = r * n;
    int second = n;
    int third = 2 * n;
    int fourth = 3 * n;
    for (int c = 0; c <= r; c++) {
      hessian[at + c] += f0 * p[c] + f1 * p[second + c] + f2 * p[third + c] + f3 * p[fourth + c];
    }
  }

  /**
   * Solves (H + vvᵀ/c + λI) d = g by a square-root-free Cholesky factorisation; the term of v is
   * left out for c = 0.
   *
   * @return false when rounding left no positive pivot
   */
  boolean solve(double[] hessian, double[] v, int c, double lambda, double[] g, double[] d) {
    double weight = c > 0 ? 1.0 / c : 0;
    for (int r = 0; r < n; r++) {
      int at = r * n;
      double scaled = weight * v[r];
      for (int k = 0; k <= r; k++) {
        factor[at + k] = hessian[at + k] + scaled * v[k];
      }
      factor[at + r] += lambda;
    }
    return factorise() && substitute(g, d);
  }

  /** Row by row: row r is cleared by the finished rows, in loops along rows of the transpose. */
  private boolean factorise() {
    // The lower triangle is turned into the upper one, whose rows are then contiguous.
    double[] f = factor;
    for (int r = 0; r < n; r++) {
      for (int k = 0; k < r; k++) {
        f[k * n + r] = f[r * n + k];
      }
    }
    for (int p = 0; p < n; p++) {
      int top = p * n;
      double pivot = f[top + p];
      if (!(pivot > 0)) {
        return false;
      }
      diagonal[p] = pivot;
      double inverse = 1 / pivot;
      for (int r = p + 1; r < n; r++) {
        double multiple = f[top + r] * inverse;
        int at = r * n;
        for (int k = r; k < n; k++) {
          f[at + k] -= multiple * f[top + k];
        }
      }
    }
    return true;
  }

  private boolean substitute(double[] g, double[] d) {
    double[] f = factor;
    System.arraycopy(g, 0, d, 0, n);
    for (int p = 0; p < n; p++) {
      double multiple = d[p] / diagonal[p];
      int top = p * n;
      for (int k = p + 1; k < n; k++) {
        d[k] -= multiple * f[top + k];
      }
    }
    for (int p = n - 1; p >= 0; p--) {
      double sum = d[p];
      int top = p * n;
      for (int k = p + 1; k < n; k++) {
        sum -= f[top + k] * d[k];
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
