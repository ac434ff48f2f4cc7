package org.preimage.stability;

import java.util.random.RandomGenerator;
import org.preimage.spanning.Region;
import org.preimage.spanning.SearchBudget;

/**
 * Two inputs whose images are near each other for their distance, evaluated in binary64.
 *
 * @param ratio ‖f(x) − f(y)‖ / ‖x − y‖
 */
@SuppressWarnings("ArrayRecordComponent")
public record WorstPair(double[] x, double[] y, double ratio) {
  /** ‖f(x) − f(y)‖ / ‖x − y‖. */
  static double ratio(SlopedLayer layer, double[] x, double[] y) {
    double[] atX = layer.value(x);
    double[] atY = layer.value(y);
    return distance(atX, atY) / distance(x, y);
  }

  /**
   * Random descent over pairs, from points around x on the line along v.
   *
   * @param x an interior point
   * @param v a direction that the derivative at x shrinks
   */
  static WorstPair search(
      SlopedLayer layer, double[] x, double[] v, RandomGenerator random, SearchBudget budget) {
    Region region = new Region(layer.domain());
    double size = Math.max(norm(x), 1e-300);
    WorstPair best = new WorstPair(x, x, Double.POSITIVE_INFINITY);
    for (int k = 0; k < 40; k++) {
      double t = size * Math.pow(2, 3 - k * 0.75);
      best = better(layer, region, best, moved(x, v, -t), moved(x, v, t));
    }
    double step = 0.5;
    for (int round = 0; round < 200_000 && !budget.isSpent() && best.ratio > 0; round++) {
      WorstPair next =
          better(
              layer,
              region,
              best,
              disturbed(best.x, step * distance(best.x, best.y), random),
              disturbed(best.y, step * distance(best.x, best.y), random));
      step = next.ratio == best.ratio ? Math.max(1e-6, step * 0.997) : Math.min(1, step * 1.5);
      best = next;
    }
    return best;
  }

  private static WorstPair better(
      SlopedLayer layer, Region region, WorstPair best, double[] x, double[] y) {
    if (!(distance(x, y) > 1e-9 * norm(x))
        || !region.containsInside(x)
        || !region.containsInside(y)) {
      return best;
    }
    double ratio = ratio(layer, x, y);
    return ratio < best.ratio ? new WorstPair(x, y, ratio) : best;
  }

  private static double[] disturbed(double[] x, double size, RandomGenerator random) {
    double[] y = x.clone();
    for (int j = 0; j < y.length; j++) {
      y[j] += size * random.nextGaussian() / Math.sqrt(y.length);
    }
    return y;
  }

  private static double[] moved(double[] x, double[] v, double t) {
    double[] y = x.clone();
    for (int j = 0; j < y.length; j++) {
      y[j] += t * v[j];
    }
    return y;
  }

  static double distance(double[] a, double[] b) {
    double square = 0;
    for (int j = 0; j < a.length; j++) {
      square += (a[j] - b[j]) * (a[j] - b[j]);
    }
    return Math.sqrt(square);
  }

  private static double norm(double[] x) {
    return distance(x, new double[x.length]);
  }
}
