package org.preimage.covering;

import java.util.ArrayList;
import java.util.List;

/**
 * A first vertex of t ≥ ⟨w_i, x⟩ − c_i: starts at x = 0 and lowers t along the directions that keep
 * all tight rows tight, one row at a time.
 */
final class FirstBasis {
  private static final double RISING = 1e-9;

  private FirstBasis() {}

  /**
   * Writes n + 1 rows; false when t falls without end, so that all rows can be inactive together.
   */
  static boolean find(Rows rows, double[] cost, int[] basis) {
    int size = rows.n + 1;
    double[] vertex = new double[size];
    boolean[] used = new boolean[rows.m];
    List<double[]> tight = new ArrayList<>();
    int next = 0;
    for (int i = 1; i < rows.m; i++) {
      if (cost[i] < cost[next]) {
        next = i;
      }
    }
    vertex[rows.n] = -cost[next];
    for (int count = 0; ; ) {
      basis[count++] = next;
      used[next] = true;
      tight.add(orthonormal(rows, next, tight));
      if (count == size) {
        return true;
      }
      double[] down = new double[size];
      down[rows.n] = -1;
      project(down, tight);
      next = -1;
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i < rows.m; i++) {
        double rate = rows.product(i, down, 0) - down[rows.n];
        if (!used[i] && rate > RISING) {
          double slack = vertex[rows.n] + cost[i] - rows.product(i, vertex, 0);
          if (slack < least * rate) {
            least = slack / rate;
            next = i;
          }
        }
      }
      if (next < 0) {
        return false;
      }
      for (int j = 0; j < size; j++) {
        vertex[j] += least * down[j];
      }
    }
  }

  private static double[] orthonormal(Rows rows, int i, List<double[]> tight) {
    double[] vector = new double[rows.n + 1];
    System.arraycopy(rows.byRow, i * rows.n, vector, 0, rows.n);
    vector[rows.n] = -1;
    project(vector, tight);
    project(vector, tight);
    double square = 0;
    for (double entry : vector) {
      square += entry * entry;
    }
    double scale = 1 / Math.sqrt(square);
    for (int j = 0; j < vector.length; j++) {
      vector[j] *= scale;
    }
    return vector;
  }

  private static void project(double[] vector, List<double[]> tight) {
    for (double[] q : tight) {
      double dot = 0;
      for (int j = 0; j < vector.length; j++) {
        dot += q[j] * vector[j];
      }
      for (int j = 0; j < vector.length; j++) {
        vector[j] -= dot * q[j];
      }
    }
  }
}
