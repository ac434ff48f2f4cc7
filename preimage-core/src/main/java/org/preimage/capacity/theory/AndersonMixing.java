package org.preimage.capacity.theory;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Acceleration of a fixed-point iteration x ← g(x): the next point combines the last ones such that
 * the combined residual g(x) − x is least (Anderson 1965).
 */
final class AndersonMixing {
  private static final double REGULARIZATION = 1e-12;

  /** A point and its image; nobody changes the arrays. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Sample(double[] point, double[] image, double[] residual) {}

  private final int depth;
  private final Deque<Sample> history = new ArrayDeque<>();

  /**
   * No points yet.
   *
   * @param depth how many earlier points are combined
   */
  AndersonMixing(int depth) {
    this.depth = depth;
  }

  /** Forgets all points. */
  void restart() {
    history.clear();
  }

  /** The next point after x with image g(x). */
  double[] next(double[] point, double[] image) {
    double[] residual = new double[point.length];
    for (int j = 0; j < point.length; j++) {
      residual[j] = image[j] - point[j];
    }
    Sample now = new Sample(point.clone(), image.clone(), residual);
    double[] weights = weights(now);
    double[] next = image.clone();
    int s = 0;
    for (Sample sample : history) {
      for (int j = 0; j < next.length; j++) {
        next[j] -= weights[s] * (image[j] - sample.image()[j]);
      }
      s++;
    }
    history.addLast(now);
    if (history.size() > depth) {
      history.removeFirst();
    }
    return next;
  }

  /** Least squares: residual ≈ Σ weight·(residual − earlier residual). */
  private double[] weights(Sample now) {
    Sample[] before = history.toArray(Sample[]::new);
    double[][] normal = new double[before.length][before.length];
    double[] right = new double[before.length];
    for (int a = 0; a < before.length; a++) {
      for (int b = 0; b < before.length; b++) {
        for (int j = 0; j < now.residual().length; j++) {
          normal[a][b] += difference(now, before[a], j) * difference(now, before[b], j);
        }
      }
      // Never singular: not where points repeat, nor where they span too little.
      normal[a][a] = normal[a][a] * (1 + REGULARIZATION) + Double.MIN_NORMAL;
      for (int j = 0; j < now.residual().length; j++) {
        right[a] += difference(now, before[a], j) * now.residual()[j];
      }
    }
    return DenseSystem.solve(normal, right);
  }

  private static double difference(Sample now, Sample before, int j) {
    return now.residual()[j] - before.residual()[j];
  }
}
