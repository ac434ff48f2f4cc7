package org.preimage.spanning;

import java.util.Arrays;
import org.preimage.certificate.Domain;

/**
 * The ReLU rows of a layer over a cone: with y = (u, s), s &gt; 0 and x = c + D·u/s, row i is active
 * at x exactly when ⟨v_i, y⟩ ≥ 0, where v_i = (D·w_i, b_i + ⟨w_i, c⟩) scaled to length one. The
 * domain becomes a cone too; c is a point of its interior and D its half-widths, so that all its
 * ends are of order one. Without biases on a domain that is a cone, or has 0 inside, s is left out.
 *
 * <p>Single precision and in both layouts, so that both products run along arrays: what is found
 * here is a proposal that is counted again in binary64 and then exactly.
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
  private final float[][] columnsOfRows;
  private final float[][] rowVectors;

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
    this.columnsOfRows = new float[dimension][rows];
    this.rowVectors = new float[rows][dimension];
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
        rowVectors[k][j] = (float) v[j];
        columnsOfRows[j][k] = (float) v[j];
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

  /** Writes ⟨v_i, y⟩ for all rows. */
  void times(float[] y, float[] z) {
    combine(columnsOfRows, y, z);
  }

  /** Writes Σ weight_i·v_i. */
  void transposedTimes(float[] weight, float[] sum) {
    combine(rowVectors, weight, sum);
  }

  /** Writes Σ weight_k·vectors_k, without the groups of weight zero. */
  private static void combine(float[][] vectors, float[] weight, float[] sum) {
    Arrays.fill(sum, 0);
    int k = 0;
    for (; k + 4 <= weight.length; k += 4) {
      if (weight[k] != 0 || weight[k + 1] != 0 || weight[k + 2] != 0 || weight[k + 3] != 0) {
        addFour(vectors, k, weight[k], weight[k + 1], weight[k + 2], weight[k + 3], sum);
      }
    }
    for (; k < weight.length; k++) {
      float a = weight[k];
      float[] first = vectors[k];
      for (int i = 0; i < sum.length; i++) {
        sum[i] += a * first[i];
      }
    }
  }

  /**
   * Four vectors a time. The compiler turns this loop into vector instructions because every array
   * is read at the same index; offsets into one flat array, or eight vectors, cost five times more.
   */
  private static void addFour(
      float[][] vectors, int k, float a, float b, float c, float d, float[] sum) {
    float[] first = vectors[k];
    float[] second = vectors[k + 1];
    float[] third = vectors[k + 2];
    float[] fourth = vectors[k + 3];
    for (int i = 0; i < sum.length; i++) {
      sum[i] += a * first[i] + b * second[i] + c * third[i] + d * fourth[i];
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
