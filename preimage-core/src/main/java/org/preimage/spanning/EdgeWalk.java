package org.preimage.spanning;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.preimage.certificate.Domain;
import org.preimage.linalg.GaussJordan;

/**
 * Looks for few active rows on all of Rⁿ by walking along the edges of the arrangement: at a vertex
 * n rows vanish and all of them can be made inactive by a small step, so a vertex of few active
 * rows beats an interior point. Releasing one of the n rows leaves a line; every vertex on it is
 * visited in O(m log m). Binary64 throughout: a proposal only.
 *
 * <p>Without biases the arrangement is central: one of the n equations fixes the scale instead, and
 * the opposite ray, where the other rows are active, is considered too.
 */
final class EdgeWalk {
  private static final int NONE = -1;
  private static final int REFACTOR = 50;
  private static final double PARALLEL = 1e-9;

  private final Layer layer;
  private final RandomGenerator random;
  private final SearchBudget budget;
  private final int n;
  private final double[][] rows;
  private final double[] offsets;
  private final boolean central;
  private final int[] tight;
  private final boolean[] isTight;
  private double[][] inverse;
  private double[] x;
  private double[] z;
  private double[] normalisation;
  private int pivots;
  private int best = Integer.MAX_VALUE;
  private double[] bestPoint = new double[0];

  /** Applies to layers on Rⁿ with enough rows and without rows that are active everywhere. */
  static boolean appliesTo(Layer layer) {
    return layer.domain() instanceof Domain.Box box
        && box.isWholeSpace()
        && layer.alwaysActiveCount() == 0
        && layer.inputs() >= 3
        && layer.outputs() > layer.inputs();
  }

  EdgeWalk(Layer layer, RandomGenerator random, SearchBudget budget) {
    this.layer = layer;
    this.random = random;
    this.budget = budget;
    this.n = layer.inputs();
    this.rows = new double[layer.outputs()][];
    this.offsets = new double[layer.outputs()];
    this.central = layer.isHomogeneous();
    this.tight = new int[n];
    this.isTight = new boolean[layer.outputs()];
    this.inverse = new double[n][n];
    this.x = new double[n];
    this.z = new double[layer.outputs()];
    this.normalisation = new double[n];
    for (int i = 0; i < rows.length; i++) {
      scaleRow(i);
    }
  }

  private void scaleRow(int i) {
    double[] row = layer.weights().denseRow(i);
    double sum = 0;
    for (double value : row) {
      sum += value * value;
    }
    double norm = sum > 0 ? Math.sqrt(sum) : 1;
    for (int j = 0; j < n; j++) {
      row[j] /= norm;
    }
    rows[i] = row;
    offsets[i] = layer.bias(i) / norm;
  }

  /**
   * Walks until fewer than {@code goal} rows are active beside a vertex, or the time is over.
   *
   * @return a point in the open cell found, or an empty array
   */
  double[] run(int goal, double seconds) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    while (!budget.isSpent() && System.nanoTime() < end) {
      if (!start()) {
        continue;
      }
      double[] found = walk(goal, end);
      if (found.length > 0) {
        return found;
      }
    }
    return new double[0];
  }

  /** The point with the fewest active rows met, if any. */
  Optional<double[]> bestPoint() {
    return bestPoint.length == 0 ? Optional.empty() : Optional.of(bestPoint.clone());
  }

  /** A random vertex; false when the rows drawn were dependent. */
  private boolean start() {
    Arrays.fill(isTight, false);
    for (int k = 0; k < n; k++) {
      int i = random.nextInt(rows.length);
      if (isTight[i]) {
        return false;
      }
      tight[k] = i;
      isTight[i] = true;
    }
    if (central) {
      isTight[tight[0]] = false;
      tight[0] = NONE;
      for (int j = 0; j < n; j++) {
        normalisation[j] = random.nextGaussian();
      }
    }
    return refactor();
  }

  private boolean refactor() {
    double[][] matrix = new double[n][];
    for (int k = 0; k < n; k++) {
      matrix[k] = tight[k] == NONE ? normalisation : rows[tight[k]];
    }
    if (!GaussJordan.invert(matrix, inverse, PARALLEL)) {
      return false;
    }
    for (int j = 0; j < n; j++) {
      x[j] = 0;
      for (int k = 0; k < n; k++) {
        x[j] += inverse[j][k] * (tight[k] == NONE ? 1 : -offsets[tight[k]]);
      }
    }
    pivots = 0;
    return true;
  }

  private double[] walk(int goal, long end) {
    int current = Integer.MAX_VALUE;
    int stalled = 0;
    int patience = 60 + 30 * n;
    int[] tabu = new int[rows.length];
    for (int step = 1; stalled < patience; step++) {
      if (budget.isSpent() || System.nanoTime() > end) {
        break;
      }
      budget.countPoints(1);
      Line line = new Line(pickReleased(), tabu, step);
      if (line.bestRow == NONE) {
        stalled++;
        continue;
      }
      stalled = line.bestCount < current ? 0 : stalled + 1;
      if (line.bestCount <= current || random.nextInt(4 * n) == 0) {
        current = line.bestCount;
        tabu[tight[line.released]] = step + n / 2 + random.nextInt(n);
        if (!line.move()) {
          return new double[0];
        }
        if (current < best) {
          best = current;
          bestPoint = line.cellBeside();
        }
        if (current < goal) {
          return bestPoint;
        }
      }
    }
    return new double[0];
  }

  private int pickReleased() {
    int k = random.nextInt(n);
    return tight[k] == NONE ? (k + 1) % n : k;
  }

  /** The line that appears when one tight row is released. */
  private final class Line {
    final int released;
    final double[] d = new double[n];
    final double[] slope = new double[rows.length];
    int bestRow = NONE;
    int bestCount = Integer.MAX_VALUE;
    double bestT;
    boolean opposite;

    Line(int released, int[] tabu, int step) {
      this.released = released;
      for (int j = 0; j < n; j++) {
        d[j] = inverse[j][released];
      }
      for (int i = 0; i < rows.length; i++) {
        z[i] = dot(rows[i], x) + offsets[i];
        slope[i] = dot(rows[i], d);
      }
      scan(tabu, step);
    }

    private void scan(int[] tabu, int step) {
      int active = 0;
      int crossings = 0;
      double[] times = new double[rows.length];
      Integer[] order = new Integer[rows.length];
      for (int i = 0; i < rows.length; i++) {
        if (isTight[i]) {
          continue;
        }
        if (Math.abs(slope[i]) < PARALLEL) {
          active += z[i] > 0 ? 1 : 0;
        } else {
          times[i] = -z[i] / slope[i];
          order[crossings++] = i;
          // Far out on the left a row is active when its slope is negative.
          active += slope[i] < 0 ? 1 : 0;
        }
      }
      Arrays.sort(order, 0, crossings, (a, b) -> Double.compare(times[a], times[b]));
      int free = rows.length - (central ? n - 1 : n);
      for (int e = 0; e < crossings; e++) {
        int i = order[e];
        active -= slope[i] < 0 ? 1 : 0;
        // Here row i vanishes; the released row has the value t.
        int count = active + (times[i] > 0 ? 1 : 0);
        if (tabu[i] <= step) {
          consider(i, times[i], count, false);
          if (central) {
            consider(i, times[i], free - count, true);
          }
        }
        active += slope[i] > 0 ? 1 : 0;
      }
    }

    private void consider(int row, double t, int count, boolean onOppositeRay) {
      boolean better = count < bestCount || (count == bestCount && random.nextInt(3) == 0);
      if (better && Math.abs(t) > 1e-12) {
        bestRow = row;
        bestT = t;
        bestCount = count;
        opposite = onOppositeRay;
      }
    }

    /** Makes the best vertex current; false when the new rows are nearly dependent. */
    boolean move() {
      double[] u = new double[n];
      for (int k = 0; k < n; k++) {
        for (int j = 0; j < n; j++) {
          u[k] += rows[bestRow][j] * inverse[j][k];
        }
      }
      isTight[tight[released]] = false;
      isTight[bestRow] = true;
      tight[released] = bestRow;
      if (++pivots >= REFACTOR || Math.abs(u[released]) < 1e-6) {
        return refactor();
      }
      for (int j = 0; j < n; j++) {
        x[j] += bestT * d[j];
        double pivot = inverse[j][released] / u[released];
        for (int k = 0; k < n; k++) {
          inverse[j][k] -= k == released ? 0 : pivot * u[k];
        }
        inverse[j][released] = pivot;
      }
      return true;
    }

    /** A point of the open cell at the vertex where all tight rows are inactive. */
    double[] cellBeside() {
      double sign = opposite ? -1 : 1;
      double[] step = new double[n];
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < n; k++) {
          step[j] -= tight[k] == NONE ? 0 : inverse[j][k];
        }
      }
      double reach = 1;
      for (int i = 0; i < rows.length; i++) {
        if (!isTight[i]) {
          double value = sign * dot(rows[i], x) + offsets[i];
          double rate = dot(rows[i], step);
          if (value * rate < 0) {
            reach = Math.min(reach, Math.abs(value / rate));
          }
        }
      }
      double[] point = new double[n];
      for (int j = 0; j < n; j++) {
        point[j] = sign * x[j] + 0.5 * reach * step[j];
      }
      return point;
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }
}
