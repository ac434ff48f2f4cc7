package org.preimage.capacity.experiment;

import java.util.Arrays;
import java.util.List;
import org.preimage.random.RandomNumbers;
import org.preimage.spanning.SearchBudget;

/**
 * Looks for directions in which few units of one layer of a network without biases are active: all
 * cells along a great circle through the best point are visited, then the next circle is chosen.
 * Binary64; the caller counts again.
 */
final class CircleSweep {
  private static final int PATIENCE = 40;

  private final List<double[]> weights;
  private final int inputs;
  private final RandomNumbers random;
  private final SearchBudget budget;
  private int goal;
  private int best;
  private double bestAngle;

  CircleSweep(List<double[]> weights, int inputs, RandomNumbers random, SearchBudget budget) {
    this.weights = weights;
    this.inputs = inputs;
    this.random = random;
    this.budget = budget;
  }

  /** A point with few active units in layer {@code layer}, counted from 0. */
  double[] fewest(int layer) {
    goal = layer;
    double[] x = direction();
    double[] record = x;
    int fewest = Integer.MAX_VALUE;
    int current = Integer.MAX_VALUE;
    for (int idle = 0; !budget.isSpent(); ) {
      budget.countPoints(1);
      double[] d = direction();
      best = Integer.MAX_VALUE;
      circle(x, d);
      if (best < current) {
        idle = 0;
      } else if (++idle >= PATIENCE + 4 * inputs) {
        x = direction();
        current = Integer.MAX_VALUE;
        idle = 0;
        continue;
      }
      if (best <= current) {
        current = best;
        x = along(x, d, bestAngle);
      }
      if (current < fewest) {
        fewest = current;
        record = x;
      }
    }
    return record;
  }

  private double[] direction() {
    double[] d = new double[inputs];
    double square = 0;
    for (int j = 0; j < inputs; j++) {
      d[j] = random.nextGaussian();
      square += d[j] * d[j];
    }
    for (int j = 0; j < inputs; j++) {
      d[j] /= Math.sqrt(square);
    }
    return d;
  }

  private static double[] along(double[] x, double[] d, double angle) {
    double[] point = new double[x.length];
    double square = 0;
    for (int j = 0; j < x.length; j++) {
      point[j] = StrictMath.cos(angle) * x[j] + StrictMath.sin(angle) * d[j];
      square += point[j] * point[j];
    }
    for (int j = 0; j < x.length; j++) {
      point[j] /= Math.sqrt(square);
    }
    return point;
  }

  /** All cells of the plane of x and d, by angles from x towards d. */
  private void circle(double[] x, double[] d) {
    double[] forms = new double[2 * inputs];
    for (int j = 0; j < inputs; j++) {
      forms[2 * j] = x[j];
      forms[2 * j + 1] = d[j];
    }
    refine(0, forms, -Math.PI, Math.PI);
  }

  /** On this arc, unit j of the layer before is forms[2j]·cos + forms[2j + 1]·sin. */
  private void refine(int layer, double[] forms, double from, double to) {
    double[] next = times(weights.get(layer), forms);
    double[] ends = cuts(next, from, to);
    for (int k = 0; k + 1 < ends.length; k++) {
      double middle = 0.5 * (ends[k] + ends[k + 1]);
      if (!(ends[k] < middle && middle < ends[k + 1])) {
        continue;
      }
      double[] active = next.clone();
      int count = keepActive(active, middle);
      if (layer == goal) {
        if (count < best) {
          best = count;
          bestAngle = middle;
        }
      } else {
        refine(layer + 1, active, ends[k], ends[k + 1]);
      }
    }
  }

  private static double[] times(double[] w, double[] forms) {
    int columns = forms.length / 2;
    double[] product = new double[w.length / columns * 2];
    for (int i = 0; i < product.length / 2; i++) {
      for (int j = 0; j < columns; j++) {
        product[2 * i] += w[i * columns + j] * forms[2 * j];
        product[2 * i + 1] += w[i * columns + j] * forms[2 * j + 1];
      }
    }
    return product;
  }

  private static double[] cuts(double[] forms, double from, double to) {
    double[] cuts = new double[forms.length + 2];
    int number = 0;
    cuts[number++] = from;
    for (int i = 0; i < forms.length / 2; i++) {
      double zero = StrictMath.atan2(-forms[2 * i], forms[2 * i + 1]);
      for (double angle : new double[] {zero, zero < 0 ? zero + Math.PI : zero - Math.PI}) {
        if (angle > from && angle < to) {
          cuts[number++] = angle;
        }
      }
    }
    cuts[number++] = to;
    double[] sorted = Arrays.copyOf(cuts, number);
    Arrays.sort(sorted);
    return sorted;
  }

  private static int keepActive(double[] forms, double angle) {
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    int count = 0;
    for (int i = 0; i < forms.length / 2; i++) {
      if (forms[2 * i] * cos + forms[2 * i + 1] * sin > 0) {
        count++;
      } else {
        forms[2 * i] = 0;
        forms[2 * i + 1] = 0;
      }
    }
    return count;
  }
}
