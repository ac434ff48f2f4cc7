package org.preimage.lp;

import java.util.Arrays;
import java.util.SplittableRandom;

/** A minimax program in a box, for tests. */
@SuppressWarnings("ArrayRecordComponent")
record MinimaxProgram(
    String name, double[][] soft, double[] offset, double[][] hard, double[] limits) {

  /** Random entries from {@code draw}; the box is [−bound, bound]ⁿ. */
  static MinimaxProgram random(String name, int n, int rows, double bound, long seed, Draw draw) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] soft = new double[rows][n];
    double[] offset = new double[rows];
    for (int i = 0; i < rows; i++) {
      Arrays.setAll(soft[i], j -> draw.weight(random));
      offset[i] = draw.offset(random);
    }
    return inBox(name + ", seed " + seed, soft, offset, bound);
  }

  static MinimaxProgram inBox(String name, double[][] soft, double[] offset, double bound) {
    int n = soft[0].length;
    double[][] hard = new double[2 * n][n];
    for (int j = 0; j < n; j++) {
      hard[2 * j][j] = 1;
      hard[2 * j + 1][j] = -1;
    }
    double[] limits = new double[2 * n];
    Arrays.fill(limits, bound);
    return new MinimaxProgram(name, soft, offset, hard, limits);
  }

  /** The same program with one more hard row ⟨a, x⟩ ≤ c. */
  MinimaxProgram cutBy(double[] a, double c) {
    double[][] rows = Arrays.copyOf(hard, hard.length + 1);
    double[] ends = Arrays.copyOf(limits, limits.length + 1);
    rows[hard.length] = a;
    ends[limits.length] = c;
    return new MinimaxProgram(name + ", cut", soft, offset, rows, ends);
  }

  /** Largest ⟨w_i, x⟩ + b_i. */
  double largest(double[] x) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < soft.length; i++) {
      largest = Math.max(largest, dot(soft[i], x) + offset[i]);
    }
    return largest;
  }

  /** Largest violation of a hard row. */
  double violation(double[] x) {
    double worst = 0;
    for (int k = 0; k < hard.length; k++) {
      worst = Math.max(worst, dot(hard[k], x) - limits[k]);
    }
    return worst;
  }

  /** Σ λ_i b_i − Σ μ_k c_k: below the minimum if λ, μ are feasible. */
  double dualValue(double[] lambda, double[] mu) {
    return dot(lambda, offset) - dot(mu, limits);
  }

  /** Largest coordinate of Σ λ_i w_i + Σ μ_k a_k. */
  double imbalance(double[] lambda, double[] mu) {
    double worst = 0;
    for (int j = 0; j < soft[0].length; j++) {
      double sum = 0;
      for (int i = 0; i < soft.length; i++) {
        sum += lambda[i] * soft[i][j];
      }
      for (int k = 0; k < hard.length; k++) {
        sum += mu[k] * hard[k][j];
      }
      worst = Math.max(worst, Math.abs(sum));
    }
    return worst;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  @Override
  public String toString() {
    return name + ", " + soft.length + " rows in dimension " + soft[0].length;
  }

  /** One entry of W and of b. */
  interface Draw {
    double weight(SplittableRandom random);

    double offset(SplittableRandom random);
  }

  /** Uniform in [−1, 1], b too. */
  enum Uniform implements Draw {
    WITH_BIAS,
    WITHOUT_BIAS;

    @Override
    public double weight(SplittableRandom random) {
      return random.nextDouble(-1, 1);
    }

    @Override
    public double offset(SplittableRandom random) {
      return this == WITH_BIAS ? random.nextDouble(-1, 1) : 0;
    }
  }

  /** Integers −2 … 2: ties, duplicated and opposite rows, degenerate vertices. */
  enum Integers implements Draw {
    SMALL;

    @Override
    public double weight(SplittableRandom random) {
      return random.nextInt(-2, 3);
    }

    @Override
    public double offset(SplittableRandom random) {
      return random.nextInt(-2, 3);
    }
  }
}
