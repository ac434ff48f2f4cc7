package org.preimage.linalg;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Dense linear least squares in binary64, by the LAPACK factorisations dgels and dsgesv. */
public final class LeastSquares {
  /** R with a diagonal entry below this, relative to the largest, counts as rank deficient. */
  private static final double RANK_TOLERANCE = 1e-10;

  private static final int PROBES = 16;
  private static final int BLOCK = 32;

  private LeastSquares() {}

  /**
   * The x that minimises the sum of squared residuals of the equations, the inequalities left out;
   * nothing when there are fewer equations than unknowns or their columns are numerically
   * dependent. O(m n²).
   *
   * @throws UnsupportedOperationException if the native library does not fit this machine
   */
  public static Optional<double[]> solve(OneSidedSystem system) {
    OneSidedSystem equations = system.equations();
    double[] x = equations.right().clone();
    return factor(equations, x).map(l -> Arrays.copyOf(x, equations.columns()));
  }

  /**
   * The root of the mean over j of Var x_j when every right side has an independent error of
   * variance one: √(tr (AᵀA)⁻¹ / n), estimated with a few random signs to about a tenth.
   *
   * @return infinite where the equations do not determine x
   */
  public static double amplification(OneSidedSystem system, RandomGenerator signs) {
    OneSidedSystem equations = system.equations();
    int n = equations.columns();
    Optional<double[]> factor = factor(equations, equations.right().clone());
    if (factor.isEmpty()) {
      return Double.POSITIVE_INFINITY;
    }
    double sum = 0;
    for (int probe = 0; probe < PROBES; probe++) {
      double[] v = new double[n];
      Arrays.setAll(v, j -> signs.nextBoolean() ? 1 : -1);
      forwardSubstitute(factor.get(), v);
      sum += Arrays.stream(v).map(a -> a * a).sum();
    }
    return Math.sqrt(sum / PROBES / n);
  }

  /** v becomes L⁻¹v, by columns of L. */
  private static void forwardSubstitute(double[] l, double[] v) {
    int n = v.length;
    for (int j = 0; j < n; j++) {
      v[j] /= l[j * n + j];
      for (int i = j + 1; i < n; i++) {
        v[i] -= l[j * n + i] * v[j];
      }
    }
  }

  /**
   * L with AAᵀ = LLᵀ for the rows as columns of A, n × n column by column; x, the right sides,
   * becomes the solution.
   */
  private static Optional<double[]> factor(OneSidedSystem equations, double[] x) {
    int n = equations.columns();
    if (equations.size() < n) {
      return Optional.empty();
    }
    requireLibrary();
    double[] factor = equations.rows().clone();
    if (!Lapack.leastSquaresOfRows(factor, equations.size(), n, x)) {
      return Optional.empty();
    }
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (int j = 0; j < n; j++) {
      double r = Math.abs(factor[j * n + j]);
      least = Math.min(least, r);
      most = Math.max(most, r);
    }
    return least > RANK_TOLERANCE * most ? Optional.of(factor) : Optional.empty();
  }

  /**
   * Meets the first n equations by elimination in binary32 with refinement in binary64, which takes
   * a fraction of least squares on all; nothing if they are dependent. Whether the other equations
   * hold too is for the caller to see.
   *
   * @throws UnsupportedOperationException if the native library does not fit this machine
   */
  public static Optional<double[]> solveFirst(OneSidedSystem equations) {
    int n = equations.columns();
    if (equations.size() < n) {
      return Optional.empty();
    }
    requireLibrary();
    double[] x = new double[n];
    double[] matrix = transposed(equations.rows(), n);
    return Lapack.solveRefined(matrix, n, Arrays.copyOf(equations.right(), n), x)
        ? Optional.of(x)
        : Optional.empty();
  }

  /** The first n rows column by column, in blocks that stay in the cache. */
  private static double[] transposed(double[] rows, int n) {
    double[] columns = new double[n * n];
    for (int top = 0; top < n; top += BLOCK) {
      for (int left = 0; left < n; left += BLOCK) {
        for (int i = top; i < Math.min(n, top + BLOCK); i++) {
          for (int j = left; j < Math.min(n, left + BLOCK); j++) {
            columns[j * n + i] = rows[i * n + j];
          }
        }
      }
    }
    return columns;
  }

  private static void requireLibrary() {
    if (!Lapack.isAvailable()) {
      throw new UnsupportedOperationException(
          "Least squares require OpenBLAS but its library could not be loaded here.\n"
              + "Maybe build with the profile of this platform (see pom.xml).");
    }
  }
}
