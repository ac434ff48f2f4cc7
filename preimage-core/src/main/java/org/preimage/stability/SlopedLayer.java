package org.preimage.stability;

import java.util.Arrays;
import org.preimage.certificate.Domain;

/**
 * x ↦ ρ(Wx + b) on a domain, with W of m × n stored in full; ρ_i(z) is z for z ≥ 0 and s_i·z for z
 * &lt; 0, with s_i in [0, 1]: 0 for ReLU, 1 for the identity.
 */
public final class SlopedLayer {
  private final int m;
  private final int n;
  private final double[] weights;
  private final double[] bias;
  private final double[] slopes;
  private final Domain domain;

  /**
   * A layer.
   *
   * @param weights W, m × n
   * @param bias b, length m
   * @param slopes s, length m, in [0, 1]
   * @param domain of dimension n
   * @throws IllegalArgumentException if sizes do not fit or a slope is outside [0, 1]
   */
  public SlopedLayer(double[][] weights, double[] bias, double[] slopes, Domain domain) {
    this.m = weights.length;
    this.n = domain.size();
    if (bias.length != m || slopes.length != m) {
      throw new IllegalArgumentException(
          "A layer requires "
              + m
              + " biases and slopes but received "
              + bias.length
              + " and "
              + slopes.length
              + ".");
    }
    this.weights = new double[m * n];
    for (int i = 0; i < m; i++) {
      if (weights[i].length != n || !(slopes[i] >= 0 && slopes[i] <= 1)) {
        throw new IllegalArgumentException(
            "A layer requires rows of length "
                + n
                + " and slopes in [0, 1] but row "
                + i
                + " has length "
                + weights[i].length
                + " and slope "
                + slopes[i]
                + ".");
      }
      System.arraycopy(weights[i], 0, this.weights, i * n, n);
    }
    this.bias = bias.clone();
    this.slopes = slopes.clone();
    this.domain = domain;
  }

  /** A pure ReLU layer. */
  public static SlopedLayer relu(double[][] weights, double[] bias, Domain domain) {
    return new SlopedLayer(weights, bias, new double[bias.length], domain);
  }

  /** m. */
  public int outputs() {
    return m;
  }

  /** n. */
  public int inputs() {
    return n;
  }

  /** W_ij. */
  public double weight(int i, int j) {
    return weights[i * n + j];
  }

  /** b_i. */
  public double bias(int i) {
    return bias[i];
  }

  /** s_i. */
  public double slope(int i) {
    return slopes[i];
  }

  public Domain domain() {
    return domain;
  }

  /** The least slope; 1 when there are no rows. */
  public double leastSlope() {
    return Arrays.stream(slopes).min().orElse(1);
  }

  /** ⟨w_i, x⟩ in binary64. */
  double product(int i, double[] x) {
    double sum = 0;
    for (int j = 0, p = i * n; j < n; j++, p++) {
      sum += weights[p] * x[j];
    }
    return sum;
  }

  /** ⟨w_i, x⟩ + b_i in binary64. */
  double preActivation(int i, double[] x) {
    return product(i, x) + bias[i];
  }

  /** ρ(Wx + b) in binary64. */
  double[] value(double[] x) {
    double[] y = new double[m];
    for (int i = 0; i < m; i++) {
      double z = preActivation(i, x);
      y[i] = z >= 0 ? z : slopes[i] * z;
    }
    return y;
  }

  /** Σ d_i² w_i w_iᵀ for the derivative at x, in binary64; n × n. */
  double[] frame(double[] x) {
    double[] sum = new double[n * n];
    for (int i = 0; i < m; i++) {
      double factor = preActivation(i, x) >= 0 ? 1 : slopes[i] * slopes[i];
      if (factor != 0) {
        for (int p = 0, row = i * n; p < n; p++) {
          double left = factor * weights[row + p];
          for (int q = 0, at = p * n; q <= p; q++, at++) {
            sum[at] += left * weights[row + q];
          }
        }
      }
    }
    for (int p = 0; p < n; p++) {
      for (int q = 0; q < p; q++) {
        sum[q * n + p] = sum[p * n + q];
      }
    }
    return sum;
  }

  /** Adds factor·w_i w_iᵀ. */
  void addSquare(double[] sum, int i, double factor) {
    if (factor != 0) {
      for (int p = 0; p < n; p++) {
        double left = factor * weights[i * n + p];
        for (int q = 0; q < n; q++) {
          sum[p * n + q] += left * weights[i * n + q];
        }
      }
    }
  }
}
