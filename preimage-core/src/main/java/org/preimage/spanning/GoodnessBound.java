package org.preimage.spanning;

import java.util.Arrays;
import org.preimage.lp.LeastCap;

/**
 * Lower bounds on the number of active rows of a layer without biases, by the s-goodness of the
 * column space (Juditsky and Nemirovski 2011), at a node of a search that has decided some rows.
 *
 * <p>With z = Wx, rows scaled (see {@link GoodnessRows}), T rows known active and F rows known
 * inactive, let ρ_i be the largest z_i subject to Σ max(z_j, 0) ≤ 1. Then Σ ρ_i over the active
 * rows is at least 1, so at least k rows are active wherever Σ_T ρ plus the k − 1 − |T| largest
 * other ρ stay below 1. Deciding more rows only lowers caps: a child may start from its parent's.
 *
 * <p>Not safe for use by two threads; {@link #copy} makes another for a second one.
 */
public final class GoodnessBound {
  private final GoodnessRows base;
  private final LeastCap program;
  private final byte[] signs;

  /**
   * Weighs the rows and bounds the caps at the root.
   *
   * @param rows w_1 … w_m, one after the other, none zero
   * @param passes of weighing; 3 bring the caps within about one percent of each other
   */
  public static GoodnessBound of(double[] rows, int m, int n, int passes, SearchBudget budget) {
    GoodnessRows base = new GoodnessRows(rows.clone(), m, n);
    base.balance();
    for (int pass = 0; pass < passes && base.solveAll(budget); pass++) {
      base.equalize();
    }
    base.solveAll(budget);
    return new GoodnessBound(base);
  }

  private GoodnessBound(GoodnessRows base) {
    this.base = base;
    this.program = new LeastCap(base.scaled(), base.size(), base.columns());
    this.signs = new byte[base.size()];
  }

  /** The same rows and weights, for another thread. */
  public GoodnessBound copy() {
    return new GoodnessBound(base);
  }

  /** Caps ρ_i at a node with the points that prove them; immutable. */
  public static final class Caps {
    private final double[] rho;
    private final double[][] points;

    private Caps(double[] rho, double[][] points) {
      this.rho = rho;
      this.points = points;
    }

    /** ρ_i, an upper bound. */
    public double of(int i) {
      return rho[i];
    }

    /**
     * The sum that must stay below 1: over T, and the largest others outside F.
     *
     * @param required k, the number of active rows to prove
     */
    public double sum(long[] active, long[] inactive, int required) {
      double total = 0;
      int left = required - 1;
      double[] others = new double[rho.length];
      int count = 0;
      for (int i = 0; i < rho.length; i++) {
        if (has(active, i)) {
          total += rho[i];
          left--;
        } else if (!has(inactive, i)) {
          others[count++] = rho[i];
        }
      }
      if (left < 0) {
        return 0;
      }
      Arrays.sort(others, 0, count);
      for (int k = 0; k < Math.min(left, count); k++) {
        total += others[count - 1 - k];
      }
      return total;
    }
  }

  /** The caps with no row decided. */
  public Caps root() {
    double[][] points = new double[base.size()][];
    for (int i = 0; i < points.length; i++) {
      points[i] = base.point(i).clone();
    }
    return new Caps(base.caps(), points);
  }

  /**
   * Caps at a node below {@code parent}, largest first, until their sum is below 1 or shown to stay
   * above {@code hopeless}.
   *
   * @param active bit set of T, which contains the parent's
   * @param inactive bit set of F, which contains the parent's
   * @param required k
   * @param hopeless gives up when the sum of the renewed caps alone passes this; 1 is sensible
   */
  public Caps refine(
      Caps parent,
      long[] active,
      long[] inactive,
      int required,
      double hopeless,
      SearchBudget budget) {
    assume(active, inactive);
    double[] rho = parent.rho.clone();
    double[][] points = parent.points.clone();
    Caps caps = new Caps(rho, points);
    double[] renewed = new double[rho.length];
    Caps known = new Caps(renewed, points);
    Integer[] order = largestFirst(rho, inactive);
    for (int done = 0; done < order.length; done++) {
      if (done % 8 == 0
          && (caps.sum(active, inactive, required) < 1
              || known.sum(active, inactive, required) > hopeless
              || budget.isSpent())) {
        return caps;
      }
      renew(order[done], rho, points, budget);
      renewed[order[done]] = rho[order[done]];
    }
    return caps;
  }

  private void renew(int i, double[] rho, double[][] points, SearchBudget budget) {
    double[] point = points[i].clone();
    budget.countLinearProgram();
    if (program.solve(base.row(i), base.excess(), point, GoodnessRows.TOLERANCE, GoodnessRows.STEPS)
        && program.cap() < rho[i]) {
      rho[i] = program.cap();
      points[i] = point;
    }
  }

  private static Integer[] largestFirst(double[] rho, long[] inactive) {
    Integer[] order = new Integer[rho.length];
    int count = 0;
    for (int i = 0; i < rho.length; i++) {
      if (!has(inactive, i)) {
        order[count++] = i;
      }
    }
    order = Arrays.copyOf(order, count);
    Arrays.sort(order, (a, b) -> Double.compare(rho[b], rho[a]));
    return order;
  }

  private void assume(long[] active, long[] inactive) {
    for (int i = 0; i < signs.length; i++) {
      byte sign = (byte) (has(active, i) ? 1 : has(inactive, i) ? -1 : 0);
      if (sign != signs[i]) {
        signs[i] = sign;
        if (sign > 0) {
          program.active(i);
        } else if (sign < 0) {
          program.inactive(i);
        } else {
          program.undecided(i);
        }
      }
    }
  }

  private static boolean has(long[] set, int i) {
    return (i >> 6) < set.length && (set[i >> 6] >> i & 1) != 0;
  }
}
