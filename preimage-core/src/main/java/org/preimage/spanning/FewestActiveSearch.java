package org.preimage.spanning;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Looks for an input with as few active row directions as possible, by exact line searches: along a
 * chord of the domain every change of the activation pattern is visited in O(m log m), and the best
 * interval's midpoint becomes the next point. Iterated with restarts; an upper bound only.
 */
final class FewestActiveSearch {
  /** Lines without improvement before a descent from a good point ends. */
  private static final int LONG_PATIENCE = 3000;

  private final Layer layer;
  private final Region region;
  private final ParallelClasses classes;
  private final RandomGenerator random;
  private final SearchBudget budget;
  private final double[] norms;
  private double[] bestPoint;
  private int best = Integer.MAX_VALUE;

  FewestActiveSearch(
      Layer layer, ParallelClasses classes, RandomGenerator random, SearchBudget budget) {
    this.layer = layer;
    this.region = new Region(layer.domain());
    this.classes = classes;
    this.random = random;
    this.budget = budget;
    this.norms = norms(layer);
    this.bestPoint = region.center();
  }

  private static double[] norms(Layer layer) {
    double[] norms = new double[layer.outputs()];
    for (int i = 0; i < norms.length; i++) {
      double sum = 0;
      for (int p = layer.weights().start(i); p < layer.weights().start(i + 1); p++) {
        double value = layer.weights().value(p);
        sum += value * value;
      }
      norms[i] = sum > 0 ? Math.sqrt(sum) : 1;
    }
    return norms;
  }

  /** Fewest active directions met so far. */
  int best() {
    return best;
  }

  /** Where. */
  double[] bestPoint() {
    return bestPoint.clone();
  }

  /**
   * Searches until fewer than {@code goal} directions are active, the time is over, or {@code
   * restarts} descents have ended.
   *
   * @return whether the goal was reached
   */
  boolean run(int goal, int restarts, double seconds) {
    SearchBudget part = budget.within(seconds);
    for (int r = 0; r < restarts && best >= goal; r++) {
      double[] start =
          r == 0 ? meanDirection(-1) : r == 1 ? meanDirection(1) : region.sample(random);
      descend(start, goal, part, 30 + 4 * layer.inputs());
      if (part.isSpent()) {
        break;
      }
    }
    return best < goal;
  }

  /** One more descent, from a point that is known to be good. */
  void runFrom(double[] start, double seconds) {
    descend(start, 0, budget.within(seconds), LONG_PATIENCE);
  }

  /** The direction ∓Σ w_j/‖w_j‖, where the fewest rows of a random layer are active. */
  private double[] meanDirection(int sign) {
    double[] d = new double[layer.inputs()];
    for (int i = 0; i < layer.outputs(); i++) {
      for (int p = layer.weights().start(i); p < layer.weights().start(i + 1); p++) {
        d[layer.weights().index(p)] += sign * layer.weights().value(p) / norms[i];
      }
    }
    double[] x = region.center();
    double reach = Math.min(1, 0.9 * region.reach(x, d));
    for (int j = 0; j < x.length; j++) {
      x[j] += reach * d[j];
    }
    return region.containsInside(x) ? x : region.center();
  }

  private void descend(double[] start, int goal, SearchBudget part, int patience) {
    double[] x = start;
    int current = Integer.MAX_VALUE;
    int failures = 0;
    while (failures < patience && best >= goal) {
      if (part.isSpent()) {
        return;
      }
      double[] z = layer.preActivations(x);
      double[] d = direction(z);
      LineSearch line = new LineSearch(z, layer.weights().times(d), x, d);
      part.countPoints(1);
      line.run();
      if (line.count < current) {
        failures = 0;
      } else {
        failures++;
      }
      if (line.count <= current) {
        current = line.count;
        x = line.point();
        if (current < best && region.containsInside(x)) {
          best = current;
          bestPoint = x.clone();
        }
      }
    }
  }

  private double[] direction(double[] z) {
    double[] d = new double[layer.inputs()];
    double kind = random.nextDouble();
    if (kind < 0.3) {
      for (int j = 0; j < d.length; j++) {
        d[j] = random.nextGaussian();
      }
      return d;
    }
    boolean single = kind < 0.5;
    double[] weight = new double[z.length];
    int chosen = -1;
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < z.length; i++) {
      if (z[i] >= 0 && !layer.isAlwaysActive(i)) {
        double margin = z[i] / norms[i] * -StrictMath.log(1 - random.nextDouble());
        weight[i] = 1 / (1e-12 + margin);
        if (margin < smallest) {
          smallest = margin;
          chosen = i;
        }
      }
    }
    for (int i = 0; i < z.length; i++) {
      double share = single ? (i == chosen ? 1 : 0) : Math.min(weight[i] * smallest, 1);
      if (share > 1e-9) {
        for (int p = layer.weights().start(i); p < layer.weights().start(i + 1); p++) {
          d[layer.weights().index(p)] -= share * layer.weights().value(p) / norms[i];
        }
      }
    }
    // A little noise keeps crossings apart and leaves symmetric positions.
    double size = 0;
    for (double value : d) {
      size = Math.max(size, Math.abs(value));
    }
    for (int j = 0; j < d.length; j++) {
      d[j] += (size + 1e-9) * 0.05 * random.nextGaussian();
    }
    return d;
  }

  /** All activation patterns along x + t·d inside the domain. */
  private final class LineSearch {
    private final double[] z;
    private final double[] slope;
    private final double[] x;
    private final double[] d;
    private double bestT;
    int count = Integer.MAX_VALUE;

    LineSearch(double[] z, double[] slope, double[] x, double[] d) {
      this.z = z;
      this.slope = slope;
      this.x = x;
      this.d = d;
    }

    double[] point() {
      double[] point = new double[x.length];
      for (int j = 0; j < x.length; j++) {
        point[j] = x[j] + bestT * d[j];
      }
      return point;
    }

    void run() {
      double[] back = new double[d.length];
      for (int j = 0; j < d.length; j++) {
        back[j] = -d[j];
      }
      double from = -region.reach(x, back);
      double to = region.reach(x, d);
      long[] events = events(from, to);
      int[] activeInClass = new int[classes.classes()];
      int active = 0;
      for (int i = 0; i < z.length; i++) {
        if (classes.classOf(i) >= 0 && isActiveAt(i, from)) {
          active += activeInClass[classes.classOf(i)]++ == 0 ? 1 : 0;
        }
      }
      double previous = from;
      for (long event : events) {
        int i = (int) event;
        double t = crossing(i);
        consider(active, previous, t);
        int c = classes.classOf(i);
        if (slope[i] > 0) {
          active += activeInClass[c]++ == 0 ? 1 : 0;
        } else {
          active -= --activeInClass[c] == 0 ? 1 : 0;
        }
        previous = t;
      }
      consider(active, previous, to);
    }

    private double crossing(int i) {
      return -z[i] / slope[i];
    }

    private boolean isActiveAt(int i, double from) {
      if (layer.isAlwaysActive(i)) {
        return true;
      }
      if (slope[i] == 0) {
        return z[i] >= 0;
      }
      double t = crossing(i);
      return slope[i] > 0 ? t <= from : t > from;
    }

    /** Crossings strictly inside (from, to), ascending; a row index in the low half of each key. */
    private long[] events(double from, double to) {
      int number = 0;
      Integer[] order = new Integer[z.length];
      for (int i = 0; i < z.length; i++) {
        if (slope[i] != 0 && !layer.isAlwaysActive(i) && classes.classOf(i) >= 0) {
          double t = crossing(i);
          if (t > from && t < to) {
            order[number++] = i;
          }
        }
      }
      Arrays.sort(order, 0, number, (a, b) -> Double.compare(crossing(a), crossing(b)));
      long[] events = new long[number];
      for (int k = 0; k < number; k++) {
        events[k] = order[k];
      }
      return events;
    }

    private void consider(int active, double from, double to) {
      if (active < count && from < to) {
        double t = between(from, to);
        if (t > from && t < to) {
          count = active;
          bestT = t;
        }
      }
    }

    private double between(double from, double to) {
      if (Double.isInfinite(from)) {
        return Double.isInfinite(to) ? 0 : to - 1 - Math.abs(to);
      }
      return Double.isInfinite(to) ? from + 1 + Math.abs(from) : from + (to - from) / 2;
    }
  }
}
