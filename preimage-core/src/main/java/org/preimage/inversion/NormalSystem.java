package org.preimage.inversion;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * JᵀJ and Jᵀr of a linear least squares problem in n unknowns, gathered row by row. Squaring the
 * condition costs nothing here: the steps solved from it are repeated, and only their fixed point
 * has to be precise.
 */
final class NormalSystem {
  private final int n;
  private final double[] gram;
  private final double[] gradient;
  private double cost;

  NormalSystem(int n) {
    this.n = n;
    this.gram = new double[n * n];
    this.gradient = new double[n];
  }

  /** Adds the equation ⟨row, d⟩ + residual = 0, the row starting at {@code at} and scaled. */
  void add(double[] rows, int at, double scale, double residual) {
    cost += residual * residual / 2;
    if (scale == 0) {
      return;
    }
    for (int i = 0; i < n; i++) {
      double a = scale * rows[at + i];
      if (a != 0) {
        gradient[i] += a * residual;
        double as = a * scale;
        int start = i * n;
        for (int j = 0; j <= i; j++) {
          gram[start + j] += as * rows[at + j];
        }
      }
    }
  }

  /** Adds the equations √weight·(z + d) = 0. */
  void pull(double[] z, double weight) {
    for (int j = 0; j < n; j++) {
      gram[j * n + j] += weight;
      gradient[j] += weight * z[j];
      cost += weight * z[j] * z[j] / 2;
    }
  }

  /** Keeps unknown j where it is if the step would lead it down the given side. */
  void hold(int j, boolean atLower) {
    boolean outward = atLower ? gradient[j] > 0 : gradient[j] < 0;
    if (!outward) {
      return;
    }
    for (int k = 0; k < n; k++) {
      gram[Math.max(j, k) * n + Math.min(j, k)] = 0;
    }
    gram[j * n + j] = 1;
    gradient[j] = 0;
  }

  /** ½ Σ residual². */
  double cost() {
    return cost;
  }

  /** Largest absolute entry of Jᵀr. */
  double slope() {
    return Arrays.stream(gradient).map(Math::abs).max().orElse(0);
  }

  /** Mean of the diagonal of JᵀJ. */
  double meanCurvature() {
    double trace = 0;
    for (int i = 0; i < n; i++) {
      trace += gram[i * n + i];
    }
    return trace / n;
  }

  /**
   * The d with (JᵀJ + shift·I) d = −Jᵀr, or nothing when that matrix is not numerically positive
   * definite.
   */
  double @Nullable [] step(double shift) {
    double[] l = gram.clone();
    for (int i = 0; i < n; i++) {
      l[i * n + i] += shift;
    }
    if (!factorised(l)) {
      return null;
    }
    double[] d = new double[n];
    for (int i = 0; i < n; i++) {
      double sum = -gradient[i];
      for (int k = 0; k < i; k++) {
        sum -= l[i * n + k] * d[k];
      }
      d[i] = sum / l[i * n + i];
    }
    for (int i = n - 1; i >= 0; i--) {
      double sum = d[i];
      for (int k = i + 1; k < n; k++) {
        sum -= l[k * n + i] * d[k];
      }
      d[i] = sum / l[i * n + i];
    }
    return d;
  }

  /** Cholesky factor in the lower triangle, in place. */
  private boolean factorised(double[] l) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = l[i * n + j];
        for (int k = 0; k < j; k++) {
          sum -= l[i * n + k] * l[j * n + k];
        }
        if (j < i) {
          l[i * n + j] = sum / l[j * n + j];
        } else if (sum > 0 && Double.isFinite(sum)) {
          l[i * n + i] = Math.sqrt(sum);
        } else {
          return false;
        }
      }
    }
    return true;
  }
}
