package org.preimage.inversion;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.preimage.certificate.Node;

/**
 * One step x ↦ f(Wx + b) of a dense chain, with the loops where dense inversion spends its time.
 * Weights are kept column by column: columns of coordinates that are zero, which rectifiers leave,
 * are then not even read, and the inner loops run down columns, which compilers vectorise.
 */
final class DenseStage {
  /** Rows worked on together: their tangents and four columns fit the fastest cache. */
  private static final int BLOCK = 128;

  /** The same for values, which are one number a row. */
  private static final int LONG_BLOCK = 2048;

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
        byColumns(node.weights().toArray(), node.size(), node.inputs()),
        node.bias().toArray(),
        new Readout.Identity());
  }

  /** Transposed in tiles, so that neither side is strided through memory. */
  private static double[] byColumns(double[] byRows, int rows, int columns) {
    int tile = 32;
    double[] byColumns = new double[byRows.length];
    for (int top = 0; top < rows; top += tile) {
      for (int left = 0; left < columns; left += tile) {
        for (int j = left; j < Math.min(columns, left + tile); j++) {
          for (int i = top; i < Math.min(rows, top + tile); i++) {
            byColumns[j * rows + i] = byRows[i * columns + j];
          }
        }
      }
    }
    return byColumns;
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
    int m = chosen.length;
    double[] w = new double[m * columns];
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < m; i++) {
        w[j * m + i] = weights[j * rows + chosen[i]];
      }
    }
    double[] b = IntStream.of(chosen).mapToDouble(i -> bias[i]).toArray();
    return new DenseStage(m, columns, w, b, function);
  }

  /** Wx + b. */
  double[] affineValues(double[] x) {
    int[] live = live(x, 1);
    double[] y = bias.clone();
    for (int top = 0; top < rows; top += LONG_BLOCK) {
      int size = Math.min(LONG_BLOCK, rows - top);
      int l = 0;
      for (; l + 3 < live.length; l += 4) {
        addFour(
            y,
            top,
            size,
            weights,
            live[l] * rows + top,
            live[l + 1] * rows + top,
            live[l + 2] * rows + top,
            live[l + 3] * rows + top,
            x[live[l]],
            x[live[l + 1]],
            x[live[l + 2]],
            x[live[l + 3]]);
      }
      for (; l < live.length; l++) {
        addOne(y, top, size, weights, live[l] * rows + top, x[live[l]]);
      }
    }
    return y;
  }

  private static void addFour(
      double[] y,
      int at,
      int size,
      double[] w,
      int p,
      int q,
      int r,
      int s,
      double a,
      double b,
      double c,
      double d) {
    for (int i = 0; i < size; i++) {
      y[at + i] += a * w[p + i] + b * w[q + i] + (c * w[r + i] + d * w[s + i]);
    }
  }

  private static void addOne(double[] y, int at, int size, double[] w, int p, double a) {
    for (int i = 0; i < size; i++) {
      y[at + i] += a * w[p + i];
    }
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
    int[] on = IntStream.range(0, rows).filter(i -> slopes[i] != 0).toArray();
    double[] product = new double[rows * n];
    double[] block = new double[n * BLOCK];
    double[] packed = new double[4 * BLOCK];
    for (int top = 0; top < on.length; top += BLOCK) {
      int size = Math.min(BLOCK, on.length - top);
      Arrays.fill(block, 0);
      for (int l = 0; l < live.length; l += 4) {
        int count = Math.min(4, live.length - l);
        pack(live, l, count, on, top, size, packed);
        for (int j = 0; j < n; j++) {
          addFour(
              block,
              j * BLOCK,
              size,
              packed,
              0,
              BLOCK,
              2 * BLOCK,
              3 * BLOCK,
              t[live[l] * n + j],
              count > 1 ? t[live[l + 1] * n + j] : 0,
              count > 2 ? t[live[l + 2] * n + j] : 0,
              count > 3 ? t[live[l + 3] * n + j] : 0);
        }
      }
      for (int k = 0; k < size; k++) {
        int i = on[top + k];
        for (int j = 0; j < n; j++) {
          product[i * n + j] = slopes[i] * block[j * BLOCK + k];
        }
      }
    }
    return product;
  }

  /** Some rows of up to four columns, one column after the other. */
  private void pack(
      int[] live, int first, int count, int[] on, int top, int size, double[] packed) {
    boolean adjacent = on[top + size - 1] - on[top] == size - 1;
    for (int c = 0; c < count; c++) {
      int start = live[first + c] * rows;
      if (adjacent) {
        System.arraycopy(weights, start + on[top], packed, c * BLOCK, size);
      } else {
        for (int k = 0; k < size; k++) {
          packed[c * BLOCK + k] = weights[start + on[top + k]];
        }
      }
    }
  }

  /** Wᵀ diag(slopes) c. */
  double[] cotangents(double[] c, double[] slopes) {
    double[] scaled = new double[rows];
    Arrays.setAll(scaled, i -> c[i] * slopes[i]);
    int[] live = live(scaled, 1);
    double[] sums = new double[columns];
    for (int j = 0; j < columns; j++) {
      double sum = 0;
      for (int i : live) {
        sum += scaled[i] * weights[j * rows + i];
      }
      sums[j] = sum;
    }
    return sums;
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
