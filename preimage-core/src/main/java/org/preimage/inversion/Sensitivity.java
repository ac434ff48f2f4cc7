package org.preimage.inversion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.preimage.linalg.SingularValues;

/** The Jacobian J of the observed outputs at a code: its rank, and how noise passes through it. */
final class Sensitivity {
  /** Singular values below this, relative to the largest, count as zero. */
  static final double RANK_TOLERANCE = 1e-10;

  /** Far above what errors of binary32 do to singular values. */
  private static final double CLEAR = 1e-4;

  /**
   * Above the 95 % that is promised: first-order bars miss what curvature and kinks add. At 97.5 %
   * they covered 97.0, 95.9 and 94.7 % of 1000 codes of a small ReLU decoder with noise of 0.1, 1
   * and 3 % of an output.
   */
  static final double LEVEL = 0.99;

  private final int n;
  private final SingularValues.RightVectors decomposition;
  private final int rank;

  /**
   * @param jacobian of the observed outputs, row by row
   * @param n number of columns
   */
  Sensitivity(double[] jacobian, int n) {
    this.n = n;
    this.decomposition = SingularValues.rightVectors(jacobian, n);
    double[] values = decomposition.values();
    double zero = RANK_TOLERANCE * values[0];
    this.rank = (int) Arrays.stream(values).filter(s -> s > zero).count();
  }

  /** Whether J has full rank for sure although its entries may have seven digits only. */
  boolean isClear() {
    double[] values = decomposition.values();
    return rank == n && values[n - 1] > CLEAR * values[0];
  }

  /** Orthonormal directions that J takes to zero, up to rounding. */
  List<double[]> kernel() {
    return vectorsFrom(rank);
  }

  /**
   * The same where derivatives may have seven digits only: of the directions that matter least.
   *
   * @param most how many to hand out
   */
  List<double[]> roughKernel(int most) {
    double zero = CLEAR * decomposition.values()[0];
    int clear = (int) Arrays.stream(decomposition.values()).filter(s -> s > zero).count();
    return vectorsFrom(Math.max(clear, n - most));
  }

  private List<double[]> vectorsFrom(int first) {
    List<double[]> vectors = new ArrayList<>();
    for (int j = first; j < n; j++) {
      vectors.add(decomposition.vectors()[j].clone());
    }
    return vectors;
  }

  /**
   * Bars for noise of deviation σ in the data: with covariance C = σ²(JᵀJ)⁻¹ of the code.
   *
   * @param full Jacobian of all outputs, row by row
   */
  Trust trust(double noise, double[] full) {
    double[] variances = new double[n];
    for (int k = 0; k < n; k++) {
      double s = decomposition.values()[k];
      variances[k] = k < rank ? noise * noise / (s * s) : Double.POSITIVE_INFINITY;
    }
    double[] identity = new double[n * n];
    for (int j = 0; j < n; j++) {
      identity[j * n + j] = 1;
    }
    return new Trust(
        decomposition.values().clone(),
        rank,
        n,
        noise,
        bars(variances, identity),
        bars(variances, full),
        rank == n
            ? Math.sqrt(ChiSquare.weightedQuantile(variances, LEVEL))
            : Double.POSITIVE_INFINITY);
  }

  /** Standard deviations of ⟨row, z⟩ for every row. */
  private double[] bars(double[] variances, double[] rows) {
    double[] bars = new double[rows.length / n];
    for (int i = 0; i < bars.length; i++) {
      double variance = 0;
      double length = norm(rows, i * n);
      for (int k = 0; k < n && length > 0; k++) {
        double along = 0;
        for (int j = 0; j < n; j++) {
          along += rows[i * n + j] * decomposition.vectors()[k][j];
        }
        if (Math.abs(along) > RANK_TOLERANCE * length) {
          variance += along * along * variances[k];
        }
      }
      bars[i] = Math.sqrt(variance);
    }
    return bars;
  }

  private double norm(double[] rows, int at) {
    double sum = 0;
    for (int j = 0; j < n; j++) {
      sum += rows[at + j] * rows[at + j];
    }
    return Math.sqrt(sum);
  }
}
