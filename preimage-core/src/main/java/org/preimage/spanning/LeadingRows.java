package org.preimage.spanning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.preimage.certificate.Indices;
import org.preimage.linalg.Footprint;
import org.preimage.lp.LeastCap;

/**
 * Excludes sets of leading rows. Where fewer than k weighted values s_i·z_i are positive, the d
 * largest sum to at least d/(k − 1) of all positive ones. A set of d rows whose least cap is below
 * d/(k − 1) can therefore not be the d largest; when every chain of sets that grow by one row meets
 * such a set, k rows are positive everywhere. With d rows the bound reaches about √d times further
 * than with one, at the price of m times as many programs a level.
 */
final class LeadingRows {
  /** Excess of the first and the last attempt, relative to that of single rows. */
  private static final double EASY = 0.1;

  private static final double HARD = 1.6;

  private final GoodnessRows rows;
  private final int most;
  private final double margin;
  private final double gain;
  private final SearchBudget budget;
  private final KeptBytes kept;
  private final List<GoodnessRecord.Found> excluded = new ArrayList<>();
  private String reason = "";

  /**
   * A search.
   *
   * @param rows with their caps
   * @param most k − 1, at least 1
   * @param margin how far below d/(k − 1), relatively, a cap must stay
   */
  LeadingRows(GoodnessRows rows, int most, double margin, SearchBudget budget) {
    this.rows = rows;
    this.most = most;
    this.margin = margin;
    this.budget = budget;
    this.kept = new KeptBytes(budget);
    this.gain = GoodnessRecord.gain(rows);
  }

  /** Why the search ended without result. */
  String reason() {
    return reason;
  }

  /**
   * Goes through the levels.
   *
   * @param mostSets to be excluded
   * @return the caps of all excluded sets with two rows or more, or nothing when the budget or the
   *     number of sets did not suffice
   */
  Optional<List<GoodnessRecord.Found>> exclude(int mostSets) {
    try (kept) {
      return excludeAll(mostSets);
    }
  }

  private Optional<List<GoodnessRecord.Found>> excludeAll(int mostSets) {
    Map<Indices, double[]> open = new HashMap<>();
    double largest = 0;
    for (int i = 0; i < rows.size(); i++) {
      largest = Math.max(largest, rows.cap(i));
      if (!excludes(rows.cap(i), 1)) {
        open.put(Indices.of(i), rows.point(i));
      }
    }
    for (int size = 1; !open.isEmpty(); size++) {
      if (size * largest > 1 - margin) {
        reason = "sets of " + (size + 1) + " rows may hold all positive ones";
        return Optional.empty();
      }
      Optional<Map<Indices, double[]>> next = nextLevel(open, size + 1, mostSets);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      open = next.get();
    }
    return Optional.of(excluded);
  }

  private boolean excludes(double cap, int size) {
    return cap * most < size * (1 - margin);
  }

  private Optional<Map<Indices, double[]>> nextLevel(
      Map<Indices, double[]> open, int size, int mostSets) {
    Map<Indices, double[]> next = new HashMap<>();
    Set<Indices> seen = new HashSet<>();
    List<Indices> ordered = new ArrayList<>(open.keySet());
    ordered.sort((a, b) -> Arrays.compare(a.toArray(), b.toArray()));
    for (Indices set : ordered) {
      double[] point = open.getOrDefault(set, new double[0]);
      for (int i = 0; i < rows.size(); i++) {
        Indices larger = with(set, i);
        if (larger.size() == size && seen.add(larger)) {
          // The set, and the point by which it is excluded or stays open.
          kept.add(
              Footprint.ENTRY
                  + 2 * Footprint.OBJECT
                  + Footprint.ints(size)
                  + Footprint.doubles(point.length));
          if (budget.isSpent() || excluded.size() >= mostSets) {
            reason = String.format("sets of %d rows when stopped: %d", size, seen.size());
            return Optional.empty();
          }
          bound(larger, mixed(point, i, size)).ifPresent(x -> next.put(larger, x));
        }
      }
    }
    return Optional.of(next);
  }

  private static Indices with(Indices set, int row) {
    int[] members = set.toArray();
    if (Arrays.binarySearch(members, row) >= 0) {
      return set;
    }
    int[] larger = Arrays.copyOf(members, members.length + 1);
    larger[members.length] = row;
    Arrays.sort(larger);
    return Indices.of(larger);
  }

  /** A start for the larger set: the mean of what belongs to its parts, somewhat longer. */
  private double[] mixed(double[] point, int added, int size) {
    double[] start = new double[point.length];
    double[] other = rows.point(added);
    for (int k = 0; k < start.length; k++) {
      start[k] = 1.2 * ((size - 1) * point[k] + other[k]) / size;
    }
    return start;
  }

  /** Excludes the set, or returns the point with which it stays open. */
  private Optional<double[]> bound(Indices set, double[] x) {
    double[] target = new double[x.length];
    for (int i = 0; i < set.size(); i++) {
      int at = set.get(i) * target.length;
      for (int k = 0; k < target.length; k++) {
        target[k] += rows.scaled()[at + k];
      }
    }
    double goal = set.size() * (1 - margin) / most;
    LeastCap program = rows.program();
    // Most sets are far from leading: a small excess shows it in a few steps.
    for (double factor = EASY; factor <= HARD; factor *= HARD / EASY) {
      budget.countLinearProgram();
      program.solve(
          target,
          factor * rows.excess(),
          x,
          GoodnessRows.TOLERANCE,
          GoodnessRows.STEPS,
          goal,
          gain);
      double cap = program.cap() + gain * program.residual();
      if (cap < goal) {
        excluded.add(new GoodnessRecord.Found(set.toArray(), program.cap(), x));
        return Optional.empty();
      }
      if (program.residual() <= GoodnessRows.TOLERANCE && program.lowerBound(target, x) > goal) {
        break;
      }
      for (int k = 0; k < x.length; k++) {
        x[k] *= HARD / EASY;
      }
    }
    return Optional.of(x);
  }
}
