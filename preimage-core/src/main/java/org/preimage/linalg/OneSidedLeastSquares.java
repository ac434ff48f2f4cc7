package org.preimage.linalg;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Least squares with one-sided rows: minimises Σ (⟨a_i, x⟩ − r_i)² over equations plus Σ max(0,
 * ⟨a_i, x⟩ − r_i)² over inequalities. The cost is convex and piecewise quadratic; Newton's method
 * ends after finitely many steps, when the violated inequalities at the minimum of a piece are
 * those that define it.
 */
public final class OneSidedLeastSquares {
  private static final int STEPS = 100;
  private static final double LEAST_STEP = 1e-9;

  private OneSidedLeastSquares() {}

  /**
   * The minimum, or nothing where equations and violated inequalities do not determine it. A few
   * factorisations of O(m n²).
   *
   * @throws UnsupportedOperationException if the native library does not fit this machine
   */
  public static Optional<double[]> solve(OneSidedSystem system) {
    Optional<double[]> start = minimum(system, new boolean[system.size()]);
    if (start.isEmpty()) {
      boolean[] all = new boolean[system.size()];
      Arrays.fill(all, true);
      start = minimum(system, all);
    }
    if (start.isEmpty()) {
      return start;
    }
    double[] x = start.get();
    for (int step = 0; step < STEPS; step++) {
      boolean[] violated = violated(system, x);
      Optional<double[]> next = minimum(system, violated);
      if (next.isEmpty() || Arrays.equals(violated, violated(system, next.get()))) {
        return next;
      }
      double[] better = between(system, x, next.get());
      if (better == x) {
        return Optional.of(x);
      }
      x = better;
    }
    return Optional.of(x);
  }

  /** Least squares on the equations and some of the inequalities. */
  private static Optional<double[]> minimum(OneSidedSystem system, boolean[] included) {
    int[] chosen =
        IntStream.range(0, system.size()).filter(i -> !system.atMost()[i] || included[i]).toArray();
    return LeastSquares.solve(system.equations(chosen));
  }

  private static boolean[] violated(OneSidedSystem system, double[] x) {
    boolean[] violated = new boolean[system.size()];
    for (int i = 0; i < violated.length; i++) {
      violated[i] = system.atMost()[i] && system.residual(i, x) > 0;
    }
    return violated;
  }

  /** The first of to, its middle with from, … that costs less; from itself if none does. */
  private static double[] between(OneSidedSystem system, double[] from, double[] to) {
    double before = cost(system, from);
    for (double t = 1; t > LEAST_STEP; t /= 2) {
      double share = t;
      double[] x = new double[from.length];
      Arrays.setAll(x, j -> from[j] + share * (to[j] - from[j]));
      if (cost(system, x) < before) {
        return x;
      }
    }
    return from;
  }

  private static double cost(OneSidedSystem system, double[] x) {
    return Arrays.stream(system.residuals(x)).map(r -> r * r).sum();
  }
}
