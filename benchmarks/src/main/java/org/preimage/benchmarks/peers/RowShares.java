package org.preimage.benchmarks.peers;

import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;

/**
 * The largest z_i and −z_i over {x : Σ max(z_j, 0) ≤ 1}, by GLOP: one model, one objective after
 * the other, each started from the last basis.
 */
final class RowShares {
  /**
   * Bound on |x_j|. It matters only where all rows can be inactive at once and −z_i has no other
   * bound.
   */
  static final double BOX = 1000;

  private final double[] largest;
  private final double[] smallest;

  private RowShares(double[] largest, double[] smallest) {
    this.largest = largest;
    this.smallest = smallest;
  }

  /**
   * Solves the 2m programs.
   *
   * @throws IllegalStateException if one of them ends without an optimum, or the time is over
   */
  static RowShares of(double[][] rows, double limit) {
    long deadline = System.nanoTime() + (long) (limit * 1e9);
    MPSolver solver = MPSolver.createSolver("GLOP");
    try {
      MPVariable[] x = variables(solver, rows);
      double[] largest = new double[rows.length];
      double[] smallest = new double[rows.length];
      for (int i = 0; i < rows.length; i++) {
        largest[i] = maximum(solver, x, rows[i], 1, deadline);
        smallest[i] = maximum(solver, x, rows[i], -1, deadline);
      }
      return new RowShares(largest, smallest);
    } finally {
      solver.delete();
    }
  }

  private static MPVariable[] variables(MPSolver solver, double[][] rows) {
    MPVariable[] x = solver.makeNumVarArray(rows[0].length, -BOX, BOX);
    MPVariable[] p = solver.makeNumVarArray(rows.length, 0, 1);
    MPConstraint sum = solver.makeConstraint(0, 1);
    for (int i = 0; i < rows.length; i++) {
      MPConstraint above = solver.makeConstraint(0, Double.POSITIVE_INFINITY);
      above.setCoefficient(p[i], 1);
      for (int j = 0; j < x.length; j++) {
        above.setCoefficient(x[j], -rows[i][j]);
      }
      sum.setCoefficient(p[i], 1);
    }
    return x;
  }

  private static double maximum(
      MPSolver solver, MPVariable[] x, double[] row, double sign, long deadline) {
    for (int j = 0; j < x.length; j++) {
      solver.objective().setCoefficient(x[j], sign * row[j]);
    }
    solver.objective().setMaximization();
    if (System.nanoTime() > deadline || solver.solve() != MPSolver.ResultStatus.OPTIMAL) {
      throw new IllegalStateException("no bound of a row in time");
    }
    return solver.objective().value();
  }

  /** ρ_i, the largest z_i. */
  double largest(int i) {
    return largest[i];
  }

  /** σ_i, the largest −z_i. */
  double smallest(int i) {
    return smallest[i];
  }
}
