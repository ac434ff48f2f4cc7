package org.preimage.spanning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An oracle: the least λ_min(Σ d_i² w_i w_iᵀ) over all full-dimensional cells of a tiny layer that
 * meet the interior of its box. Cells are found in exact arithmetic, one hyperplane after the
 * other; λ_min by bisection with leading minors. Shares no code with the product.
 */
public final class BruteForceFrame {
  private final TinyLayer layer;
  private final double slope;
  private final int n;
  private final List<long[]> inequalities = new ArrayList<>();
  private final boolean[] active;
  private double least = Double.POSITIVE_INFINITY;

  private BruteForceFrame(TinyLayer layer, double slope) {
    this.layer = layer;
    this.slope = slope;
    this.n = layer.inputs();
    this.active = new boolean[layer.outputs()];
  }

  /** A for the layer with one slope for all rows. */
  public static double least(TinyLayer layer, double slope) {
    BruteForceFrame search = new BruteForceFrame(layer, slope);
    for (int j = 0; j < search.n; j++) {
      if (layer.lower()[j] != Long.MIN_VALUE) {
        search.inequalities.add(search.wall(j, 1, -layer.lower()[j]));
      }
      if (layer.upper()[j] != Long.MAX_VALUE) {
        search.inequalities.add(search.wall(j, -1, layer.upper()[j]));
      }
    }
    search.insert(0);
    return search.least;
  }

  private long[] wall(int j, long sign, long constant) {
    long[] row = new long[n + 1];
    row[j] = sign;
    row[n] = constant;
    return row;
  }

  private void insert(int i) {
    if (i == layer.outputs()) {
      least = Math.min(least, smallestEigenvalue(frame()));
      return;
    }
    if (Arrays.stream(layer.rows()[i]).allMatch(w -> w == 0)) {
      insert(i + 1);
      return;
    }
    for (long sign : new long[] {-1, 1}) {
      long[] side = Arrays.copyOf(layer.rows()[i], n + 1);
      side[n] = layer.bias()[i];
      for (int j = 0; j <= n; j++) {
        side[j] *= sign;
      }
      inequalities.add(side);
      active[i] = sign > 0;
      if (StrictSystem.isFeasible(n, inequalities)) {
        insert(i + 1);
      }
      inequalities.remove(inequalities.size() - 1);
    }
  }

  private double[][] frame() {
    double[][] sum = new double[n][n];
    for (int i = 0; i < layer.outputs(); i++) {
      double factor = active[i] ? 1 : slope * slope;
      for (int p = 0; p < n; p++) {
        for (int q = 0; q < n; q++) {
          sum[p][q] += factor * layer.rows()[i][p] * layer.rows()[i][q];
        }
      }
    }
    return sum;
  }

  private static double smallestEigenvalue(double[][] matrix) {
    double low = 0;
    double high = matrix[0][0];
    for (int round = 0; round < 200; round++) {
      double middle = (low + high) / 2;
      if (isDefinite(matrix, middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static boolean isDefinite(double[][] matrix, double shift) {
    int n = matrix.length;
    double[][] a = new double[n][];
    for (int p = 0; p < n; p++) {
      a[p] = matrix[p].clone();
      a[p][p] -= shift;
    }
    for (int k = 0; k < n; k++) {
      if (!(a[k][k] > 0)) {
        return false;
      }
      for (int i = k + 1; i < n; i++) {
        double factor = a[i][k] / a[k][k];
        for (int j = k; j < n; j++) {
          a[i][j] -= factor * a[k][j];
        }
      }
    }
    return true;
  }
}
