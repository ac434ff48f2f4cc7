package org.preimage.spanning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.preimage.certificate.Domain;
import org.preimage.linalg.ModularRank;
import org.preimage.linalg.RowSource;

/**
 * Rows ⟨w_i, x⟩ + b_i on a box as rows (w_i, b_i) of one dimension more, active at (x, t) where
 * those at x/t are, and the conditions t &gt; 0, x &gt; l·t and x &lt; u·t as rows that are never
 * active. The coordinate t is left out where it means nothing: without ends that matter and biases
 * below 0, or without biases and with the origin in the box; then only ends equal to 0 matter.
 *
 * <p>The search works in coordinates y with x = c + s·y, in which bounded intervals are [−1, 1].
 * Numbers are rounded here: what is found with them is proved or counted exactly elsewhere.
 */
final class HomogeneousRows {
  private final Layer layer;
  private final int n;
  private final int[] rows;
  private final Domain.Box domain;
  private final boolean lifted;

  /** Ends that matter: j is the lower end of coordinate j, n + j the upper one. */
  private final int[] ends;

  private final int[] columns;
  private final double[] center;
  private final double[] scale;

  /**
   * The listed ReLU rows of a layer.
   *
   * @param onDomain whether they are taken on the layer's domain, a box; else on all of Rⁿ, where
   *     their biases must not be negative
   */
  HomogeneousRows(Layer layer, int[] rows, boolean onDomain) {
    this.layer = layer;
    this.n = layer.inputs();
    this.rows = rows;
    this.domain = onDomain ? (Domain.Box) layer.domain() : Domain.wholeSpace(n);
    int[] finite = IntStream.range(0, 2 * n).filter(e -> Double.isFinite(end(e))).toArray();
    boolean plain = Arrays.stream(rows).allMatch(i -> layer.bias(i) == 0);
    boolean cone = plain && Arrays.stream(finite).allMatch(e -> e < n ? end(e) <= 0 : end(e) >= 0);
    boolean far = finite.length == 0 && Arrays.stream(rows).allMatch(i -> layer.bias(i) >= 0);
    this.lifted = !cone && !far;
    this.ends = cone ? Arrays.stream(finite).filter(e -> end(e) == 0).toArray() : finite;
    this.columns = independentColumns();
    this.center = new double[n];
    this.scale = new double[n];
    chooseCoordinates();
  }

  private double end(int e) {
    return e < n ? domain.lower().get(e) : domain.upper().get(e - n);
  }

  /** The other columns are combinations of these, so all signs are those of fewer inputs. */
  private int[] independentColumns() {
    return rowsSpan() ? IntStream.range(0, n).toArray() : eliminatedColumns();
  }

  /** Whether a few rows have rank n, which is soon known where entries are in general position. */
  private boolean rowsSpan() {
    int[] some = Arrays.copyOf(rows, Math.min(rows.length, 2 * n));
    return some.length >= n && ModularRank.independentRows(n, layer.weights(), some).length == n;
  }

  private int[] eliminatedColumns() {
    List<List<double[]>> entries = new ArrayList<>();
    for (int j = 0; j < n; j++) {
      entries.add(new ArrayList<>());
    }
    for (int k = 0; k < rows.length; k++) {
      for (int p = layer.weights().start(rows[k]); p < layer.weights().start(rows[k] + 1); p++) {
        entries.get(layer.weights().index(p)).add(new double[] {k, layer.weights().value(p)});
      }
    }
    for (int k = 0; k < ends.length; k++) {
      entries.get(ends[k] % n).add(new double[] {rows.length + k, 1});
    }
    int width = rows.length + ends.length;
    RowSource transposed =
        (j, consumer) -> entries.get(j).forEach(entry -> consumer.entry((int) entry[0], entry[1]));
    return width == 0
        ? new int[0]
        : ModularRank.independentRows(width, transposed, IntStream.range(0, n).toArray());
  }

  private void chooseCoordinates() {
    double unit = lifted ? typicalDistance() : 1;
    for (int j = 0; j < n && lifted; j++) {
      double lower = end(j);
      double upper = end(n + j);
      if (Double.isFinite(lower) && Double.isFinite(upper)) {
        center[j] = lower / 2 + upper / 2;
        scale[j] = upper / 2 - lower / 2;
      } else {
        center[j] = Double.isFinite(lower) ? lower : Double.isFinite(upper) ? upper : 0;
        scale[j] = unit;
      }
    }
    if (!lifted) {
      Arrays.fill(scale, 1);
    }
  }

  /** Median distance of the hyperplanes with a bias from the origin, as a power of two. */
  private double typicalDistance() {
    double[] distances =
        Arrays.stream(rows)
            .filter(i -> layer.bias(i) != 0)
            .mapToDouble(i -> Math.abs(layer.bias(i)) / norm(layer.weights().denseRow(i)))
            .filter(d -> d > 0 && Double.isFinite(d))
            .sorted()
            .toArray();
    return distances.length == 0
        ? 1
        : Math.scalb(1.0, Math.getExponent(distances[distances.length / 2]));
  }

  private static double norm(double[] row) {
    double largest = largest(row);
    double squares = 0;
    for (double v : row) {
      squares += v / largest * (v / largest);
    }
    return largest == 0 ? 0 : largest * Math.sqrt(squares);
  }

  private static double largest(double[] row) {
    double largest = 0;
    for (double v : row) {
      largest = Math.max(largest, Math.abs(v));
    }
    return largest;
  }

  /** Whether the layer's rows and the ends leave no direction of Rⁿ unseen. */
  boolean span() {
    return columns.length == n;
  }

  /** How many rows at the end of {@link #matrix} are never active. */
  int never() {
    return ends.length + (lifted ? 1 : 0);
  }

  /** The layer's rows in the order listed, the ends, and t &gt; 0; each of norm 1. */
  double[][] matrix() {
    int width = columns.length + (lifted ? 1 : 0);
    double[][] matrix = new double[rows.length + never()][];
    for (int k = 0; k < rows.length; k++) {
      matrix[k] = row(rows[k], width);
    }
    for (int k = 0; k < ends.length; k++) {
      double[] row = new double[width];
      int j = ends[k] % n;
      double sign = ends[k] < n ? -1 : 1;
      row[Arrays.binarySearch(columns, j)] = sign;
      if (lifted) {
        row[width - 1] = sign * ((center[j] - end(ends[k])) / scale[j]);
      }
      matrix[rows.length + k] = normalized(row);
    }
    if (lifted) {
      double[] positive = new double[width];
      positive[width - 1] = -1;
      matrix[matrix.length - 1] = positive;
    }
    return matrix;
  }

  private double[] row(int i, int width) {
    double[] w = layer.weights().denseRow(i);
    int exponent = -Math.getExponent(largest(w));
    double[] row = new double[width];
    double constant = Math.scalb(layer.bias(i), exponent);
    for (int j = 0; j < n; j++) {
      constant += Math.scalb(w[j], exponent) * center[j];
    }
    for (int k = 0; k < columns.length; k++) {
      row[k] = Math.scalb(w[columns[k]], exponent) * scale[columns[k]];
    }
    if (lifted) {
      row[width - 1] = constant;
    }
    return normalized(row);
  }

  /** Changes the row itself. */
  private static double[] normalized(double[] row) {
    double norm = norm(row);
    for (int j = 0; j < row.length && norm > 0; j++) {
      row[j] /= norm;
    }
    return row;
  }

  /** The row that a certificate knows as this row of {@link #matrix}; −1 for t &gt; 0. */
  int number(int k) {
    if (k < rows.length) {
      return rows[k];
    }
    return k - rows.length < ends.length ? layer.outputs() + ends[k - rows.length] : -1;
  }

  /**
   * Whether Σ λ_i b_i is certainly positive, or zero because its terms are, where Σ λ_i w_i = 0.
   *
   * @param circuit rows of {@link #matrix}
   */
  boolean clearOfZero(int[] circuit) {
    int positive = rows.length + ends.length;
    return !lifted
        || Arrays.stream(circuit).anyMatch(k -> k == positive)
        || Arrays.stream(circuit).allMatch(this::isHomogeneous);
  }

  private boolean isHomogeneous(int k) {
    return (k < rows.length ? layer.bias(rows[k]) : end(ends[k - rows.length])) == 0;
  }

  /** The input that a direction in the coordinates of {@link #matrix} stands for. */
  double[] input(double[] direction) {
    double[] x = center.clone();
    double t = lifted ? direction[columns.length] : 1;
    for (int k = 0; k < columns.length; k++) {
      int j = columns[k];
      x[j] += scale[j] * (direction[k] / t);
    }
    return x;
  }

  /** Whether an input may be scaled by any factor. */
  boolean isCone() {
    return !lifted;
  }
}
