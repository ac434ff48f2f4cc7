package org.preimage.capacity.experiment;

import java.math.BigInteger;

/**
 * A matrix of binary64 numbers times the power of two that makes them whole: a positive multiple,
 * which changes neither signs nor ranks.
 */
final class IntegerMatrix {
  private final BigInteger[] entries;
  private final int rows;
  private final int columns;

  private IntegerMatrix(BigInteger[] entries, int rows, int columns) {
    this.entries = entries;
    this.rows = rows;
    this.columns = columns;
  }

  /** Multiples of finite entries, row-major. */
  static IntegerMatrix of(double[] values, int rows, int columns) {
    int least = Integer.MAX_VALUE;
    for (double value : values) {
      if (value != 0) {
        least = Math.min(least, exponent(value));
      }
    }
    BigInteger[] entries = new BigInteger[values.length];
    for (int k = 0; k < values.length; k++) {
      entries[k] =
          values[k] == 0
              ? BigInteger.ZERO
              : mantissa(values[k]).shiftLeft(exponent(values[k]) - least);
    }
    return new IntegerMatrix(entries, rows, columns);
  }

  private static int exponent(double value) {
    return Math.max(Math.getExponent(value), Double.MIN_EXPONENT) - 52;
  }

  private static BigInteger mantissa(double value) {
    return BigInteger.valueOf((long) Math.scalb(value, -exponent(value)));
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  BigInteger get(int i, int j) {
    return entries[i * columns + j];
  }

  /** Row i times a vector. */
  BigInteger product(int i, BigInteger[] x) {
    BigInteger sum = BigInteger.ZERO;
    for (int j = 0; j < columns; j++) {
      if (x[j].signum() != 0 && get(i, j).signum() != 0) {
        sum = sum.add(get(i, j).multiply(x[j]));
      }
    }
    return sum;
  }
}
