package org.preimage.check;

import java.math.BigInteger;

/** An exact running sum of numbers a · 2^e. */
final class DyadicSum {
  private BigInteger mantissa = BigInteger.ZERO;
  private int exponent;

  /** Adds {@code a} · 2^{@code e}. */
  void add(BigInteger a, int e) {
    if (a.signum() == 0) {
      return;
    }
    if (mantissa.signum() == 0) {
      mantissa = a;
      exponent = e;
    } else if (e >= exponent) {
      mantissa = mantissa.add(a.shiftLeft(e - exponent));
    } else {
      mantissa = mantissa.shiftLeft(exponent - e).add(a);
      exponent = e;
    }
  }

  /** Adds {@code factor} · {@code value}. */
  void add(BigInteger factor, double value) {
    add(factor.multiply(BigInteger.valueOf(Dyadic.mantissa(value))), Dyadic.exponent(value));
  }

  void clear() {
    mantissa = BigInteger.ZERO;
    exponent = 0;
  }

  int signum() {
    return mantissa.signum();
  }

  BigInteger mantissa() {
    return mantissa;
  }

  int exponent() {
    return exponent;
  }
}
