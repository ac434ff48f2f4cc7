package org.preimage.lp;

import java.util.ArrayList;
import java.util.List;
import org.preimage.certificate.Rational;

/**
 * The same minimax program over a box, solved exactly in rational arithmetic with Bland's rule: the
 * last resort where rounding hides the sign. Infinite box ends are handled symbolically: costs are
 * pairs (finite part, multiple of an arbitrarily large bound), compared lexicographically.
 *
 * <p>Meant for small programs: a tableau of (n + 1) × (rows + 2n) rationals.
 */
public final class ExactMinimax {
  /**
   * The exact answer.
   *
   * @param feasible whether some x of the box makes every row negative
   * @param multipliers Farkas multipliers of the rows when infeasible (Σ λ = 1)
   * @param x finite part of the minimiser when feasible
   * @param ray its multiple of the arbitrarily large bound: x + R·ray works for every large R
   */
  public record Answer(
      boolean feasible, List<Rational> multipliers, List<Rational> x, List<Rational> ray) {}

  private record Cost(Rational finite, Rational large) {
    static final Cost ZERO = new Cost(Rational.ZERO, Rational.ZERO);

    Cost minus(Cost other, Rational factor) {
      return new Cost(
          finite.minus(other.finite.times(factor)), large.minus(other.large.times(factor)));
    }

    int signum() {
      return large.signum() != 0 ? large.signum() : finite.signum();
    }
  }

  private final int n;
  private final int rows;
  private final Rational[][] tableau;
  private final Cost[] reduced;
  private final int[] basis;
  private Cost objective = Cost.ZERO;

  private ExactMinimax(Rational[][] w, Rational[] b, double[] lower, double[] upper) {
    n = lower.length;
    rows = w.length;
    int columns = rows + 2 * n;
    tableau = new Rational[n + 1][columns + 1];
    reduced = new Cost[columns];
    basis = new int[n + 1];
    for (int i = 0; i < rows; i++) {
      for (int r = 0; r < n; r++) {
        tableau[r][i] = w[i][r];
      }
      tableau[n][i] = Rational.ONE;
      reduced[i] = new Cost(b[i], Rational.ZERO);
    }
    for (int j = 0; j < n; j++) {
      unitColumn(rows + 2 * j, j, Rational.ONE);
      unitColumn(rows + 2 * j + 1, j, Rational.of(-1));
      reduced[rows + 2 * j] = boundCost(upper[j], -1);
      reduced[rows + 2 * j + 1] = boundCost(lower[j], 1);
    }
    for (int r = 0; r <= n; r++) {
      tableau[r][columns] = r == n ? Rational.ONE : Rational.ZERO;
    }
    startBasis();
  }

  /**
   * Decides whether some x with lower ≤ x ≤ upper has ⟨w_i, x⟩ + b_i &lt; 0 for all i.
   *
   * @param w rows of length n, at least one
   * @param lower finite or −∞
   * @param upper finite or +∞
   */
  public static Answer solve(Rational[][] w, Rational[] b, double[] lower, double[] upper) {
    return new ExactMinimax(w, b, lower, upper).run(upper);
  }

  private void unitColumn(int column, int row, Rational value) {
    for (int r = 0; r <= n; r++) {
      tableau[r][column] = r == row ? value : Rational.ZERO;
    }
  }

  private static Cost boundCost(double end, int sign) {
    return Double.isInfinite(end)
        ? new Cost(Rational.ZERO, Rational.of(-1))
        : new Cost(sign < 0 ? Rational.of(end).negate() : Rational.of(end), Rational.ZERO);
  }

  private void startBasis() {
    boolean[] positive = new boolean[n];
    for (int j = 0; j < n; j++) {
      positive[j] = tableau[j][0].signum() > 0;
    }
    pivot(n, 0);
    for (int j = 0; j < n; j++) {
      pivot(j, rows + 2 * j + (positive[j] ? 1 : 0));
    }
  }

  private Answer run(double[] upper) {
    while (true) {
      int entering = firstImproving();
      if (entering < 0) {
        return answer(upper);
      }
      int leaving = ratioTest(entering);
      if (leaving < 0) {
        throw new IllegalStateException("A bounded program has no unbounded ray.");
      }
      pivot(leaving, entering);
    }
  }

  private int firstImproving() {
    for (int column = 0; column < reduced.length; column++) {
      if (reduced[column].signum() > 0) {
        return column;
      }
    }
    return -1;
  }

  private int ratioTest(int entering) {
    int leaving = -1;
    int right = reduced.length;
    for (int r = 0; r <= n; r++) {
      if (tableau[r][entering].signum() > 0) {
        if (leaving < 0) {
          leaving = r;
          continue;
        }
        int order =
            tableau[r][right]
                .times(tableau[leaving][entering])
                .compareTo(tableau[leaving][right].times(tableau[r][entering]));
        if (order < 0 || (order == 0 && basis[r] < basis[leaving])) {
          leaving = r;
        }
      }
    }
    return leaving;
  }

  private void pivot(int row, int column) {
    Rational pivot = tableau[row][column];
    int width = tableau[row].length;
    for (int c = 0; c < width; c++) {
      tableau[row][c] = tableau[row][c].dividedBy(pivot);
    }
    for (int r = 0; r <= n; r++) {
      Rational factor = tableau[r][column];
      if (r != row && factor.signum() != 0) {
        for (int c = 0; c < width; c++) {
          tableau[r][c] = tableau[r][c].minus(factor.times(tableau[row][c]));
        }
      }
    }
    Cost cost = reduced[column];
    if (cost.finite().signum() != 0 || cost.large().signum() != 0) {
      for (int c = 0; c < reduced.length; c++) {
        reduced[c] = reduced[c].minus(cost, tableau[row][c]);
      }
      objective = objective.minus(cost, tableau[row][width - 1].negate());
    }
    basis[row] = column;
  }

  private Answer answer(double[] upper) {
    // Maximum of the dual = minimum of the primal.
    boolean feasible = objective.signum() < 0;
    List<Rational> multipliers = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      multipliers.add(Rational.ZERO);
    }
    for (int r = 0; r <= n; r++) {
      if (basis[r] < rows) {
        multipliers.set(basis[r], tableau[r][reduced.length]);
      }
    }
    // The reduced cost of the bound column of x_j ≤ u is x_j − u, where u may be the large bound.
    List<Rational> x = new ArrayList<>();
    List<Rational> ray = new ArrayList<>();
    for (int j = 0; j < n; j++) {
      Cost slack = reduced[rows + 2 * j];
      boolean infinite = Double.isInfinite(upper[j]);
      x.add(infinite ? slack.finite() : slack.finite().plus(Rational.of(upper[j])));
      ray.add(infinite ? slack.large().plus(Rational.ONE) : slack.large());
    }
    return new Answer(feasible, multipliers, x, ray);
  }
}
