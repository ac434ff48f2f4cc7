package org.preimage.inversion;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.preimage.linalg.LeastSquares;
import org.preimage.linalg.OneSidedSystem;

/**
 * Descends on ½ Σ (ReLU(p_i) − y_i)² from a good guess: least squares on the units that are on at
 * x, again and again. Outputs that noise alone made positive are then no equations any more.
 */
final class LayerLikelihood {
  private static final int STEPS = 30;
  private static final double LEAST_STEP = 1e-2;
  private static final double NOTICEABLE = 1e-9;

  private LayerLikelihood() {}

  /**
   * A code that is at least as likely.
   *
   * @param system ⟨a_i, x⟩ compared with y_i − b_i, a row an output
   * @param y outputs
   */
  static double[] descend(OneSidedSystem system, double[] y, double[] start) {
    double[] x = start;
    for (int step = 0; step < STEPS; step++) {
      double[] here = x;
      int[] on =
          IntStream.range(0, y.length).filter(i -> preactivation(system, y, i, here) > 0).toArray();
      double[] goal = LeastSquares.solve(system.equations(on)).orElse(here);
      x = between(system, y, here, goal);
      if (x == here) {
        return x;
      }
    }
    return x;
  }

  /** The first of goal, its middle with x, … that is noticeably more likely than x; else x. */
  private static double[] between(OneSidedSystem system, double[] y, double[] x, double[] goal) {
    double before = cost(system, y, x);
    for (double t = 1; t > LEAST_STEP; t /= 2) {
      double share = t;
      double[] next = new double[x.length];
      Arrays.setAll(next, j -> x[j] + share * (goal[j] - x[j]));
      if (cost(system, y, next) < (1 - NOTICEABLE) * before) {
        return next;
      }
    }
    return x;
  }

  private static double preactivation(OneSidedSystem system, double[] y, int i, double[] x) {
    return system.product(i, x) - system.right()[i] + y[i];
  }

  private static double cost(OneSidedSystem system, double[] y, double[] x) {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      double r = Math.max(0, preactivation(system, y, i, x)) - y[i];
      sum += r * r / 2;
    }
    return sum;
  }
}
