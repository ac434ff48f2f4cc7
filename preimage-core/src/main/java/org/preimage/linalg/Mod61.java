package org.preimage.linalg;

/**
 * Arithmetic modulo the prime p = 2⁶¹ − 1. Ranks computed modulo p never exceed the rank over the
 * rationals, so full rank modulo p proves full rank.
 */
public final class Mod61 {
  /** The modulus. */
  public static final long P = (1L << 61) - 1;

  private Mod61() {}

  /** a + b for residues in [0, p). */
  public static long add(long a, long b) {
    long sum = a + b;
    return sum >= P ? sum - P : sum;
  }

  /** a − b for residues in [0, p). */
  public static long subtract(long a, long b) {
    long difference = a - b;
    return difference < 0 ? difference + P : difference;
  }

  /** a · b for residues in [0, p). */
  public static long multiply(long a, long b) {
    long high = Math.multiplyHigh(a, b);
    long low = a * b;
    // a·b = high·2^64 + low and 2^61 ≡ 1.
    long sum = (low & P) + ((low >>> 61) | (high << 3));
    return sum >= P ? sum - P : sum;
  }

  /** Multiplicative inverse of a residue that is not 0. */
  public static long inverse(long a) {
    long result = 1;
    long base = a;
    for (long exponent = P - 2; exponent != 0; exponent >>= 1) {
      if ((exponent & 1) != 0) {
        result = multiply(result, base);
      }
      base = multiply(base, base);
    }
    return result;
  }

  /** Residue of the dyadic rational that a finite binary64 number stores; 2 is invertible. */
  public static long of(double value) {
    if (value == 0) {
      return 0;
    }
    int exponent = ExactKernel.exponentOfLastBit(value);
    long odd = ExactKernel.scaled(Math.abs(value), exponent).longValueExact();
    long residue = multiply(odd % P, powerOfTwo(exponent));
    return value < 0 ? subtract(0, residue) : residue;
  }

  private static long powerOfTwo(int exponent) {
    // The order of 2 modulo p is 61.
    return 1L << Math.floorMod(exponent, 61);
  }
}
