package org.preimage.linalg;

import org.bytedeco.openblas.global.openblas;

/**
 * OpenBLAS, loaded at the first call and held to one thread: matrices here are small, and a second
 * thread made them slower. Matrices are column-major.
 */
final class Lapack {
  private static final byte VALUES_ONLY = 'N';

  private Lapack() {}

  /** The holder idiom: the library is unpacked and loaded when this class is first touched. */
  private static final class Library {
    static final boolean LOADED = load();

    private static boolean load() {
      try {
        openblas.blas_set_num_threads(1);
        return true;
      } catch (LinkageError | RuntimeException absent) {
        // No library for this platform, or no place to unpack it: callers have another way.
        return false;
      }
    }
  }

  /** Whether the native library fits this machine; loads it. */
  static boolean isAvailable() {
    return Library.LOADED;
  }

  /**
   * Singular values, largest first, of a matrix that is overwritten.
   *
   * @param matrix rows × columns, column-major
   */
  static double[] singularValues(double[] matrix, int rows, int columns) {
    double[] values = new double[Math.min(rows, columns)];
    double[] none = new double[1];
    int info =
        openblas.LAPACKE_dgesdd(
            openblas.LAPACK_COL_MAJOR,
            VALUES_ONLY,
            rows,
            columns,
            matrix,
            rows,
            values,
            none,
            rows,
            none,
            columns);
    requireConverged(info);
    return values;
  }

  /**
   * Singular values and all left singular vectors of a matrix that is overwritten.
   *
   * @param matrix rows × columns, column-major
   * @param left filled with rows × rows, vectors as columns
   */
  static double[] leftSingularVectors(double[] matrix, int rows, int columns, double[] left) {
    int size = Math.min(rows, columns);
    double[] values = new double[size];
    boolean wide = rows <= columns;
    int rightRows = wide ? rows : columns;
    double[] right = new double[rightRows * columns];
    int info =
        openblas.LAPACKE_dgesdd(
            openblas.LAPACK_COL_MAJOR,
            (byte) (wide ? 'S' : 'A'),
            rows,
            columns,
            matrix,
            rows,
            values,
            left,
            rows,
            right,
            rightRows);
    requireConverged(info);
    return values;
  }

  /**
   * Least squares by LQ; both arrays are overwritten, the first n entries of b by the solution and
   * the matrix, seen as n × m column by column, by L below its diagonal.
   *
   * @param matrix m × n row by row, m ≥ n
   * @return whether no diagonal entry of L is exactly zero
   */
  static boolean leastSquaresOfRows(double[] matrix, int m, int n, double[] b) {
    return openblas.LAPACKE_dgels(openblas.LAPACK_COL_MAJOR, (byte) 'T', n, m, 1, matrix, n, b, m)
        == 0;
  }

  /**
   * Solves Ax = b by LU in binary32 with refinement in binary64, or in binary64 where that does not
   * converge; the matrix may be overwritten.
   *
   * @param matrix n × n, column-major
   * @param x filled with the solution
   * @return whether no pivot is exactly zero
   */
  static boolean solveRefined(double[] matrix, int n, double[] b, double[] x) {
    int[] iterations = new int[1];
    return openblas.LAPACKE_dsgesv(
            openblas.LAPACK_COL_MAJOR, n, 1, matrix, n, new int[n], b, n, x, n, iterations)
        == 0;
  }

  /**
   * The lower triangle of AAᵀ, rows × rows, or AᵀA, columns × columns.
   *
   * @param matrix A, column-major
   * @param ofColumns whether AᵀA is wanted
   */
  static double[] gram(double[] matrix, int rows, int columns, boolean ofColumns) {
    int size = ofColumns ? columns : rows;
    double[] gram = new double[Math.multiplyExact(size, size)];
    openblas.cblas_dsyrk(
        openblas.CblasColMajor,
        openblas.CblasLower,
        ofColumns ? openblas.CblasTrans : openblas.CblasNoTrans,
        size,
        ofColumns ? rows : columns,
        1,
        matrix,
        rows,
        0,
        gram,
        size);
    return gram;
  }

  /** AB for A rows × inner and B inner × columns, all column-major. */
  static double[] product(double[] a, int rows, int inner, double[] b, int columns) {
    double[] product = new double[Math.multiplyExact(rows, columns)];
    openblas.cblas_dgemm(
        openblas.CblasColMajor,
        openblas.CblasNoTrans,
        openblas.CblasNoTrans,
        rows,
        columns,
        inner,
        1,
        a,
        rows,
        b,
        inner,
        0,
        product,
        rows);
    return product;
  }

  /**
   * Solves AX = B by Cholesky's method; both arrays are overwritten, B by X.
   *
   * @param matrix A, size × size; its lower triangle is read
   * @param b size × columns, column-major
   * @return whether A was numerically positive definite
   */
  static boolean solvePositive(double[] matrix, int size, double[] b, int columns) {
    return openblas.LAPACKE_dposv(
            openblas.LAPACK_COL_MAJOR, (byte) 'L', size, columns, matrix, size, b, size)
        == 0;
  }

  private static void requireConverged(int info) {
    if (info != 0) {
      throw new ArithmeticException(
          "dgesdd requires a finite matrix and converged iterations but returned "
              + info
              + ".\nMaybe scale the matrix to entries near one.");
    }
  }
}
