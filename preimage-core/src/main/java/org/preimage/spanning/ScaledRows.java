package org.preimage.spanning;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.preimage.certificate.Domain;

/**
 * The ReLU rows of a layer in coordinates y in which a random point has pre-activations of order
 * one: ⟨v_i, y⟩ + a_i with ‖v_i‖ = 1. Three cases:
 *
 * <ul>
 *   <li><em>bounded</em> domain and biases (or 0 not inside): y ∝ x − c in units of the
 *       half-widths;
 *   <li>biases on an <em>unbounded</em> domain: y = (u, s) with s &gt; 0 stands for x = c + D·u/s,
 *       v_i ∝ (D·w_i, b_i + ⟨w_i, c⟩), a_i = 0; the domain becomes a cone;
 *   <li>no biases on a cone, or with 0 inside: y is a direction of x, a_i = 0.
 * </ul>
 *
 * In the last two cases y lives on the sphere of radius √(its length).
 *
 * <p>Single precision and in both layouts, so that both products run along arrays: what is found
 * here is a proposal that is counted again in binary64 and then exactly.
 */
final class ScaledRows {
  private enum Shape {
    BOUNDED,
    LIFTED,
    DIRECTION
  }

  /** How far from its ends a coordinate stays, relative to the half-width. */
  private static final float CLEARANCE = 1e-3f;

  /** A coordinate that is uniform on ±√3 has variance one. */
  private static final double BOX_END = Math.sqrt(3);

  private final Layer layer;
  private final Region region;
  private final Shape shape;
  private final int n;
  private final int dimension;
  private final int rows;
  private final double[] center;
  private final double[] scale;
  private final float[] lower;
  private final float[] upper;
  private final boolean hasEnds;
  private final float[] offsets;
  private final float[][] columnsOfRows;
  private final float[][] rowVectors;

  ScaledRows(Layer layer) {
    this.layer = layer;
    this.region = new Region(layer.domain());
    this.n = layer.inputs();
    this.shape = shape();
    this.dimension = shape == Shape.LIFTED ? n + 1 : n;
    this.rows = layer.outputs() - layer.alwaysActiveCount();
    this.center = shape == Shape.DIRECTION ? new double[n] : region.center();
    this.scale = new double[n];
    this.lower = new float[n];
    this.upper = new float[n];
    this.hasEnds = readEnds();
    this.offsets = new float[rows];
    this.columnsOfRows = new float[dimension][rows];
    this.rowVectors = new float[rows][dimension];
    readRows();
  }

  private Shape shape() {
    if (layer.isHomogeneous() && (isCone() || region.containsInside(new double[n]))) {
      return Shape.DIRECTION;
    }
    boolean bounded =
        !(layer.domain() instanceof Domain.Box box)
            || IntStream.range(0, n)
                .allMatch(j -> !Double.isInfinite(box.lower().get(j) - box.upper().get(j)));
    return bounded ? Shape.BOUNDED : Shape.LIFTED;
  }

  /** Whether every end of a box is 0 or infinite. */
  private boolean isCone() {
    return layer.domain() instanceof Domain.Box box
        && IntStream.range(0, n)
            .allMatch(j -> endOfCone(box.lower().get(j)) && endOfCone(box.upper().get(j)));
  }

  private static boolean endOfCone(double end) {
    return end == 0 || Double.isInfinite(end);
  }

  /** Scales and ends in their units; whether there are ends to respect one coordinate at a time. */
  private boolean readEnds() {
    Arrays.fill(lower, Float.NEGATIVE_INFINITY);
    Arrays.fill(upper, Float.POSITIVE_INFINITY);
    if (!(layer.domain() instanceof Domain.Box box)) {
      Arrays.fill(scale, ((Domain.Ball) layer.domain()).radius() / Math.sqrt(n));
      return false;
    }
    Arrays.fill(scale, shape == Shape.LIFTED ? typicalDistance() : 1);
    if (shape == Shape.DIRECTION && !isCone()) {
      return false;
    }
    boolean any = false;
    for (int j = 0; j < n; j++) {
      double below = center[j] - box.lower().get(j);
      double above = box.upper().get(j) - center[j];
      double width = Math.min(below, above);
      if (width < Double.POSITIVE_INFINITY) {
        any = true;
        double unit = shape == Shape.BOUNDED ? BOX_END : 1;
        scale[j] = shape == Shape.DIRECTION ? 1 : Math.max(width / unit, Double.MIN_NORMAL);
        lower[j] = (float) (-below / scale[j]) + CLEARANCE;
        upper[j] = (float) (above / scale[j]) - CLEARANCE;
      }
    }
    return any;
  }

  /** Where biases and weights count alike: root mean square of b over that of ‖w‖. */
  private double typicalDistance() {
    double biases = 0;
    double weights = 0;
    for (int i = 0; i < layer.outputs(); i++) {
      biases += layer.bias(i) * layer.bias(i);
      for (int p = layer.weights().start(i); p < layer.weights().start(i + 1); p++) {
        weights += layer.weights().value(p) * layer.weights().value(p);
      }
    }
    double distance = Math.sqrt(biases / weights);
    return distance > 0 && distance < Double.POSITIVE_INFINITY ? distance : 1;
  }

  private void readRows() {
    double[] atCenter = layer.preActivations(center);
    double[] v = new double[dimension];
    int k = 0;
    for (int i = 0; i < layer.outputs(); i++) {
      if (layer.isAlwaysActive(i)) {
        continue;
      }
      Arrays.fill(v, 0);
      for (int p = layer.weights().start(i); p < layer.weights().start(i + 1); p++) {
        int j = layer.weights().index(p);
        v[j] = layer.weights().value(p) * scale[j];
      }
      if (shape == Shape.LIFTED) {
        v[n] = atCenter[i];
      }
      double norm = norm(v);
      if (norm > 0 && norm <= Double.MAX_VALUE) {
        offsets[k] = shape == Shape.BOUNDED ? (float) (atCenter[i] / norm) : 0;
        for (int j = 0; j < dimension; j++) {
          rowVectors[k][j] = (float) (v[j] / norm);
          columnsOfRows[j][k] = rowVectors[k][j];
        }
      }
      k++;
    }
  }

  private static double norm(double[] v) {
    double largest = 0;
    for (double value : v) {
      largest = Math.max(largest, Math.abs(value));
    }
    double sum = 0;
    for (double value : v) {
      sum += value / largest * (value / largest);
    }
    return largest * Math.sqrt(sum);
  }

  /** Length of y. */
  int dimension() {
    return dimension;
  }

  /** Number of rows that are not active everywhere. */
  int rows() {
    return rows;
  }

  /** Writes ⟨v_i, y⟩ + a_i for all rows. */
  void preActivations(float[] y, float[] z) {
    System.arraycopy(offsets, 0, z, 0, rows);
    addCombination(columnsOfRows, y, z);
  }

  /** Writes Σ weight_i·v_i. */
  void transposedTimes(float[] weight, float[] sum) {
    Arrays.fill(sum, 0);
    addCombination(rowVectors, weight, sum);
  }

  /** Adds Σ weight_k·vectors_k, without the groups of weight zero. */
  private static void addCombination(float[][] vectors, float[] weight, float[] sum) {
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
   * Four vectors at a time. The compiler turns this loop into vector instructions because every
   * array is read at the same index; offsets into one flat array, or eight vectors, cost five times
   * more.
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

  /** Moves y back to where it lives; the velocity loses the components that point out of it. */
  void keepInside(float[] y, float[] velocity) {
    float s = 1;
    if (shape == Shape.LIFTED) {
      if (y[n] < CLEARANCE) {
        y[n] = CLEARANCE;
        velocity[n] = 0;
      }
      s = y[n];
    }
    if (hasEnds) {
      for (int j = 0; j < n; j++) {
        float inside = Math.max(lower[j] * s, Math.min(upper[j] * s, y[j]));
        if (inside != y[j]) {
          y[j] = inside;
          velocity[j] = 0;
        }
      }
    }
    if (shape != Shape.BOUNDED) {
      toSphere(y, velocity, 1);
    } else if (layer.domain() instanceof Domain.Ball && square(y) > (1 - CLEARANCE) * n) {
      toSphere(y, velocity, 1 - CLEARANCE);
    }
  }

  private static void toSphere(float[] y, float[] velocity, float share) {
    float square = square(y);
    if (!(square > 0)) {
      return;
    }
    float factor = share * (float) Math.sqrt(y.length / square);
    float radial = 0;
    for (int j = 0; j < y.length; j++) {
      radial += velocity[j] * y[j];
    }
    radial /= square;
    for (int j = 0; j < y.length; j++) {
      velocity[j] -= radial * y[j];
      y[j] *= factor;
    }
  }

  private static float square(float[] y) {
    float square = 0;
    for (float value : y) {
      square += value * value;
    }
    return square;
  }

  /** The input x of y; inside the domain up to rounding. */
  double[] input(float[] y) {
    double[] x = new double[n];
    double s = shape == Shape.LIFTED ? y[n] : 1;
    for (int j = 0; j < n; j++) {
      x[j] = center[j] + scale[j] * (y[j] / s);
    }
    if (shape == Shape.DIRECTION) {
      double reach = 0.5 * region.reach(new double[n], x);
      for (int j = 0; j < n && reach < 1 && !isCone(); j++) {
        x[j] *= reach;
      }
    }
    return x;
  }
}
