package org.preimage.benchmarks.figures;

import org.preimage.random.RandomNumbers;
import org.preimage.random.SeedStream;
import org.preimage.random.WeightEnsemble;

/** A layer x ↦ ReLU(Wx) with normal weights of variance 1/m, and descents on its misfit. */
final class RandomLayer {
  private static final int ITERATIONS = 150;

  private final int m;
  private final int n;
  private final double[] w;
  private final double slope;

  RandomLayer(int m, int n, SeedStream seed) {
    this.m = m;
    this.n = n;
    this.w = WeightEnsemble.GAUSSIAN.draw(m, n, seed.numbers());
    for (int k = 0; k < w.length; k++) {
      w[k] /= Math.sqrt(m);
    }
    // The largest squared singular value of such a matrix is near (1 + √(n/m))².
    this.slope = 1.05 * Math.pow(1 + Math.sqrt((double) n / m), 2);
  }

  /** −(1/m) Σ w_j/‖w_j‖, against which few rows are active. */
  double[] against() {
    double[] x = new double[n];
    for (int i = 0; i < m; i++) {
      double length = 0;
      for (int j = 0; j < n; j++) {
        length += w[i * n + j] * w[i * n + j];
      }
      for (int j = 0; j < n; j++) {
        x[j] -= w[i * n + j] / Math.sqrt(length) / m;
      }
    }
    return x;
  }

  /** Rows with a positive product. */
  int active(double[] x) {
    int active = 0;
    for (double value : value(x)) {
      active += value > 0 ? 1 : 0;
    }
    return active;
  }

  /** ReLU(Wx). */
  double[] value(double[] x) {
    double[] y = new double[m];
    for (int i = 0; i < m; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += w[i * n + j] * x[j];
      }
      y[i] = Math.max(0, sum);
    }
    return y;
  }

  /** ‖ReLU(Wx) − y‖². */
  double misfit(double[] x, double[] y) {
    double sum = 0;
    double[] value = value(x);
    for (int i = 0; i < m; i++) {
      sum += (value[i] - y[i]) * (value[i] - y[i]);
    }
    return sum;
  }

  /** Root mean square of the coordinates of inputs with such an output, usually. */
  double usualDeviation(double[] y) {
    double length = 0;
    for (double value : y) {
      length += 2 * value * value;
    }
    return Math.sqrt(length / n);
  }

  /**
   * The end of the best of several accelerated descents (Nesterov 1983) by misfit.
   *
   * @param deviation of the coordinates of the normal starts
   */
  double[] fitted(double[] y, double deviation, int starts, SeedStream seed) {
    double[] best = new double[n];
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < starts; k++) {
      double[] x = descent(y, deviation, seed.child(k).numbers());
      double misfit = misfit(x, y);
      if (misfit < least) {
        least = misfit;
        best = x;
      }
    }
    return best;
  }

  private double[] descent(double[] y, double deviation, RandomNumbers numbers) {
    double[] x = new double[n];
    for (int j = 0; j < n; j++) {
      x[j] = deviation * numbers.nextGaussian();
    }
    double[] before = x;
    for (int t = 1; t <= ITERATIONS; t++) {
      double[] ahead = new double[n];
      for (int j = 0; j < n; j++) {
        ahead[j] = x[j] + (t - 1.0) / (t + 2) * (x[j] - before[j]);
      }
      before = x;
      x = stepped(ahead, y);
    }
    return x;
  }

  private double[] stepped(double[] x, double[] y) {
    double[] stepped = x.clone();
    for (int i = 0; i < m; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += w[i * n + j] * x[j];
      }
      if (sum > 0) {
        double step = (sum - y[i]) / slope;
        for (int j = 0; j < n; j++) {
          stepped[j] -= step * w[i * n + j];
        }
      }
    }
    return stepped;
  }
}
