package org.preimage.spanning;

import java.util.Arrays;
import org.preimage.certificate.Domain;

/**
 * The ReLU rows of a layer over a cone: with y = (u, s), s &gt; 0 and x = c + D·u/s, row i is active
 * at x exactly when ⟨v_i, y⟩ ≥ 0, where v_i = (D·w_i, b_i + ⟨w_i, c⟩) scaled to length one. The
 * domain becomes a cone too; c is a point of its interior and D its half-widths, so that all its
 * ends are of order one. Without biases on a domain that is a cone, or has 0 inside, s is left out.
 *
 * <p>Single precision, in both layouts, so that both products run along contiguous arrays: what is
 * found here is a proposal that is counted again in binary64 and then exactly.
 */
final class HomogeneousRows {
  /** How far from its ends a coordinate stays, relative to the half-width. */
  private static final float CLEARANCE = 1e-3f;

  private final Layer layer;
  private final Region region;
  private final boolean lifted;
  private final boolean cone;
  private final int n;
  private final int dimension;
  private final int rows;
  private final double[] center;
  private final double[] scale;
  private final float[] lower;
  private final float[] upper;
  private final boolean bounded;
  private final float[] byColumn;
  private final float[] byRow;

  HomogeneousRows(Layer layer) {
    this.layer = layer;
    this.region = new Region(layer.domain());
    this.n = layer.inputs();
    this.cone = isCone(layer.domain());
    this.lifted = !layer.isHomogeneous() || !(cone || region.containsInside(new double[n]));
    this.dimension = lifted ? n + 1 : n;
    this.rows = layer.outputs() - layer.alwaysActiveCount();
    this.center = lifted ? region.center() : new double[n];
    this.scale = new double[n];
    this.lower = new float[n];
    this.upper = new float[n];
    this.bounded = readEnds();
    this.byColumn = new float[dimension * rows];
    this.byRow = new float[dimension * rows];
    readRows();
  }

  /** Whether every end of a box is 0 or infinite. */
  private static boolean isCone(Domain domain) {
    return domain instanceof Domain.Box box
        && java.util.stream.IntStream.range(0, box.size())
            .allMatch(
                j ->
                    isEndOfCone(box.lower().get(j)) && isEndOfCone(box.upper().get(j)));
  }

  private static boolean isEndOfCone(double end) {
    return end == 0 || Double.isInfinite(end);
  }

  /** Ends in units of the half-widths; whether there are any that the search has to respect. */
  private boolean readEnds() {
    Arrays.fill(scale, layer.domain() instanceof Domain.Ball ball ? ball.radius() : 1);
    Arrays.fill(lower, Float.NEGATIVE_INFINITY);
    Arrays.fill(upper, Float.POSITIVE_INFINITY);
    if (!(layer.domain() instanceof Domain.Box box) || !(lifted || cone)) {
      return false;
    }
    boolean any = false;
    for (int j = 0; j < n; j++) {
      double below = center[j] - box.lower().get(j);
      double above = box.upper().get(j) - center[j];
      double width = Math.min(below, above);
      if (!Double.isInfinite(width)) {
        any = true;
        scale[j] = lifted ? width : 1;
        lower[j] = end(-below, scale[j]) + CLEARANCE;
        upper[j] = end(above, scale[j]) - CLEARANCE;
      }
    }
    return any;
  }

  private static float end(double value, double unit) {
    return (float) (value / unit);
  }

  private void readRows() {
    double[] offsets = layer.preActivations(center);
    double[] v = new double[dimension];
    int k = 0;
    for (int i = 0; i < layer.outputs(); i++) {
      if (layer.isAlwaysActive(i)) {
        continue;
      }
      Arrays.fill(v, 0);
      for (int p = layer.weights().start(i); p < layer.weights().start(i + 1); p++) {
        v[layer.weights().index(p)] = layer.weights().value(p) * scale[layer.weights().index(p)];
      }
      if (lifted) {
        v[n] = offsets[i];
      }
      normalise(v);
      for (int j = 0; j < dimension; j++) {
        byRow[k * dimension + j] = (float) v[j];
        byColumn[j * rows + k] = (float) v[j];
      }
      k++;
    }
  }

  private static void normalise(double[] v) {
    double largest = 0;
    for (double value : v) {
      largest = Math.max(largest, Math.abs(value));
    }
    if (largest == 0 || Double.isInfinite(largest)) {
      Arrays.fill(v, 0);
      return;
    }
    double sum = 0;
    for (double value : v) {
      sum += value / largest * (value / largest);
    }
    double root = Math.sqrt(sum);
    for (int j = 0; j < v.length; j++) {
      v[j] = v[j] / largest / root;
    }
  }

  /** Length of y. */
  int dimension() {
    return dimension;
  }

  /** Number of rows that are not active everywhere. */
  int rows() {
    return rows;
  }

  /** Writes ⟨v_i, y⟩ for all rows. Four columns at a time: z is read and written less often. */
  void times(float[] y, float[] z) {
    Arrays.fill(z, 0);
    int j = 0;
    for (; j + 4 <= dimension; j += 4) {
      addFour(byColumn, j * rows, rows, y[j], y[j + 1], y[j + 2], y[j + 3], z);
    }
    for (; j < dimension; j++) {
      addOne(byColumn, j * rows, y[j], z);
    }
  }

  /** Writes Σ weight_i·v_i. */
  void transposedTimes(float[] weight, float[] sum) {
    Arrays.fill(sum, 0);
    int i = 0;
    for (; i + 4 <= rows; i += 4) {
      float a = weight[i];
      float b = weight[i + 1];
      float c = weight[i + 2];
      float d = weight[i + 3];
      // Weights are not negative; most rows are far on the inactive side and have weight zero.
      if (a + b + c + d > 0) {
        addFour(byRow, i * dimension, dimension, a, b, c, d, sum);
      }
    }
    for (; i < rows; i++) {
      addOne(byRow, i * dimension, weight[i], sum);
    }
  }

  private static void addFour(
      float[] matrix, int start, int stride, float a, float b, float c, float d, float[] sum) {
    int second = start + stride;
    int third = second + stride;
    int fourth = third + stride;
    for (int k = 0; k < stride; k++) {
      sum[k] +=
          a * matrix[start + k]
              + b * matrix[second + k]
              + c * matrix[third + k]
              + d * matrix[fourth + k];
    }
  }

  private static void addOne(float[] matrix, int start, float a, float[] sum) {
    for (int k = 0; k < sum.length; k++) {
      sum[k] += a * matrix[start + k];
    }
  }

  /** Moves y back into the cone; the velocity loses the components that point out of it. */
  void keepInside(float[] y, float[] velocity) {
    float s = 1;
    if (lifted) {
      if (y[n] < CLEARANCE) {
        y[n] = CLEARANCE;
        velocity[n] = 0;
      }
      s = y[n];
    }
    if (bounded) {
      for (int j = 0; j < n; j++) {
        float inside = Math.max(lower[j] * s, Math.min(upper[j] * s, y[j]));
        if (inside != y[j]) {
          y[j] = inside;
          velocity[j] = 0;
        }
      }
    }
    if (lifted && layer.domain() instanceof Domain.Ball) {
      float square = 0;
      for (int j = 0; j < n; j++) {
        square += y[j] * y[j];
      }
      float most = (1 - CLEARANCE) * s;
      if (square > most * most) {
        float factor = most / (float) Math.sqrt(square);
        for (int j = 0; j < n; j++) {
          y[j] *= factor;
        }
      }
    }
  }

  /** The input x of y; inside the domain up to rounding. */
  double[] input(float[] y) {
    double[] x = new double[n];
    if (lifted) {
      for (int j = 0; j < n; j++) {
        x[j] = center[j] + scale[j] * (y[j] / (double) y[n]);
      }
      return x;
    }
    double[] direction = new double[n];
    for (int j = 0; j < n; j++) {
      direction[j] = y[j];
    }
    double reach = cone ? 1 : Math.min(1, 0.5 * region.reach(x, direction));
    for (int j = 0; j < n; j++) {
      x[j] = reach * direction[j];
    }
    return x;
  }
}
