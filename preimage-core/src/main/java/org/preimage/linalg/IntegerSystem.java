package org.preimage.linalg;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/** Square systems of integers, solved without fractions (Bareiss 1968). */
public final class IntegerSystem {
  private IntegerSystem() {}

  /**
   * Solves Ax = b for an r × r matrix: x_i = result[i] / result[r], result[r] ≠ 0. About r³
   * multiplications and divisions of numbers up to r times as long as the entries.
   *
   * @param augmented r rows (A | b) of r + 1 integers, not modified
   * @return empty if A is singular
   */
  public static Optional<BigInteger[]> solve(BigInteger[][] augmented) {
    int r = augmented.length;
    BigInteger[][] a =
        Arrays.stream(augmented).map(BigInteger[]::clone).toArray(BigInteger[][]::new);
    BigInteger previous = BigInteger.ONE;
    for (int k = 0; k < r; k++) {
      int pivot = k;
      while (pivot < r && a[pivot][k].signum() == 0) {
        pivot++;
      }
      if (pivot == r) {
        return Optional.empty();
      }
      BigInteger[] row = a[pivot];
      a[pivot] = a[k];
      a[k] = row;
      for (int i = k + 1; i < r; i++) {
        eliminate(a[i], row, k, previous);
      }
      previous = row[k];
    }
    return Optional.of(substitute(a));
  }

  /** Every entry stays a minor of the matrix, up to sign, so the division leaves no rest. */
  private static void eliminate(BigInteger[] row, BigInteger[] by, int k, BigInteger previous) {
    BigInteger lead = row[k];
    for (int j = k + 1; j < row.length; j++) {
      row[j] = row[j].multiply(by[k]).subtract(lead.multiply(by[j])).divide(previous);
    }
    row[k] = BigInteger.ZERO;
  }

  /** With the last pivot as denominator, Cramer's rule says that all numerators are integers. */
  private static BigInteger[] substitute(BigInteger[][] a) {
    int r = a.length;
    BigInteger[] x = new BigInteger[r + 1];
    x[r] = r == 0 ? BigInteger.ONE : a[r - 1][r - 1];
    for (int i = r - 1; i >= 0; i--) {
      BigInteger sum = a[i][r].multiply(x[r]);
      for (int j = i + 1; j < r; j++) {
        sum = sum.subtract(a[i][j].multiply(x[j]));
      }
      x[i] = sum.divide(a[i][i]);
    }
    return x;
  }
}
