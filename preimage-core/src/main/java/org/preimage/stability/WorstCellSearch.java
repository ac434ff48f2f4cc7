package org.preimage.stability;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.preimage.spanning.Region;
import org.preimage.spanning.SearchBudget;

/**
 * Looks for the cell with the smallest λ_min(Σ d_i² w_i w_iᵀ), in binary64, by turns: for a fixed
 * direction v, sweeps along random lines move x to where the weights ⟨w_i, v⟩² of the active rows
 * add up to least; for a fixed x, v becomes the direction that the derivative shrinks most.
 */
final class WorstCellSearch {
  /** Layers beyond so many rows are not for this search; a power of two. */
  private static final long LOW = 1 << 16;

  private final SlopedLayer layer;
  private final Region region;
  private final RandomGenerator random;
  private final int m;
  private final int n;
  private final double[] weight;
  private final double[] time;
  private final long[] order;
  private final double[] factor;
  private double[] best = new double[0];
  private double[] bestDirection = new double[0];
  private double bound = Double.POSITIVE_INFINITY;

  WorstCellSearch(SlopedLayer layer, RandomGenerator random) {
    this.layer = layer;
    this.region = new Region(layer.domain());
    this.random = random;
    this.m = layer.outputs();
    this.n = layer.inputs();
    this.weight = new double[m];
    this.time = new double[m];
    this.order = new long[m];
    this.factor = new double[n * n];
  }

  /** The smallest λ_min met. */
  double bound() {
    return bound;
  }

  /** The point where it was met; empty before the first. */
  double[] point() {
    return best.clone();
  }

  /** The unit direction that is stretched by √bound there. */
  double[] direction() {
    return bestDirection.clone();
  }

  /** Some points inside the domain. */
  double[][] samples(int count) {
    double[][] samples = new double[count][];
    for (int k = 0; k < count; k++) {
      samples[k] = region.sample(random);
    }
    return samples;
  }

  /** Looks at the cell of an interior point; cheap unless it is the best so far. */
  void offer(double[] x) {
    double[] frame = layer.frame(x);
    if (!Symmetric.factor(frame, -bound, n, factor) && region.containsInside(x)) {
      double[] v = new double[n];
      double value = Math.max(0, Symmetric.smallest(frame, n, v));
      if (value < bound) {
        bound = value;
        best = x.clone();
        bestDirection = v;
      }
    }
  }

  /** Descends from many starts. */
  void run(SearchBudget budget) {
    for (int start = 0; start == 0 || (!budget.isSpent() && bound > 0); start++) {
      double[] x = start % 3 == 0 && best.length > 0 ? nearBest() : region.sample(random);
      offer(x);
      descend(x, budget);
    }
  }

  private double[] nearBest() {
    double[] other = region.sample(random);
    double length = norm(best);
    double spread = StrictMath.pow(20, -random.nextDouble());
    double scale = length / Math.max(norm(other), Double.MIN_NORMAL);
    double[] x = new double[n];
    for (int j = 0; j < n; j++) {
      x[j] = (1 - spread) * best[j] + spread * scale * other[j];
    }
    return region.containsInside(x) ? x : other;
  }

  /** Descends from a point of the interior. */
  void descend(double[] start, SearchBudget budget) {
    double[] x = start.clone();
    double[] v = new double[n];
    double value = Math.max(0, Symmetric.smallest(layer.frame(x), n, v));
    for (int idle = 0; idle < 3 && value > 0 && !budget.isSpent(); ) {
      budget.countPoints(1);
      for (int i = 0; i < m; i++) {
        double product = layer.product(i, v);
        weight[i] = product * product * (1 - layer.slope(i) * layer.slope(i));
      }
      boolean moved = false;
      for (int sweep = 0; sweep < 2 * n; sweep++) {
        moved |= sweep(x);
      }
      double next = moved ? Math.max(0, Symmetric.smallest(layer.frame(x), n, v)) : value;
      idle = next < value * (1 - 1e-12) ? 0 : idle + 1;
      value = next;
      if (value < bound) {
        offer(x);
      }
    }
  }

  /** Moves x along a random line to the piece with the least active weight, if less than here. */
  private boolean sweep(double[] x) {
    double[] d = new double[n];
    double[] back = new double[n];
    for (int j = 0; j < n; j++) {
      d[j] = random.nextGaussian();
      back[j] = -d[j];
    }
    double from = -region.reach(x, back);
    double to = region.reach(x, d);
    double here = 0;
    double sum = 0;
    int events = 0;
    for (int i = 0; i < m; i++) {
      double z = layer.preActivation(i, x);
      double slope = layer.product(i, d);
      here += z >= 0 ? weight[i] : 0;
      double t = slope == 0 ? Double.NaN : -z / slope;
      boolean activeFirst = slope == 0 ? z >= 0 : slope < 0 ? t > from : t <= from;
      sum += activeFirst ? weight[i] : 0;
      if (t > from && t < to) {
        time[i] = slope > 0 ? weight[i] : -weight[i];
        order[events++] = (sortable(t) & -LOW) | i;
      }
    }
    return leap(x, d, events, from, to, sum, here * (1 - 1e-12));
  }

  /** Doubles as longs in the same order; the low bits make room for a row number. */
  private static long sortable(double t) {
    long bits = Double.doubleToLongBits(t);
    return bits < 0 ? bits ^ Long.MAX_VALUE : bits;
  }

  private static double fromSortable(long key) {
    long bits = key & -LOW;
    return Double.longBitsToDouble(bits < 0 ? bits ^ Long.MAX_VALUE : bits);
  }

  private boolean leap(
      double[] x, double[] d, int events, double from, double to, double first, double here) {
    Arrays.sort(order, 0, events);
    double sum = first;
    double least = here;
    double at = Double.NaN;
    for (int e = -1; e < events; e++) {
      if (e >= 0) {
        sum += time[(int) (order[e] & LOW - 1)];
      }
      if (sum < least) {
        double a = e < 0 ? from : fromSortable(order[e]);
        double b = e + 1 < events ? fromSortable(order[e + 1]) : to;
        double t = between(a, b);
        if (b > a && Double.isFinite(t)) {
          least = sum;
          at = t;
        }
      }
    }
    if (Double.isNaN(at)) {
      return false;
    }
    double[] y = new double[n];
    for (int j = 0; j < n; j++) {
      y[j] = x[j] + at * d[j];
    }
    if (!region.containsInside(y)) {
      return false;
    }
    System.arraycopy(y, 0, x, 0, n);
    return true;
  }

  private static double between(double a, double b) {
    if (Double.isInfinite(a)) {
      return Double.isInfinite(b) ? 0 : b - 1;
    }
    return Double.isInfinite(b) ? a + 1 : (a + b) / 2;
  }

  private static double norm(double[] x) {
    double square = 0;
    for (double value : x) {
      square += value * value;
    }
    return Math.sqrt(square);
  }
}
