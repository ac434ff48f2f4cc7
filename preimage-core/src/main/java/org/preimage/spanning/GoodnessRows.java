package org.preimage.spanning;

import java.util.Arrays;
import org.preimage.lp.LeastCap;

/**
 * Rows v_j = s_j·w_j of a layer without biases, with positive weights s_j under which the least
 * caps ρ_i of w_i are nearly equal, and these caps. Scaling a row does not change where it is
 * active, but the bound: with caps ρ_i of the scaled rows, Σ over active i of ρ_i ≥ 1, and the sum
 * of the k − 1 largest caps is least where all are equal. Dividing each weight by its cap a few
 * times gets there. On Gaussian rows this lowers the sum by 15 to 30 percent.
 */
final class GoodnessRows {
  /** Weights are integers with about so many bits, because certificates hold them. */
  private static final int WEIGHT_BITS = 20;

  /** Of w − Σ y_j v_j, relative to rows of norm one; the certificate's correction is coarser. */
  static final double TOLERANCE = 1e-9;

  static final int STEPS = 200;

  private final int m;
  private final int n;
  private final double[] rows;
  private final double[] weights;
  private final double[] scaled;
  private final double[][] x;
  private final double[] caps;
  private double excess;
  private LeastCap program;

  /** Rows w, one after the other, none of them zero; not copied. */
  GoodnessRows(double[] rows, int m, int n) {
    this.m = m;
    this.n = n;
    this.rows = rows;
    this.weights = new double[m];
    this.scaled = new double[m * n];
    this.x = new double[m][n];
    this.caps = new double[m];
    Arrays.fill(caps, Double.POSITIVE_INFINITY);
    for (int i = 0; i < m; i++) {
      weights[i] = 1 / norm(i);
    }
    this.program = rescale();
    sharpen(3);
  }

  /**
   * Of rows of any length: the largest entry is taken out first, so nothing under- or overflows.
   */
  private double norm(int i) {
    double largest = 0;
    for (int k = i * n; k < (i + 1) * n; k++) {
      largest = Math.max(largest, Math.abs(rows[k]));
    }
    double square = 0;
    for (int k = i * n; k < (i + 1) * n; k++) {
      square += rows[k] / largest * (rows[k] / largest);
    }
    return largest * Math.sqrt(square);
  }

  /** Rows come out with norms around one. */
  private LeastCap rescale() {
    for (int i = 0; i < m; i++) {
      int exponent = Math.getExponent(weights[i]) - WEIGHT_BITS + 1;
      weights[i] = Math.scalb(Math.rint(Math.scalb(weights[i], -exponent)), exponent);
      for (int k = i * n; k < (i + 1) * n; k++) {
        scaled[k] = weights[i] * rows[k];
      }
    }
    return new LeastCap(scaled, m, n);
  }

  /**
   * Sets the excess μ of {@link LeastCap}, in units of m times the cap expected of Gaussian rows:
   * at 3 the gap is about half a percent, and it falls with the square.
   */
  void sharpen(double factor) {
    excess = factor * 2.5 * Math.sqrt(n);
  }

  double excess() {
    return excess;
  }

  int size() {
    return m;
  }

  int columns() {
    return n;
  }

  LeastCap program() {
    return program;
  }

  /** s_j, with at most 20 significant bits. */
  double[] weights() {
    return weights.clone();
  }

  /** Not copied. */
  double[] scaled() {
    return scaled;
  }

  double cap(int i) {
    return caps[i];
  }

  double[] caps() {
    return caps.clone();
  }

  /** The dual point of row i; not copied. */
  double[] point(int i) {
    return x[i];
  }

  /** Row i, scaled. */
  double[] row(int i) {
    return Arrays.copyOfRange(scaled, i * n, (i + 1) * n);
  }

  /**
   * Balances the weights by a formula that needs no program: the cap that the point x = v_i alone
   * proves to be necessary. Brings the spread of Gaussian rows from ten to about three percent.
   */
  void balance() {
    double[] z = new double[m];
    double[] estimate = new double[m];
    for (int i = 0; i < m; i++) {
      double[] v = row(i);
      program.product(v, z);
      double total = 0;
      for (double value : z) {
        total += Math.max(value, 0);
      }
      estimate[i] = z[i] / total;
    }
    reweight(estimate);
  }

  /** Divides each weight by its cap. */
  void equalize() {
    reweight(caps.clone());
    Arrays.fill(caps, Double.POSITIVE_INFINITY);
  }

  private void reweight(double[] estimate) {
    double mean = 0;
    for (double e : estimate) {
      mean += e / m;
    }
    for (int i = 0; i < m; i++) {
      if (estimate[i] > 0 && Double.isFinite(estimate[i])) {
        weights[i] *= mean / estimate[i];
      }
    }
    program = rescale();
  }

  /** Solves for the caps of all rows; infinite where a row has none. */
  boolean solveAll(SearchBudget budget) {
    for (int i = 0; i < m; i++) {
      if (budget.isSpent()) {
        return false;
      }
      double[] target = row(i);
      if (isZero(x[i])) {
        start(target, x[i]);
      }
      budget.countLinearProgram();
      caps[i] =
          program.solve(target, excess, x[i], TOLERANCE, STEPS)
              ? program.cap()
              : Double.POSITIVE_INFINITY;
    }
    return true;
  }

  /** The point along the target itself, at the length that fits the excess. */
  void start(double[] target, double[] point) {
    double[] z = new double[m];
    program.product(target, z);
    double total = 0;
    int positive = 0;
    for (double value : z) {
      if (value > 0) {
        total += value;
        positive++;
      }
    }
    double expected = 2.5 * Math.sqrt(n) / m;
    double factor = total > 0 ? (excess + expected * positive) / total : 1;
    for (int k = 0; k < n; k++) {
      point[k] = factor * target[k];
    }
  }

  private static boolean isZero(double[] v) {
    for (double entry : v) {
      if (entry != 0) {
        return false;
      }
    }
    return true;
  }
}
