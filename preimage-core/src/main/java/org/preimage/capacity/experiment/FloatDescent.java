package org.preimage.capacity.experiment;

import org.preimage.spanning.SearchBudget;

/**
 * Looks for a point where few of very many rows are active: descent with inertia in the potential Σ
 * V(z_i/τ + ½), V′(u) = ¾·u/(1 + u)^{5/2} for u &gt; 0, while the width τ shrinks, as the annealing
 * of layers does but without noise and with each row read once a step. Rows are normed to length 1
 * in binary32, x has length √n, so z is of order 1.
 */
final class FloatDescent {
  /** 2 GB of rows. */
  private static final long MOST_ENTRIES = 500_000_000;

  /** Steps at most; fewer when the budget ends. */
  private static final int STEPS = 400;

  private static final double FIRST_WIDTH = 0.3;
  private static final double LAST_WIDTH = 0.02;
  private static final float MARGIN = 0.5f;
  private static final float FRICTION = 0.1f;
  private static final double TIME_STEP = 0.25;

  private final int m;
  private final int n;
  private final SearchBudget budget;
  private final float[] rows;
  private final float[] force;
  private int fewest;
  private double[] best = new double[0];

  FloatDescent(ActiveRowsTrial.RowStream stream, SearchBudget budget) {
    this.m = stream.rows();
    this.n = stream.inputs();
    this.budget = budget;
    this.rows = new float[m * n];
    this.force = new float[n];
    this.fewest = Integer.MAX_VALUE;
    int[] next = new int[1];
    stream.forEach(row -> store(row, next[0]++));
  }

  /** Whether the rows fit one array. */
  static boolean fits(ActiveRowsTrial.RowStream stream) {
    return (long) stream.rows() * stream.inputs() <= MOST_ENTRIES;
  }

  private void store(double[] row, int i) {
    double square = 0;
    for (double value : row) {
      square += value * value;
    }
    double scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    for (int j = 0; j < n; j++) {
      rows[i * n + j] = (float) (scale * row[j]);
    }
  }

  /** The point with the fewest active rows met on the way from a start of length 1. */
  double[] from(double[] start) {
    float[] y = new float[n];
    float[] velocity = new float[n];
    for (int j = 0; j < n; j++) {
      y[j] = (float) (Math.sqrt(n) * start[j]);
    }
    best = start.clone();
    int steps = (int) Math.max(1, Math.min(STEPS, budget.secondsLeft() * 200_000));
    for (int step = 0; step < steps && !budget.isSpent(); step++) {
      budget.countPoints(1);
      double share = (double) step / steps;
      float width = (float) (FIRST_WIDTH * StrictMath.pow(LAST_WIDTH / FIRST_WIDTH, share));
      note(forces(y, width), y);
      float time = (float) (TIME_STEP * Math.sqrt(width));
      for (int j = 0; j < n; j++) {
        velocity[j] = (1 - FRICTION) * (velocity[j] - time * force[j]);
        y[j] += time * velocity[j];
      }
      rescale(y);
    }
    return best;
  }

  private void note(int active, float[] y) {
    if (active < fewest) {
      fewest = active;
      for (int j = 0; j < n; j++) {
        best[j] = y[j];
      }
    }
  }

  /** Fills the force at y and returns the number of active rows there. */
  private int forces(float[] y, float width) {
    java.util.Arrays.fill(force, 0);
    float perWidth = 1 / width;
    int active = 0;
    for (int i = 0, at = 0; i < m; i++, at += n) {
      float z = product(y, at);
      active += z >= 0 ? 1 : 0;
      float u = z * perWidth + MARGIN;
      if (u > 0) {
        float w = 1 / (1 + u);
        add(at, 0.75f * perWidth * u * w * w * (float) Math.sqrt(w));
      }
    }
    return active;
  }

  /** Eight sums, so that the additions need not wait for each other. */
  private float product(float[] y, int at) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    float e = 0;
    float f = 0;
    float g = 0;
    float h = 0;
    int j = 0;
    for (; j + 8 <= n; j += 8) {
      a += rows[at + j] * y[j];
      b += rows[at + j + 1] * y[j + 1];
      c += rows[at + j + 2] * y[j + 2];
      d += rows[at + j + 3] * y[j + 3];
      e += rows[at + j + 4] * y[j + 4];
      f += rows[at + j + 5] * y[j + 5];
      g += rows[at + j + 6] * y[j + 6];
      h += rows[at + j + 7] * y[j + 7];
    }
    float sum = ((a + b) + (c + d)) + ((e + f) + (g + h));
    for (; j < n; j++) {
      sum += rows[at + j] * y[j];
    }
    return sum;
  }

  private void add(int at, float factor) {
    for (int j = 0; j < n; j++) {
      force[j] += factor * rows[at + j];
    }
  }

  private void rescale(float[] y) {
    double square = 0;
    for (float value : y) {
      square += value * value;
    }
    float scale = (float) Math.sqrt(n / square);
    for (int j = 0; j < n; j++) {
      y[j] *= scale;
    }
  }
}
