package org.preimage.generative;

/** The cost on a plane through a code. */
final class Slice {
  /** Points a side of the grids that a descent zooms in with. */
  private static final int ZOOM = 11;

  private static final int ROUNDS = 60;

  private final Observer observer;
  private final double[] target;
  private final double[] centre;
  private final double[][] directions;

  /** Borrows everything. */
  Slice(Observer observer, double[] target, double[] centre, double[][] directions) {
    this.observer = observer;
    this.target = target;
    this.centre = centre;
    this.directions = directions;
  }

  /** Costs along a line: several offsets in the first direction, one in the second. */
  double[] costs(double[] first, double second) {
    double[][] codes = new double[first.length][];
    for (int j = 0; j < codes.length; j++) {
      codes[j] = moved(centre, directions, first[j], second);
    }
    double[][] values = observer.values(codes);
    double[] costs = new double[first.length];
    for (int j = 0; j < costs.length; j++) {
      for (int i = 0; i < target.length; i++) {
        values[j][i] -= target[i];
      }
      costs[j] = halfSquared(values[j]);
    }
    return costs;
  }

  /** Whether a descent from a point ends within a step of it, by grids that zoom in. */
  boolean descentStays(double first, double second, double step) {
    double x = first;
    double y = second;
    double radius = step;
    for (int round = 0; round < ROUNDS && radius > 1e-7 * step; round++) {
      double[] best = lowest(x, y, radius);
      boolean inside = Math.max(Math.abs(best[0] - x), Math.abs(best[1] - y)) < radius;
      radius = inside ? radius / 2 : radius;
      x = best[0];
      y = best[1];
      if (Math.max(Math.abs(x - first), Math.abs(y - second)) > step) {
        return false;
      }
    }
    return true;
  }

  private double[] lowest(double x, double y, double radius) {
    double[] offsets = new double[ZOOM];
    for (int k = 0; k < ZOOM; k++) {
      offsets[k] = x + radius * (2.0 * k / (ZOOM - 1) - 1);
    }
    double[] best = {x, y};
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < ZOOM; i++) {
      double second = y + radius * (2.0 * i / (ZOOM - 1) - 1);
      double[] costs = costs(offsets, second);
      for (int k = 0; k < ZOOM; k++) {
        if (costs[k] < least) {
          least = costs[k];
          best = new double[] {offsets[k], second};
        }
      }
    }
    return best;
  }

  static double[] moved(double[] centre, double[][] directions, double first, double second) {
    double[] code = centre.clone();
    for (int j = 0; j < code.length; j++) {
      code[j] += first * directions[0][j] + second * directions[1][j];
    }
    return code;
  }

  /** ½‖a‖². */
  static double halfSquared(double[] a) {
    double sum = 0;
    for (double x : a) {
      sum += x * x;
    }
    return sum / 2;
  }
}
