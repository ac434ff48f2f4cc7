package org.preimage.generative;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Splits a square grid of costs into joined parts of equal cost; eight neighbours a point. */
final class Plateaus {
  /** Twelve digits of an output agree: as equal as rounding lets anyone see. */
  private static final double SAME = 1e-12;

  private final double[][] costs;
  private final double zero;
  private final int[][] owner;
  private final List<Plateau> all = new ArrayList<>();

  /**
   * Points of equal cost.
   *
   * @param points row and column of each
   * @param minimum whether every neighbour outside costs more
   */
  record Plateau(List<int[]> points, boolean minimum) {
    /** The point nearest to (middle, middle). */
    int[] nearest(int middle) {
      int[] nearest = points.get(0);
      for (int[] point : points) {
        if (distance(point, middle) < distance(nearest, middle)) {
          nearest = point;
        }
      }
      return nearest.clone();
    }

    private static double distance(int[] point, int middle) {
      return Math.hypot(point[0] - middle, point[1] - middle);
    }
  }

  private Plateaus(double[][] costs, double zero) {
    this.costs = costs;
    this.zero = zero;
    this.owner = new int[costs.length][costs.length];
  }

  /**
   * The parts of a grid.
   *
   * @param whole cost of predicting nothing, against which a cost counts as zero
   */
  static Plateaus of(double[][] costs, double whole) {
    Plateaus plateaus = new Plateaus(costs, SAME * SAME * whole);
    for (int[] row : plateaus.owner) {
      java.util.Arrays.fill(row, -1);
    }
    for (int i = 0; i < costs.length; i++) {
      for (int j = 0; j < costs.length; j++) {
        if (plateaus.owner[i][j] < 0) {
          plateaus.all.add(plateaus.fill(i, j));
        }
      }
    }
    return plateaus;
  }

  List<Plateau> minima() {
    return all.stream().filter(Plateau::minimum).toList();
  }

  /** The part that holds (middle, middle). */
  Plateau around(int middle) {
    return all.get(owner[middle][middle]);
  }

  /** Share of the points with eight neighbours, all of equal cost. */
  double levelShare() {
    int n = costs.length;
    int level = 0;
    for (int i = 1; i < n - 1; i++) {
      for (int j = 1; j < n - 1; j++) {
        int number = owner[i][j];
        level += neighbours(i, j).stream().allMatch(p -> owner[p[0]][p[1]] == number) ? 1 : 0;
      }
    }
    return (double) level / ((n - 2) * (n - 2));
  }

  private Plateau fill(int i, int j) {
    int number = all.size();
    List<int[]> points = new ArrayList<>();
    boolean minimum = true;
    Deque<int[]> open = new ArrayDeque<>();
    open.add(new int[] {i, j});
    owner[i][j] = number;
    while (!open.isEmpty()) {
      int[] at = open.remove();
      points.add(at);
      for (int[] next : neighbours(at[0], at[1])) {
        double difference = costs[next[0]][next[1]] - costs[at[0]][at[1]];
        if (!same(costs[next[0]][next[1]], costs[at[0]][at[1]])) {
          minimum &= difference > 0;
        } else if (owner[next[0]][next[1]] < 0) {
          owner[next[0]][next[1]] = number;
          open.add(next);
        }
      }
    }
    return new Plateau(points, minimum);
  }

  private boolean same(double a, double b) {
    return Math.abs(a - b) <= SAME * Math.max(a, b) + zero;
  }

  private List<int[]> neighbours(int i, int j) {
    List<int[]> neighbours = new ArrayList<>(8);
    for (int y = Math.max(0, i - 1); y <= Math.min(costs.length - 1, i + 1); y++) {
      for (int x = Math.max(0, j - 1); x <= Math.min(costs.length - 1, j + 1); x++) {
        if (y != i || x != j) {
          neighbours.add(new int[] {y, x});
        }
      }
    }
    return neighbours;
  }
}
