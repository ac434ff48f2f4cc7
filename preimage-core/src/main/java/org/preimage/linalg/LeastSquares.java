package org.preimage.linalg;

import java.util.Arrays;
import java.util.Optional;

/** Dense linear least squares in binary64, by the QR factorisation of LAPACK (dgels). */
public final class LeastSquares {
  /** R with a diagonal entry below this, relative to the largest, counts as rank deficient. */
  private static final double RANK_TOLERANCE = 1e-10;

  private LeastSquares() {}

  /**
   * The x that minimises ‖Ax − b‖, or nothing when A has fewer rows than columns or its columns are
   * numerically dependent. O(m n²).
   *
   * @param matrix A, m × n column by column; not changed
   * @param n number of columns, at least 1
   * @param b m numbers
   * @throws UnsupportedOperationException if the native library does not fit this machine
   */
  public static Optional<double[]> solve(double[] matrix, int n, double[] b) {
    int m = b.length;
    if (m < n) {
      return Optional.empty();
    }
    if (!Lapack.isAvailable()) {
      throw new UnsupportedOperationException(
          "Least squares require OpenBLAS but its library could not be loaded here.\n"
              + "Maybe build with the profile of this platform (see pom.xml).");
    }
    double[] factor = matrix.clone();
    double[] x = b.clone();
    if (!Lapack.leastSquares(factor, m, n, x)) {
      return Optional.empty();
    }
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (int j = 0; j < n; j++) {
      double r = Math.abs(factor[j * m + j]);
      least = Math.min(least, r);
      most = Math.max(most, r);
    }
    return least > RANK_TOLERANCE * most ? Optional.of(Arrays.copyOf(x, n)) : Optional.empty();
  }
}
