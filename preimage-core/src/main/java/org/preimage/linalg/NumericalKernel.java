package org.preimage.linalg;

import java.util.Arrays;
import java.util.Optional;

/**
 * A vector that a dense matrix takes (nearly) to zero. Up to {@value #MAX_SVD_COLUMNS} columns it
 * comes from the singular value decomposition; larger matrices, and machines without the native
 * library, get elimination with complete pivoting, which needs O(n · rank) row operations instead
 * of O(n³).
 */
public final class NumericalKernel {
  private static final int MAX_SVD_COLUMNS = 1000;

  private NumericalKernel() {}

  /**
   * A unit vector of the numerical kernel, or nothing when the columns are independent.
   *
   * @param matrix m rows of length n; not changed
   * @param columns n
   * @param relativeTolerance what counts as zero, relative to the norm of the matrix (singular
   *     values) or its largest entry (elimination)
   * @throws IllegalArgumentException if a row has another length or an entry is NaN or infinite
   */
  public static Optional<double[]> vector(
      double[][] matrix, int columns, double relativeTolerance) {
    return columns <= MAX_SVD_COLUMNS && SingularValues.isAvailable()
        ? SingularValues.nullVector(matrix, columns, relativeTolerance)
        : Elimination.kernel(matrix, columns, relativeTolerance);
  }

  /** Column operations on [Aᵀ | I]: a column of A that becomes zero leaves its combination. */
  static final class Elimination {
    private final int n;
    private final int m;
    private final double[][] work;
    private final boolean[] used;
    private int bestColumn;
    private int bestRow;

    private Elimination(double[][] matrix, int n) {
      this.n = n;
      this.m = matrix.length;
      this.work = new double[n][m + n];
      this.used = new boolean[m];
      for (int j = 0; j < n; j++) {
        for (int i = 0; i < m; i++) {
          work[j][i] = matrix[i][j];
        }
        work[j][m + j] = 1;
      }
    }

    static Optional<double[]> kernel(double[][] matrix, int n, double relativeTolerance) {
      double zero = relativeTolerance * largestEntry(matrix);
      return new Elimination(matrix, n).run(zero);
    }

    private static double largestEntry(double[][] matrix) {
      double largest = 0;
      for (double[] row : matrix) {
        for (double value : row) {
          if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                "A numerical kernel requires finite entries but received " + value + ".");
          }
          largest = Math.max(largest, Math.abs(value));
        }
      }
      return largest;
    }

    private Optional<double[]> run(double zero) {
      for (int step = 0; step < n; step++) {
        findPivot(step, zero);
        if (bestRow < 0) {
          return Optional.of(unit(work[step]));
        }
        used[bestRow] = true;
        double[] swap = work[step];
        work[step] = work[bestColumn];
        work[bestColumn] = swap;
        clearRow(step);
      }
      return Optional.empty();
    }

    private void findPivot(int step, double zero) {
      double best = zero;
      bestRow = -1;
      for (int j = step; j < n; j++) {
        for (int i = 0; i < m; i++) {
          if (!used[i] && Math.abs(work[j][i]) > best) {
            best = Math.abs(work[j][i]);
            bestColumn = j;
            bestRow = i;
          }
        }
      }
    }

    private void clearRow(int step) {
      double[] pivot = work[step];
      for (int j = step + 1; j < n; j++) {
        double factor = work[j][bestRow] / pivot[bestRow];
        if (factor != 0) {
          for (int k = 0; k < m + n; k++) {
            work[j][k] -= factor * pivot[k];
          }
          work[j][bestRow] = 0;
        }
      }
    }

    private double[] unit(double[] row) {
      double[] vector = Arrays.copyOfRange(row, m, m + n);
      double sum = 0;
      for (double value : vector) {
        sum += value * value;
      }
      for (int j = 0; j < n; j++) {
        vector[j] /= Math.sqrt(sum);
      }
      return vector;
    }
  }
}
