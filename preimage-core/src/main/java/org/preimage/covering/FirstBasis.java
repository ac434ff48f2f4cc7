package org.preimage.covering;

import java.util.ArrayList;
import java.util.List;

/**
 * A first vertex of t ≥ ⟨w_i, x⟩ − c_i: starts at x = 0 and lowers t along the directions that keep
 * all tight rows tight, one row at a time.
 */
final class FirstBasis {
  private static final double RISING = 1e-9;

  /** A direction this short is what rounding left of one along which nothing can move. */
  private static final double LEVEL = 1e-7;

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
      double[] down = axis(size, rows.n, -1, tight);
      next = length(down) > LEVEL ? advance(rows, cost, vertex, down, used) : -1;
      if (next < 0 && length(down) > LEVEL) {
        return false;
      }
      // t is least already, on a whole face: along it to a vertex.
      for (int j = 0; j < 2 * rows.n && next < 0; j++) {
        double[] level = axis(size, j / 2, j % 2 == 0 ? 1 : -1, tight);
        next = length(level) > LEVEL ? advance(rows, cost, vertex, level, used) : -1;
      }
      if (next < 0) {
        return false;
      }
    }
  }

  /** ±e_j without its components along the tight rows. */
  private static double[] axis(int size, int j, double sign, List<double[]> tight) {
    double[] vector = new double[size];
    vector[j] = sign;
    project(vector, tight);
    project(vector, tight);
    return vector;
  }

  /** Moves the vertex until a row becomes tight, and tells which, or −1 if none does. */
  private static int advance(
      Rows rows, double[] cost, double[] vertex, double[] direction, boolean[] used) {
    int next = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < rows.m; i++) {
      double rate = rows.product(i, direction, 0) - direction[rows.n];
      if (!used[i] && rate > RISING) {
        double slack = vertex[rows.n] + cost[i] - rows.product(i, vertex, 0);
        if (slack < least * rate) {
          least = slack / rate;
          next = i;
        }
      }
    }
    for (int j = 0; j < vertex.length && next >= 0; j++) {
      vertex[j] += least * direction[j];
    }
    return next;
  }

  private static double length(double[] vector) {
    double square = 0;
    for (double entry : vector) {
      square += entry * entry;
    }
    return Math.sqrt(square);
  }

  private static double[] orthonormal(Rows rows, int i, List<double[]> tight) {
    double[] vector = new double[rows.n + 1];
    System.arraycopy(rows.byRow, i * rows.n, vector, 0, rows.n);
    vector[rows.n] = -1;
    project(vector, tight);
    project(vector, tight);
    double scale = 1 / length(vector);
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
