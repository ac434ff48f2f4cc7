package org.preimage.check;

/**
 * Arithmetic modulo the prime p = 2⁶¹ − 1. Two is invertible modulo p, so the dyadic rationals map
 * to it by a ring homomorphism: a determinant that is not 0 here is not 0.
 */
final class Modular {
  static final long P = (1L << 61) - 1;

  private Modular() {}

  /** The image of the dyadic rational {@code value}. */
  static long of(double value) {
    long mantissa = Math.floorMod(Dyadic.mantissa(value), P);
    // 2^61 = 1 modulo p, so powers of two repeat.
    return times(mantissa, 1L << Math.floorMod(Dyadic.exponent(value), 61));
  }

  static long times(long a, long b) {
    long high = Math.multiplyHigh(a, b);
    long low = a * b;
    // a·b = q·2^61 + r, and 2^61 = 1.
    long sum = (low & P) + ((low >>> 61) | (high << 3));
    return sum >= P ? sum - P : sum;
  }

  static long minus(long a, long b) {
    long difference = a - b;
    return difference < 0 ? difference + P : difference;
  }

  /** The inverse of {@code a}, which is not 0. */
  static long inverse(long a) {
    long result = 1;
    long power = a;
    for (long e = P - 2; e > 0; e >>= 1) {
      if ((e & 1) == 1) {
        result = times(result, power);
      }
      power = times(power, power);
    }
    return result;
  }
}
