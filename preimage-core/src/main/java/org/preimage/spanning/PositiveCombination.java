package org.preimage.spanning;

import org.preimage.linalg.GaussJordan;

/**
 * A positive dependence Σ d_i v_i = 0 with d_i = max(1, ⟨v_i, u⟩): the least in norm with d_i ≥ 1.
 * Its dual minimises ½ Σ max(1, ⟨v_i, u⟩)², whose curvature is nowhere above the Gram matrix; steps
 * by the inverse of that matrix therefore never overshoot.
 */
final class PositiveCombination {
  private static final int MOST_STEPS = 2000;

  /** Of Σ d_i v_i, relative to the number of rows; certificates correct what is left. */
  private static final double TOLERANCE = 1e-6;

  private PositiveCombination() {}

  /**
   * u, or the best there is when the rows have no positive dependence.
   *
   * @param inverse of the Gram matrix Σ v_i v_iᵀ
   */
  static double[] point(GoodnessRows rows, double[][] inverse) {
    int n = rows.columns();
    double[] u = new double[n];
    double[] z = new double[rows.size()];
    for (int step = 0; step < MOST_STEPS; step++) {
      rows.program().product(u, z);
      double[] sum = new double[n];
      for (int i = 0; i < z.length; i++) {
        double d = Math.max(1, z[i]);
        for (int k = 0; k < n; k++) {
          sum[k] += d * rows.scaled()[i * n + k];
        }
      }
      double most = 0;
      for (double value : sum) {
        most = Math.max(most, Math.abs(value));
      }
      if (most <= TOLERANCE * z.length) {
        return u;
      }
      for (int k = 0; k < n; k++) {
        for (int c = 0; c < n; c++) {
          u[k] -= inverse[k][c] * sum[c];
        }
      }
    }
    return u;
  }

  /** The inverse of Σ v_i v_iᵀ; zeros when the rows do not span. */
  static double[][] inverseGram(GoodnessRows rows) {
    int n = rows.columns();
    double[] v = rows.scaled();
    double[][] gram = new double[n][n];
    for (int i = 0; i < rows.size(); i++) {
      int at = i * n;
      for (int k = 0; k < n; k++) {
        double factor = v[at + k];
        for (int c = 0; c < n; c++) {
          gram[k][c] += factor * v[at + c];
        }
      }
    }
    double[][] inverse = new double[n][n];
    return GaussJordan.invert(gram, inverse, 0) ? inverse : new double[n][n];
  }
}
