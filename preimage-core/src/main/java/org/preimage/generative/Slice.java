package org.preimage.generative;

/** The cost on a plane through a code. */
final class Slice {
  /** Directions tried around a point: valleys along kinks of ReLU networks are narrow. */
  private static final int DIRECTIONS = 360;

  private static final int ROUNDS = 400;

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
    return costs(codes);
  }

  private double[] costs(double[][] codes) {
    double[][] values = observer.values(codes);
    double[] costs = new double[codes.length];
    for (int j = 0; j < costs.length; j++) {
      for (int i = 0; i < target.length; i++) {
        values[j][i] -= target[i];
      }
      costs[j] = halfSquared(values[j]);
    }
    return costs;
  }

  /**
   * Whether a descent from a point ends within a step of it: on circles that grow with success and
   * shrink without, until they are a millionth of a step wide.
   */
  boolean descentStays(double first, double second, double step) {
    double[] at = {first, second};
    double cost = costs(new double[] {first}, second)[0];
    double radius = step / 2;
    for (int round = 0; round < ROUNDS && radius > 1e-6 * step; round++) {
      double[] costs = costs(circle(at, radius));
      int best = 0;
      for (int k = 1; k < DIRECTIONS; k++) {
        best = costs[k] < costs[best] ? k : best;
      }
      if (costs[best] < cost) {
        cost = costs[best];
        at = onCircle(at, radius, best);
        radius = Math.min(step / 2, 1.5 * radius);
      } else {
        radius /= 2;
      }
      if (Math.max(Math.abs(at[0] - first), Math.abs(at[1] - second)) > step) {
        return false;
      }
    }
    return true;
  }

  private double[][] circle(double[] middle, double radius) {
    double[][] codes = new double[DIRECTIONS][];
    for (int k = 0; k < DIRECTIONS; k++) {
      double[] at = onCircle(middle, radius, k);
      codes[k] = moved(centre, directions, at[0], at[1]);
    }
    return codes;
  }

  private static double[] onCircle(double[] middle, double radius, int k) {
    double angle = 2 * Math.PI * k / DIRECTIONS;
    return new double[] {
      middle[0] + radius * Math.cos(angle), middle[1] + radius * Math.sin(angle)
    };
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
