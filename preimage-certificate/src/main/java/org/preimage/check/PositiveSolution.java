package org.preimage.check;

/**
 * Whether a square system Ax = b is regular and its solution positive, in binary64 with every
 * rounding error bounded; "no" may also mean that the bounds do not suffice.
 *
 * <p>PA = LU − E with |E| ≤ γ|L||U|, and for the computed x > 0 with residual r = b − Ax the error
 * e solves LU e = r + E e. If |(LU)⁻¹|(|r| + |E|h) &lt; h for h = x/2, there is such an e with |e|
 * ≤ h, and only one (certificate-format.md, Frame bounds).
 */
final class PositiveSolution {
  /** Four times what one rounding can change, relatively. */
  private static final double UNIT = 0x1.0p-51;

  /** Far above what underflow can change. */
  private static final double UNDERFLOW = 0x1.0p-900;

  private final double[][] a;
  private final double[][] lu;
  private final int[] order;
  private final double[] x;
  private final double[] error;
  private int d;

  /**
   * Room for systems.
   *
   * @param most largest number of unknowns
   */
  PositiveSolution(int most) {
    this.a = new double[most][most + 1];
    this.lu = new double[most][most];
    this.order = new int[most];
    this.x = new double[most];
    this.error = new double[most];
  }

  /** The rows of A, each followed by its entry of b: to be filled before the question is asked. */
  double[][] system() {
    return a;
  }

  /** Whether the system of so many unknowns has a single solution, and all of it is positive. */
  boolean isSurelyPositive(int unknowns) {
    d = unknowns;
    if (!factor()) {
      return false;
    }
    solve();
    for (int i = 0; i < d; i++) {
      if (!(x[i] > 0)) {
        return false;
      }
    }
    boundResidual();
    addFactorError();
    propagateError();
    for (int i = 0; i < d; i++) {
      // Half of h, which leaves a factor of 2 for the roundings in the bound itself.
      if (!(error[i] < x[i] / 4)) {
        return false;
      }
    }
    return true;
  }

  /** PA = LU by partial pivoting; L has ones on its diagonal. */
  private boolean factor() {
    for (int i = 0; i < d; i++) {
      System.arraycopy(a[i], 0, lu[i], 0, d);
      order[i] = i;
    }
    for (int k = 0; k < d; k++) {
      swapLargest(k);
      double[] upper = lu[k];
      if (upper[k] == 0) {
        return false;
      }
      for (int i = k + 1; i < d; i++) {
        double[] row = lu[i];
        double l = row[k] / upper[k];
        row[k] = l;
        for (int j = k + 1; j < d; j++) {
          row[j] -= l * upper[j];
        }
      }
    }
    return true;
  }

  private void swapLargest(int k) {
    int best = k;
    for (int i = k + 1; i < d; i++) {
      best = Math.abs(lu[i][k]) > Math.abs(lu[best][k]) ? i : best;
    }
    double[] row = lu[k];
    lu[k] = lu[best];
    lu[best] = row;
    int place = order[k];
    order[k] = order[best];
    order[best] = place;
  }

  private void solve() {
    for (int i = 0; i < d; i++) {
      double s = a[order[i]][d];
      for (int k = 0; k < i; k++) {
        s -= lu[i][k] * x[k];
      }
      x[i] = s;
    }
    for (int i = d - 1; i >= 0; i--) {
      double s = x[i];
      for (int k = i + 1; k < d; k++) {
        s -= lu[i][k] * x[k];
      }
      x[i] = s / lu[i][i];
    }
  }

  /** |b − Ax|, rounding included, in the order of the factor's rows. */
  private void boundResidual() {
    for (int i = 0; i < d; i++) {
      double[] row = a[order[i]];
      double residual = row[d];
      double size = Math.abs(row[d]);
      for (int k = 0; k < d; k++) {
        double product = row[k] * x[k];
        residual -= product;
        size += Math.abs(product);
      }
      error[i] = Math.abs(residual) + ((d + 2) * UNIT * size + UNDERFLOW);
    }
  }

  /** Adds |E|h. */
  private void addFactorError() {
    double[] h = new double[d];
    double largest = 1;
    double sum = 1;
    for (int i = 0; i < d; i++) {
      for (int k = i; k < d; k++) {
        double u = Math.abs(lu[i][k]);
        h[i] += u * (x[k] / 2);
        largest = Math.max(largest, u);
      }
      sum += x[i];
    }
    double lost = UNDERFLOW * largest * sum;
    for (int i = 0; i < d; i++) {
      double s = h[i];
      for (int k = 0; k < i; k++) {
        s += Math.abs(lu[i][k]) * h[k];
      }
      error[i] += (d + 2) * UNIT * s + lost;
    }
  }

  /** Multiplies by a bound of |U⁻¹||L⁻¹|: the inverses of the comparison matrices. */
  private void propagateError() {
    for (int i = 0; i < d; i++) {
      double s = error[i];
      for (int k = 0; k < i; k++) {
        s += Math.abs(lu[i][k]) * error[k];
      }
      error[i] = s;
    }
    for (int i = d - 1; i >= 0; i--) {
      double s = error[i];
      for (int k = i + 1; k < d; k++) {
        s += Math.abs(lu[i][k]) * error[k];
      }
      error[i] = s / Math.abs(lu[i][i]);
    }
  }
}
