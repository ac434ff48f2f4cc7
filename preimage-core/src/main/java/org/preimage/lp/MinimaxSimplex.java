package org.preimage.lp;

import java.util.Arrays;
import org.preimage.linalg.GaussJordan;

/**
 * Minimises max_i (⟨w_i, x⟩ + b_i) over {x : ⟨a_k, x⟩ ≤ c_k} by the revised primal simplex method
 * on the dual: maximise Σ λ_i b_i − Σ μ_k c_k subject to Σ λ_i w_i + Σ μ_k a_k = 0, Σ λ_i = 1, λ, μ
 * ≥ 0. The basis has n + 1 columns whatever the number of rows, so a pivot costs O(n² + n·rows).
 *
 * <p>The hard rows must contain, for each coordinate j, the bounds x_j ≤ c and −x_j ≤ c at
 * positions 2j and 2j + 1 with finite c: they make the first basis and keep the program bounded.
 * Rows are expected to have a norm near one. Only the sign of the minimum matters here, so the
 * search stops as soon as it is known.
 */
public final class MinimaxSimplex {
  private static final double OPTIMALITY = 1e-9;
  private static final double PIVOT = 1e-9;
  private static final int REFACTOR = 64;

  private final int n;
  private final double[][] soft;
  private final double[] softOffset;
  private final double[][] hard;
  private final double[] hardLimit;
  private final double[][] inverse;
  private final int[] basis;
  private final double[] basic;
  private final double[] price;
  private final double signTolerance;

  /**
   * Arrays are read, not copied, and must not change while solving.
   *
   * @param soft w_i, at least one row of length n
   * @param softOffset b_i
   * @param hard a_k, starting with the 2n coordinate bounds
   * @param hardLimit c_k
   */
  public MinimaxSimplex(double[][] soft, double[] softOffset, double[][] hard, double[] hardLimit) {
    this.n = soft[0].length;
    this.soft = soft;
    this.softOffset = softOffset;
    this.hard = hard;
    this.hardLimit = hardLimit;
    this.inverse = new double[n + 1][n + 1];
    this.basis = new int[n + 1];
    this.basic = new double[n + 1];
    this.price = new double[n + 1];
    double scale = 0;
    for (double offset : softOffset) {
      scale = Math.max(scale, Math.abs(offset));
    }
    this.signTolerance = 1e-7 * (1 + scale);
  }

  /** Solves from scratch. */
  public MinimaxSolution solve(int iterationLimit) {
    startBasis();
    refactor();
    int iterations = 0;
    int stalled = 0;
    while (iterations < iterationLimit) {
      updatePrices();
      double objective = objective();
      if (objective > signTolerance) {
        return solution(objective, iterations, true);
      }
      int entering = stalled > 40 ? firstImproving() : bestImproving();
      if (entering < 0) {
        return solution(objective, iterations, true);
      }
      double[] direction = times(entering);
      int leaving = ratioTest(direction, stalled > 40);
      if (leaving < 0) {
        return solution(objective, iterations, false);
      }
      stalled = basic[leaving] / direction[leaving] > 1e-12 ? 0 : stalled + 1;
      pivot(entering, leaving, direction);
      iterations++;
      if (iterations % REFACTOR == 0) {
        refactor();
      }
    }
    return solution(objective(), iterations, false);
  }

  private void startBasis() {
    int first = 0;
    for (int i = 1; i < soft.length; i++) {
      if (softOffset[i] > softOffset[first]) {
        first = i;
      }
    }
    for (int j = 0; j < n; j++) {
      // w_j + μ = 0 needs the bound whose normal has the opposite sign.
      basis[j] = soft.length + 2 * j + (soft[first][j] > 0 ? 1 : 0);
    }
    basis[n] = first;
  }

  private double entry(int column, int row) {
    if (column < soft.length) {
      return row == n ? 1 : soft[column][row];
    }
    return row == n ? 0 : hard[column - soft.length][row];
  }

  private double cost(int column) {
    return column < soft.length ? softOffset[column] : -hardLimit[column - soft.length];
  }

  /** Recomputes the inverse; a singular basis, which only rounding can make, keeps the old one. */
  private void refactor() {
    double[][] matrix = new double[n + 1][n + 1];
    for (int r = 0; r <= n; r++) {
      for (int c = 0; c <= n; c++) {
        matrix[r][c] = entry(basis[c], r);
      }
    }
    double[][] fresh = new double[n + 1][n + 1];
    if (GaussJordan.invert(matrix, fresh, 0)) {
      for (int r = 0; r <= n; r++) {
        System.arraycopy(fresh[r], 0, inverse[r], 0, n + 1);
        basic[r] = Math.max(0, inverse[r][n]);
      }
    }
  }

  private void updatePrices() {
    Arrays.fill(price, 0);
    for (int r = 0; r <= n; r++) {
      double cost = cost(basis[r]);
      if (cost != 0) {
        for (int c = 0; c <= n; c++) {
          price[c] += cost * inverse[r][c];
        }
      }
    }
  }

  private double objective() {
    double sum = 0;
    for (int r = 0; r <= n; r++) {
      sum += cost(basis[r]) * basic[r];
    }
    return sum;
  }

  private double reducedCost(int column) {
    if (column < soft.length) {
      double[] row = soft[column];
      double sum = softOffset[column] - price[n];
      for (int j = 0; j < n; j++) {
        sum -= price[j] * row[j];
      }
      return sum;
    }
    double[] row = hard[column - soft.length];
    double sum = -hardLimit[column - soft.length];
    for (int j = 0; j < n; j++) {
      sum -= price[j] * row[j];
    }
    return sum;
  }

  private int bestImproving() {
    int best = -1;
    double largest = OPTIMALITY;
    for (int column = 0; column < soft.length; column++) {
      double gain = reducedCost(column);
      if (gain > largest) {
        largest = gain;
        best = column;
      }
    }
    for (int k = 0; k < hard.length; k++) {
      double limit = Math.abs(hardLimit[k]);
      double gain = reducedCost(soft.length + k) / (1 + limit);
      if (gain > largest) {
        largest = gain;
        best = soft.length + k;
      }
    }
    return best;
  }

  /** Bland's rule: cannot cycle on degenerate bases. */
  private int firstImproving() {
    for (int column = 0; column < soft.length + hard.length; column++) {
      double scale = column < soft.length ? 1 : 1 + Math.abs(hardLimit[column - soft.length]);
      if (reducedCost(column) / scale > OPTIMALITY) {
        return column;
      }
    }
    return -1;
  }

  private double[] times(int column) {
    double[] direction = new double[n + 1];
    for (int r = 0; r <= n; r++) {
      double sum = 0;
      for (int c = 0; c <= n; c++) {
        sum += inverse[r][c] * entry(column, c);
      }
      direction[r] = sum;
    }
    return direction;
  }

  private int ratioTest(double[] direction, boolean byIndex) {
    int leaving = -1;
    double best = Double.POSITIVE_INFINITY;
    for (int r = 0; r <= n; r++) {
      if (direction[r] > PIVOT) {
        double ratio = basic[r] / direction[r];
        boolean tie = leaving >= 0 && ratio <= best + 1e-14;
        boolean preferred =
            tie && (byIndex ? basis[r] < basis[leaving] : direction[r] > direction[leaving]);
        if (leaving < 0 || ratio < best - 1e-14 || preferred) {
          best = Math.min(best, ratio);
          leaving = r;
        }
      }
    }
    return leaving;
  }

  private void pivot(int entering, int leaving, double[] direction) {
    double step = basic[leaving] / direction[leaving];
    for (int r = 0; r <= n; r++) {
      if (r != leaving) {
        basic[r] = Math.max(0, basic[r] - step * direction[r]);
      }
    }
    basic[leaving] = step;
    double[] pivotRow = inverse[leaving];
    for (int c = 0; c <= n; c++) {
      pivotRow[c] /= direction[leaving];
    }
    for (int r = 0; r <= n; r++) {
      double factor = direction[r];
      if (r != leaving && factor != 0) {
        for (int c = 0; c <= n; c++) {
          inverse[r][c] -= factor * pivotRow[c];
        }
      }
    }
    basis[leaving] = entering;
  }

  private MinimaxSolution solution(double objective, int iterations, boolean settled) {
    double[] x = new double[n];
    for (int j = 0; j < n; j++) {
      x[j] = -price[j];
    }
    double[] multipliers = new double[soft.length];
    double[] hardMultipliers = new double[hard.length];
    for (int r = 0; r <= n; r++) {
      if (basis[r] < soft.length) {
        multipliers[basis[r]] = basic[r];
      } else {
        hardMultipliers[basis[r] - soft.length] = basic[r];
      }
    }
    return new MinimaxSolution(objective, x, multipliers, hardMultipliers, iterations, settled);
  }
}
