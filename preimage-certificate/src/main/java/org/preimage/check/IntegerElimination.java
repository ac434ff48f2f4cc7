package org.preimage.check;

import java.math.BigInteger;

/** Elimination without fractions (Bareiss): every entry stays a minor of the matrix. */
final class IntegerElimination {
  private IntegerElimination() {}

  /** Whether a symmetric matrix is positive semidefinite. Overwrites it. */
  static boolean isSemidefinite(BigInteger[][] a) {
    BigInteger previous = BigInteger.ONE;
    for (int k = 0; k < a.length; k++) {
      int sign = a[k][k].signum();
      if (sign < 0) {
        return false;
      }
      if (sign == 0) {
        // A semidefinite matrix with a zero on the diagonal is zero in that row and column.
        for (int j = k + 1; j < a.length; j++) {
          if (a[k][j].signum() != 0) {
            return false;
          }
        }
        continue;
      }
      for (int i = k + 1; i < a.length; i++) {
        for (int j = k + 1; j < a.length; j++) {
          a[i][j] = a[i][j].multiply(a[k][k]).subtract(a[i][k].multiply(a[k][j])).divide(previous);
        }
      }
      previous = a[k][k];
    }
    return true;
  }

  /**
   * Whether the columns of a matrix have, up to a factor, exactly one linear dependence, and all
   * its coefficients have the same strict sign. Overwrites the matrix.
   */
  static boolean hasPositiveDependence(BigInteger[][] a, int columns) {
    BigInteger previous = BigInteger.ONE;
    for (int k = 0; k + 1 < columns; k++) {
      int pivot = k;
      while (pivot < a.length && a[pivot][k].signum() == 0) {
        pivot++;
      }
      if (pivot >= a.length) {
        return false;
      }
      BigInteger[] row = a[pivot];
      a[pivot] = a[k];
      a[k] = row;
      for (int i = 0; i < a.length; i++) {
        if (i != k) {
          for (int j = k + 1; j < columns; j++) {
            a[i][j] = a[i][j].multiply(row[k]).subtract(a[i][k].multiply(row[j])).divide(previous);
          }
          a[i][k] = BigInteger.ZERO;
        }
      }
      previous = row[k];
    }
    return isPositive(a, columns);
  }

  /**
   * Reduced: row k reads pivot·λ_k + a_k·λ_last = 0 with one pivot for all; the others read 0 = 0.
   */
  private static boolean isPositive(BigInteger[][] a, int columns) {
    int last = columns - 1;
    int sign = last == 0 ? 1 : a[last - 1][last - 1].signum();
    for (int i = 0; i < a.length; i++) {
      int entry = a[i][last].signum();
      if (i < last ? entry != -sign : entry != 0) {
        return false;
      }
    }
    return true;
  }
}
