package org.preimage.inversion;

import java.util.Arrays;
import org.preimage.certificate.Node;

/**
 * One step x ↦ f(Wx + b) of a dense chain, with the loops where dense inversion spends its time.
 */
final class DenseStage {
  private final int rows;
  private final int columns;
  private final double[] weights;
  private final double[] bias;
  private final Readout function;

  private DenseStage(int rows, int columns, double[] weights, double[] bias, Readout function) {
    this.rows = rows;
    this.columns = columns;
    this.weights = weights;
    this.bias = bias;
    this.function = function;
  }

  static DenseStage of(Node.Affine node) {
    return new DenseStage(
        node.size(),
        node.inputs(),
        node.weights().toArray(),
        node.bias().toArray(),
        new Readout.Identity());
  }

  DenseStage followedBy(Readout other) {
    return new DenseStage(rows, columns, weights, bias, other);
  }

  boolean isAffine() {
    return function instanceof Readout.Identity;
  }

  int inputs() {
    return columns;
  }

  int outputs() {
    return rows;
  }

  DenseStage restrictedTo(int[] chosen) {
    double[] w = new double[chosen.length * columns];
    double[] b = new double[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      System.arraycopy(weights, chosen[i] * columns, w, i * columns, columns);
      b[i] = bias[chosen[i]];
    }
    return new DenseStage(chosen.length, columns, w, b, function);
  }

  /** Wx + b; zeros of x, which rectifiers leave, are skipped. */
  double[] affineValues(double[] x) {
    int[] live = live(x, 1);
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      double even = bias[i];
      double odd = 0;
      int start = i * columns;
      int l = 0;
      for (; l + 1 < live.length; l += 2) {
        even += weights[start + live[l]] * x[live[l]];
        odd += weights[start + live[l + 1]] * x[live[l + 1]];
      }
      y[i] = even + odd + (l < live.length ? weights[start + live[l]] * x[live[l]] : 0);
    }
    return y;
  }

  double[] functionValues(double[] p) {
    if (isAffine()) {
      return p;
    }
    double[] y = new double[p.length];
    Arrays.setAll(y, i -> function.value(p[i]));
    return y;
  }

  double[] functionSlopes(double[] p) {
    double[] slopes = new double[p.length];
    Arrays.setAll(slopes, i -> function.slope(p[i]));
    return slopes;
  }

  /** diag(slopes) W T for the tangents T, columns × n row by row. */
  double[] tangents(double[] t, int n, double[] slopes) {
    int[] live = live(t, n);
    double[] product = new double[rows * n];
    double[] scratch = new double[n];
    for (int i = 0; i < rows; i++) {
      if (slopes[i] != 0) {
        combine(i * columns, live, t, n, scratch);
        for (int j = 0; j < n; j++) {
          product[i * n + j] = slopes[i] * scratch[j];
        }
      }
    }
    return product;
  }

  /** The sum of the live rows of t with weights from {@code start}; four at a time vectorise. */
  private void combine(int start, int[] live, double[] t, int n, double[] sum) {
    Arrays.fill(sum, 0);
    int l = 0;
    for (; l + 3 < live.length; l += 4) {
      double a = weights[start + live[l]];
      double b = weights[start + live[l + 1]];
      double c = weights[start + live[l + 2]];
      double d = weights[start + live[l + 3]];
      int ta = live[l] * n;
      int tb = live[l + 1] * n;
      int tc = live[l + 2] * n;
      int td = live[l + 3] * n;
      for (int j = 0; j < n; j++) {
        sum[j] += a * t[ta + j] + b * t[tb + j] + (c * t[tc + j] + d * t[td + j]);
      }
    }
    for (; l < live.length; l++) {
      double a = weights[start + live[l]];
      int ta = live[l] * n;
      for (int j = 0; j < n; j++) {
        sum[j] += a * t[ta + j];
      }
    }
  }

  /** Wᵀ diag(slopes) c. */
  double[] cotangents(double[] c, double[] slopes) {
    double[] sum = new double[columns];
    for (int i = 0; i < rows; i++) {
      double a = c[i] * slopes[i];
      for (int j = 0; j < columns && a != 0; j++) {
        sum[j] += a * weights[i * columns + j];
      }
    }
    return sum;
  }

  /** Numbers of the rows of length n that are not zero. */
  private static int[] live(double[] rows, int n) {
    int[] live = new int[rows.length / n];
    int count = 0;
    for (int k = 0; k < live.length; k++) {
      boolean zero = true;
      for (int j = 0; j < n && zero; j++) {
        zero = rows[k * n + j] == 0;
      }
      if (!zero) {
        live[count++] = k;
      }
    }
    return Arrays.copyOf(live, count);
  }
}
