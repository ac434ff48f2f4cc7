package org.preimage.capacity.theory;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Damped Newton iteration for small systems: the Jacobian by differences, kept up by Broyden's rank
 * one updates, and taken anew when progress slows down.
 */
final class NewtonMethod {
  private static final double DIFFERENCE = 1e-5;
  private static final int STEPS = 60;
  private static final int HALVINGS = 12;

  private final UnaryOperator<double[]> system;
  private final double tolerance;

  private double[] point = {};
  private double[] residual = {};
  private double[][] jacobian = {};
  private boolean fresh; // whether the Jacobian was taken at the point

  /**
   * A system of as many equations as unknowns of order one.
   *
   * @param system the residuals; NaN outside of its domain
   * @param tolerance largest residual of a solution
   */
  NewtonMethod(UnaryOperator<double[]> system, double tolerance) {
    this.system = system;
    this.tolerance = tolerance;
  }

  /** A solution near a starting point, or nothing if the iteration stalls. */
  Optional<double[]> solve(double[] start) {
    jacobian = new double[0][];
    return solveAgain(start);
  }

  /**
   * The same after the system has changed a little, as with another quadrature: begins with the
   * Jacobian at the last solution.
   */
  Optional<double[]> solveAgain(double[] start) {
    point = start.clone();
    residual = system.apply(point);
    if (Double.isNaN(norm(residual))) {
      return Optional.empty();
    }
    if (jacobian.length == 0) {
      refresh();
    }
    for (int step = 0; step < STEPS; step++) {
      if (largest(residual) <= tolerance) {
        return Optional.of(point);
      }
      double before = norm(residual);
      boolean moved = advance();
      boolean slow = !moved || norm(residual) > 0.2 * before;
      if (slow && fresh && !moved) {
        return Optional.empty();
      }
      if (slow) {
        refresh();
      }
    }
    return Optional.empty();
  }

  private void refresh() {
    int n = point.length;
    jacobian = new double[residual.length][n];
    for (int j = 0; j < n; j++) {
      double[] moved = point.clone();
      moved[j] += DIFFERENCE;
      double[] there = system.apply(moved);
      for (int i = 0; i < residual.length; i++) {
        jacobian[i][j] = (there[i] - residual[i]) / DIFFERENCE;
      }
    }
    fresh = true;
  }

  private boolean advance() {
    double[] direction = DenseSystem.solve(jacobian, residual);
    double length = 1;
    for (int halving = 0; halving < HALVINGS; halving++, length /= 2) {
      double[] next = point.clone();
      for (int j = 0; j < next.length; j++) {
        next[j] -= length * direction[j];
      }
      double[] there = system.apply(next);
      if (norm(there) < norm(residual)) {
        update(next, there);
        return true;
      }
    }
    return false;
  }

  /** Broyden: the least change of the Jacobian that explains the last step. */
  private void update(double[] next, double[] there) {
    int n = next.length;
    double[] move = new double[n];
    double square = 0;
    for (int j = 0; j < n; j++) {
      move[j] = next[j] - point[j];
      square += move[j] * move[j];
    }
    for (int i = 0; i < there.length; i++) {
      double missing = there[i] - residual[i];
      for (int j = 0; j < n; j++) {
        missing -= jacobian[i][j] * move[j];
      }
      for (int j = 0; j < n; j++) {
        jacobian[i][j] += missing * move[j] / square;
      }
    }
    point = next;
    residual = there;
    fresh = false;
  }

  private static double norm(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
