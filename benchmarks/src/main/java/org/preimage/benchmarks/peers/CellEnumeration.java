package org.preimage.benchmarks.peers;

import java.util.Arrays;
import org.preimage.lp.MinimaxSimplex;
import org.preimage.lp.MinimaxSolution;

/**
 * Brute force: all cells of the arrangement of the hyperplanes ⟨w_i, x⟩ = 0, row after row. A cell
 * of the first k rows with a point inside is kept on that point's side of row k + 1 without further
 * work; one linear program in floating point says whether it reaches the other side (Rada and
 * Černý, SIAM J. Discrete Math. 2018). Opposite cells are visited once. Stops at fewer than n
 * active rows.
 */
final class CellEnumeration implements Peer {
  private static final double NEGATIVE = -1e-9;
  private static final int PIVOTS = 10_000;

  @Override
  public String name() {
    return "cell enumeration";
  }

  @Override
  public boolean isExhaustive() {
    return true;
  }

  @Override
  public Finding decide(double[][] rows, double limit) {
    long start = Clock.nanos();
    Search search = new Search(rows, start + (long) (limit * 1e9));
    search.run();
    Answer answer =
        search.late && search.fewest >= rows[0].length
            ? Answer.UNDECIDED
            : Answer.ofFewestActive(search.fewest, rows[0].length);
    return Finding.uncertified(
        answer, (Clock.nanos() - start) / 1e9, search.cells + " pairs of opposite cells");
  }

  private static final class Search {
    private final double[][] rows;
    private final double[][] box;
    private final double[] one;
    private final double[][] side;
    private final long deadline;
    private int fewest = Integer.MAX_VALUE;
    private long cells;
    private boolean late;

    Search(double[][] rows, long deadline) {
      this.rows = rows;
      this.deadline = deadline;
      int n = rows[0].length;
      this.side = new double[rows.length][];
      this.box = new double[2 * n][n];
      for (int j = 0; j < n; j++) {
        box[2 * j][j] = 1;
        box[2 * j + 1][j] = -1;
      }
      this.one = new double[2 * n];
      Arrays.fill(one, 1);
    }

    void run() {
      side[0] = negated(rows[0]);
      visit(1, rows[0], 1);
    }

    /** The cell of the first k rows with x inside, {@code active} of them positive there. */
    private void visit(int k, double[] x, int active) {
      if (late || fewest < x.length) {
        return;
      }
      if (k == rows.length) {
        cells++;
        fewest = Math.min(fewest, Math.min(active, rows.length - active));
        return;
      }
      boolean positive = dot(rows[k], x) > 0;
      side[k] = positive ? rows[k] : negated(rows[k]);
      double[] beyond = insideAllSides(k + 1);
      if (beyond.length > 0) {
        visit(k + 1, beyond, positive ? active : active + 1);
      }
      side[k] = positive ? negated(rows[k]) : rows[k];
      visit(k + 1, x, positive ? active + 1 : active);
    }

    /** A point where the first {@code count} values of {@code side} are negative, or no numbers. */
    private double[] insideAllSides(int count) {
      late |= Clock.nanos() > deadline;
      MinimaxSolution solution =
          new MinimaxSimplex(Arrays.copyOf(side, count), new double[count], box, one).solve(PIVOTS);
      return solution.value() < NEGATIVE ? solution.x() : new double[0];
    }

    private static double[] negated(double[] row) {
      return Arrays.stream(row).map(value -> -value).toArray();
    }

    private static double dot(double[] a, double[] b) {
      double sum = 0;
      for (int j = 0; j < a.length; j++) {
        sum += a[j] * b[j];
      }
      return sum;
    }
  }
}
