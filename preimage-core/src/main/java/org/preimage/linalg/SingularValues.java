package org.preimage.linalg;

import java.util.Arrays;
import java.util.Optional;

/**
 * Singular values and numerical kernels of dense matrices in binary64, by the divide-and-conquer
 * method of LAPACK (dgesdd). Values are accurate to about 10⁻¹⁵ times the largest, so a small one
 * says "nearly dependent", never "dependent": that is for exact arithmetic to decide.
 *
 * <p>The native library is loaded by the first call.
 */
public final class SingularValues {
  private SingularValues() {}

  /** Whether the native library fits this machine; loads it. */
  public static boolean isAvailable() {
    return Lapack.isAvailable();
  }

  /**
   * All singular values, largest first; O(m n min(m, n)).
   *
   * @param matrix m rows of one length n; with no rows there are no values
   * @return min(m, n) values
   * @throws IllegalArgumentException if a row has another length or an entry is NaN or infinite
   * @throws UnsupportedOperationException if the native library does not fit this machine
   */
  public static double[] of(double[][] matrix) {
    int n = matrix.length == 0 ? 0 : matrix[0].length;
    if (n == 0) {
      return new double[0];
    }
    double[] transposed = transposed(matrix, n);
    requireLibrary();
    return Lapack.singularValues(transposed, n, matrix.length);
  }

  /**
   * A unit vector v with ‖Av‖ ≤ relativeTolerance · ‖A‖: the right singular vector of the smallest
   * singular value, where fewer rows than columns count as value zero. Empty when every singular
   * value is larger. With no rows, or only zeros, any unit vector will do. O(n² (m + n)).
   *
   * @param matrix A, m rows of length n
   * @param columns n; needed where there are no rows
   * @param relativeTolerance at least zero; 1e-11 leaves four digits above rounding
   * @throws IllegalArgumentException if a row has another length or an entry is NaN or infinite
   * @throws UnsupportedOperationException if the native library does not fit this machine
   */
  public static Optional<double[]> nullVector(
      double[][] matrix, int columns, double relativeTolerance) {
    if (!(relativeTolerance >= 0)) {
      throw new IllegalArgumentException(
          "A numerical kernel requires a tolerance of at least zero but received "
              + relativeTolerance
              + ".");
    }
    if (columns == 0) {
      return Optional.empty();
    }
    if (matrix.length == 0) {
      return Optional.of(lastUnitVector(columns));
    }
    // Row-major A is column-major Aᵀ, whose left singular vectors are the right ones of A.
    double[] transposed = transposed(matrix, columns);
    requireLibrary();
    double[] left = new double[columns * columns];
    double[] values = Lapack.leftSingularVectors(transposed, columns, matrix.length, left);
    double smallest = matrix.length < columns ? 0 : values[columns - 1];
    return smallest <= relativeTolerance * values[0]
        ? Optional.of(Arrays.copyOfRange(left, columns * (columns - 1), columns * columns))
        : Optional.empty();
  }

  /**
   * The singular values of A with all n right singular vectors; where there are fewer rows than
   * columns the missing values are zero. O(n² (m + n)).
   *
   * @param values n of them, largest first
   * @param vectors n orthonormal rows of length n, in the order of the values
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record RightVectors(double[] values, double[][] vectors) {}

  /**
   * Right singular vectors of a dense matrix.
   *
   * @param matrix A, m × n row by row, m at least 1; not changed
   * @param n number of columns, at least 1
   * @throws UnsupportedOperationException if the native library does not fit this machine
   */
  public static RightVectors rightVectors(double[] matrix, int n) {
    requireLibrary();
    // Row-major A is column-major Aᵀ, whose left singular vectors are the right ones of A.
    int m = matrix.length / n;
    double[] left = new double[n * n];
    double[] found = Lapack.leftSingularVectors(matrix.clone(), n, m, left);
    double[][] vectors = new double[n][];
    for (int j = 0; j < n; j++) {
      vectors[j] = Arrays.copyOfRange(left, j * n, (j + 1) * n);
    }
    return new RightVectors(Arrays.copyOf(found, n), vectors);
  }

  private static double[] lastUnitVector(int n) {
    double[] unit = new double[n];
    unit[n - 1] = 1;
    return unit;
  }

  private static double[] transposed(double[][] matrix, int n) {
    if ((long) n * Math.max(n, matrix.length) > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "Singular values require fewer than 2^31 entries but received "
              + matrix.length
              + " × "
              + n
              + ".");
    }
    double[] all = new double[matrix.length * n];
    for (int i = 0; i < matrix.length; i++) {
      requireFinite(matrix[i], i, n);
      System.arraycopy(matrix[i], 0, all, i * n, n);
    }
    return all;
  }

  private static void requireFinite(double[] row, int i, int n) {
    if (row.length != n) {
      throw new IllegalArgumentException(
          "Singular values require rows of one length "
              + n
              + " but received "
              + row.length
              + " (row "
              + i
              + ").");
    }
    for (int j = 0; j < n; j++) {
      if (!Double.isFinite(row[j])) {
        throw new IllegalArgumentException(
            "Singular values require finite entries but received "
                + row[j]
                + " (row "
                + i
                + ", column "
                + j
                + ").\nMaybe an earlier computation overflowed.");
      }
    }
  }

  private static void requireLibrary() {
    if (!Lapack.isAvailable()) {
      throw new UnsupportedOperationException(
          "Singular values require OpenBLAS but its library could not be loaded here.\n"
              + "Maybe build with the profile of this platform (see pom.xml).");
    }
  }
}
