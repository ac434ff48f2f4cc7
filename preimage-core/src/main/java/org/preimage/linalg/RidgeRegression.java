package org.preimage.linalg;

/**
 * Least squares with a penalty on the size of the coefficients, in binary64 on OpenBLAS: by the
 * normal equations or, where there are fewer samples than features, by their dual, which has the
 * same solution.
 */
public final class RidgeRegression {
  private RidgeRegression() {}

  /** Whether the native library fits this machine; loads it. */
  public static boolean isAvailable() {
    return Lapack.isAvailable();
  }

  /**
   * The B that minimises ‖XB − T‖² + λ‖B‖². With K samples of r features and k = min(K, r): O(K r k
   * + k³).
   *
   * @param x features, one row of r numbers a sample, without constant part; not changed
   * @param r number of features, at least 1
   * @param t targets, one row a sample; not changed
   * @param columns number of targets of a sample, at least 1
   * @param strength λ in units of the mean eigenvalue of the smaller of XᵀX and XXᵀ; above zero
   * @return B, which is zero if X is, r × {@code columns}, column by column
   * @throws UnsupportedOperationException if the native library does not fit this machine
   * @throws ArithmeticException if features are not finite, or their squares are not
   */
  public static double[] fit(double[] x, int r, double[] t, int columns, double strength) {
    if (!Lapack.isAvailable()) {
      throw new UnsupportedOperationException(
          "Ridge regression requires OpenBLAS but its library could not be loaded here.\n"
              + "Maybe build with the profile of this platform (see pom.xml).");
    }
    int samples = x.length / r;
    boolean dual = samples < r;
    int size = Math.min(samples, r);
    double[] gram = Lapack.gram(x, r, samples, dual);
    double trace = 0;
    for (int i = 0; i < size; i++) {
      trace += gram[i * size + i];
    }
    if (trace == 0) {
      return new double[Math.multiplyExact(r, columns)];
    }
    for (int i = 0; i < size; i++) {
      gram[i * size + i] += strength * trace / size;
    }
    double[] byColumn = new double[t.length];
    for (int k = 0; k < t.length; k++) {
      byColumn[k % columns * samples + k / columns] = t[k];
    }
    double[] solution = dual ? byColumn : Lapack.product(x, r, samples, byColumn, columns);
    if (!Lapack.solvePositive(gram, size, solution, columns)) {
      throw new ArithmeticException(
          "Ridge regression requires finite features but received others, or too large ones.");
    }
    return dual ? Lapack.product(x, r, samples, solution, columns) : solution;
  }
}
