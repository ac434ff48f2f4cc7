package org.preimage.check;

/** Finite binary64 numbers as mantissa · 2^exponent. */
final class Dyadic {
  private static final int FRACTION_BITS = 52;

  private Dyadic() {}

  /** Signed, odd or zero, less than 2^53 in magnitude. */
  static long mantissa(double value) {
    if (value == 0) {
      return 0;
    }
    long magnitude = magnitude(value);
    long odd = magnitude >> Long.numberOfTrailingZeros(magnitude);
    return value < 0 ? -odd : odd;
  }

  /** The exponent that goes with {@link #mantissa}; 0 for zero. */
  static int exponent(double value) {
    if (value == 0) {
      return 0;
    }
    return Math.max(Math.getExponent(value), Double.MIN_EXPONENT)
        - FRACTION_BITS
        + Long.numberOfTrailingZeros(magnitude(value));
  }

  private static long magnitude(double value) {
    long fraction = Double.doubleToRawLongBits(value) & ((1L << FRACTION_BITS) - 1);
    return Math.getExponent(value) < Double.MIN_EXPONENT
        ? fraction
        : fraction | (1L << FRACTION_BITS);
  }
}
