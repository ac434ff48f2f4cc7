package org.preimage.check;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Indices;

/**
 * Verifies that n + 1 rows have a positive dependence Σ λ_i w_i = 0 with Σ λ_i b_i ≥ 0, so that
 * they cannot all be inactive anywhere. Besides the m rows of the layer there are those of the ends
 * of a box, l_j − x_j as row m + j and x_j − u_j as row m + n + j, which are negative at every
 * interior point; so one of the layer's rows is active there. The dependence is computed in
 * binary64; every rounding error is bounded, so that what is required of the computed numbers
 * implies the claim.
 *
 * <p>With rows w_1 … w_n as the matrix M, λ_0 = 1 and μ = (λ_1 … λ_n), the condition is μM = −w_0.
 * Let R be any matrix, G = I − MR, γ its largest absolute column sum. If γ &lt; 1, M is invertible
 * and M⁻¹ = R(I − G)⁻¹. For any μ̃ with s = −w_0 − μ̃M, μ − μ̃ = sM⁻¹ = (sR)(I − G)⁻¹ has no entry
 * larger than max|sR| / (1 − γ).
 */
final class SimplexRule {
  /**
   * A computed sum of k products differs from the exact one by at most k·2⁻⁵² times the sum of the
   * absolute values (Higham, Accuracy and Stability, §3.1, with room), plus underflow.
   */
  private static final double UNIT = 0x1.0p-52;

  /** Covers the rounding of bounds themselves, which are sums of numbers that are not negative. */
  private static final double ROUND_UP = 1 + 0x1.0p-30;

  /** Covers underflow of every product: far more than 2^20 products of at most 2⁻¹⁰²² each. */
  private static final double UNDERFLOW = 0x1.0p-1000;

  /** Larger systems are refused: the bounds above allow them, their time is not worth it. */
  private static final int MOST_COLUMNS = 1000;

  private final Layer layer;
  private final double within;
  private final int n;
  private final double[] matrix;
  private final double[] inverse;
  private final double[] elimination;
  private final double[] first;
  private final double[] dependence;
  private final double[] biases;
  private final double[] sums;
  private final double[] sizes;

  /**
   * A rule for the rows of one layer.
   *
   * @param within by how much each weight may change: what is verified then holds for all these
   *     rows
   */
  SimplexRule(Layer layer, double within) {
    this.within = within;
    this.layer = layer;
    this.n = layer.columns();
    int size = n <= MOST_COLUMNS ? n : 0;
    this.matrix = new double[size * size];
    this.inverse = new double[size * size];
    this.elimination = new double[size * size];
    this.first = new double[size];
    this.dependence = new double[size];
    this.biases = new double[size + 1];
    this.sums = new double[size];
    this.sizes = new double[size];
  }

  void require(Indices rows) throws Rejection {
    Rejection.unless(n <= MOST_COLUMNS, "", "has %d columns; at most %d", n, MOST_COLUMNS);
    Rejection.unless(
        rows.size() == n + 1, "", "lists %d rows where %d are required", rows.size(), n + 1);
    Set<Integer> seen = new HashSet<>();
    for (int k = 0; k <= n; k++) {
      int i = rows.get(k);
      Rejection.unless(
          i >= 0 && i < (long) layer.rows() + 2L * n && seen.add(i),
          "",
          "row %d is missing or repeated",
          i);
      if (i < layer.rows()) {
        Rejection.unless(layer.kind(i) == Layer.RowKind.RELU, "", "row %d is not a ReLU row", i);
        copy(layer.row(i), k);
        biases[k] = layer.bias(i);
      } else {
        copyEnd(i, k);
      }
    }
    invert();
    Rejection.unless(largestColumnSum() < 0.5, "", "has rows that are too nearly dependent");
    double error = errorOfDependence();
    for (int k = 0; k < n; k++) {
      Rejection.unless(
          dependence[k] > error,
          "",
          "has a multiplier for row %d that is not certainly positive",
          rows.get(k + 1));
    }
    requireBias(error);
  }

  /** The row of an end, whose entries are exact: ±1 and the end itself. */
  private void copyEnd(int i, int k) throws Rejection {
    int which = i - layer.rows();
    boolean lower = which < n;
    int j = lower ? which : which - n;
    double end = Double.NaN;
    if (layer.domain() instanceof Domain.Box box) {
      end = lower ? box.lower().get(j) : box.upper().get(j);
    }
    Rejection.unless(Double.isFinite(end), "", "row %d belongs to no finite end of a box", i);
    double[] target = k == 0 ? first : matrix;
    int at = k == 0 ? 0 : (k - 1) * n;
    Arrays.fill(target, at, at + n, 0);
    target[at + j] = lower ? -1 : 1;
    biases[k] = lower ? end : -end;
  }

  private void copy(SparseRow row, int k) {
    double[] target = k == 0 ? first : matrix;
    int at = k == 0 ? 0 : (k - 1) * n;
    Arrays.fill(target, at, at + n, 0);
    for (int p = 0; p < row.size(); p++) {
      target[at + row.column(p)] = row.value(p);
    }
  }

  /**
   * R ≈ M⁻¹ by elimination; whatever it holds afterwards is judged by {@link #largestColumnSum}.
   */
  private void invert() {
    double[] a = elimination;
    System.arraycopy(matrix, 0, a, 0, n * n);
    Arrays.fill(inverse, 0);
    for (int k = 0; k < n; k++) {
      inverse[k * n + k] = 1;
    }
    for (int c = 0; c < n; c++) {
      int pivot = c;
      for (int r = c + 1; r < n; r++) {
        if (Math.abs(a[r * n + c]) > Math.abs(a[pivot * n + c])) {
          pivot = r;
        }
      }
      swap(a, c, pivot);
      swap(inverse, c, pivot);
      double scale = 1 / a[c * n + c];
      for (int j = 0; j < n; j++) {
        a[c * n + j] *= scale;
        inverse[c * n + j] *= scale;
      }
      for (int r = 0; r < n; r++) {
        if (r != c) {
          double factor = a[r * n + c];
          subtract(a, r, c, factor);
          subtract(inverse, r, c, factor);
        }
      }
    }
  }

  private void swap(double[] a, int r, int s) {
    for (int j = 0; r != s && j < n; j++) {
      double held = a[r * n + j];
      a[r * n + j] = a[s * n + j];
      a[s * n + j] = held;
    }
  }

  private void subtract(double[] a, int r, int c, double factor) {
    for (int j = 0; j < n; j++) {
      a[r * n + j] -= factor * a[c * n + j];
    }
  }

  /** An upper bound of γ. */
  private double largestColumnSum() {
    double[] columns = new double[n];
    for (int i = 0; i < n; i++) {
      Arrays.fill(sums, 0);
      Arrays.fill(sizes, 1);
      sums[i] = 1;
      subtractProduct(matrix, i * n);
      addBounds(columns);
    }
    double most = 0;
    for (int j = 0; j < n; j++) {
      double sizeOfInverse = 0;
      for (int k = 0; k < n; k++) {
        sizeOfInverse += Math.abs(inverse[k * n + j]);
      }
      // A change Δ of M changes G by −ΔR.
      most = Math.max(most, columns[j] + n * within * sizeOfInverse);
    }
    return most * ROUND_UP;
  }

  /** Subtracts a row vector times R from {@code sums}, and adds the sizes of the products. */
  private void subtractProduct(double[] vector, int at) {
    for (int k = 0; k < n; k++) {
      double factor = vector[at + k];
      double size = Math.abs(factor);
      int row = k * n;
      for (int j = 0; j < n; j++) {
        sums[j] -= factor * inverse[row + j];
        sizes[j] += size * Math.abs(inverse[row + j]);
      }
    }
  }

  /** Adds an upper bound of each exact |sum|. */
  private void addBounds(double[] bounds) {
    for (int j = 0; j < n; j++) {
      bounds[j] += Math.abs(sums[j]) + (n + 2) * UNIT * ROUND_UP * sizes[j] + UNDERFLOW;
    }
  }

  /** Computes μ̃; returns an upper bound of its error in any entry. */
  private double errorOfDependence() {
    Arrays.fill(sums, 0);
    Arrays.fill(sizes, 0);
    subtractProduct(first, 0);
    System.arraycopy(sums, 0, dependence, 0, n);
    for (int j = 0; j < n; j++) {
      sums[j] = -first[j];
      sizes[j] = Math.abs(first[j]);
    }
    for (int k = 0; k < n; k++) {
      double factor = dependence[k];
      double size = Math.abs(factor);
      for (int j = 0; j < n; j++) {
        sums[j] -= factor * matrix[k * n + j];
        sizes[j] += size * Math.abs(matrix[k * n + j]);
      }
    }
    // Changes δ of the rows change s by −δ_0 − Σ μ̃_k δ_k.
    double sizeOfDependence = 1;
    for (double multiplier : dependence) {
      sizeOfDependence += Math.abs(multiplier);
    }
    double[] residual = new double[n];
    Arrays.fill(residual, within * sizeOfDependence);
    addBounds(residual);
    double most = 0;
    for (int j = 0; j < n; j++) {
      double moved = 0;
      for (int k = 0; k < n; k++) {
        moved += residual[k] * Math.abs(inverse[k * n + j]);
      }
      most = Math.max(most, moved);
    }
    return 2 * most * ROUND_UP + UNDERFLOW;
  }

  /** Requires Σ λ_i b_i ≥ 0. */
  private void requireBias(double error) throws Rejection {
    double sum = biases[0];
    double size = Math.abs(sum);
    double sizeOfBiases = 0;
    for (int k = 0; k < n; k++) {
      double bias = biases[k + 1];
      sum += dependence[k] * bias;
      size += Math.abs(dependence[k] * bias);
      sizeOfBiases += Math.abs(bias);
    }
    boolean zero = size == 0 && sizeOfBiases == 0;
    double doubt = ((n + 2) * UNIT * size + error * sizeOfBiases + UNDERFLOW) * ROUND_UP;
    // An overflow makes both infinite, and infinite numbers compare as equal.
    Rejection.unless(
        zero || (sum >= doubt && doubt < Double.POSITIVE_INFINITY),
        "",
        "has biases that may sum to less than 0");
  }
}
