package org.preimage.linalg;

/** Arithmetic modulo the prime p = 2⁶¹ − 1. Canonical residues are 0 … p − 1. */
public final class Mersenne61 {
  /** The modulus. */
  public static final long P = (1L << 61) - 1;

  private Mersenne61() {}

  /**
   * The residue of the dyadic rational that {@code value} stores. Powers of two are rotations of 61
   * bits because 2⁶¹ ≡ 1, so no exponent is too small or too large.
   *
   * @throws IllegalArgumentException if {@code value} is NaN or infinite
   */
  public static long residue(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "A residue requires a finite number but received " + value + ".");
    }
    int exponent = Math.max(Math.getExponent(value), Double.MIN_EXPONENT) - 52;
    long mantissa = Double.doubleToRawLongBits(value) & 0xfffffffffffffL;
    if (Math.getExponent(value) >= Double.MIN_EXPONENT) {
      mantissa |= 1L << 52;
    }
    int turn = Math.floorMod(exponent, 61);
    long residue = ((mantissa << turn) | (mantissa >>> (61 - turn))) & P;
    return value < 0 ? negate(residue) : residue;
  }

  /** −a for a canonical residue. */
  public static long negate(long a) {
    return a == 0 ? 0 : P - a;
  }

  /** The canonical residue of 0 ≤ a &lt; 2⁶³. */
  public static long reduce(long a) {
    long once = (a & P) + (a >>> 61);
    return once >= P ? once - P : once;
  }

  /** a − b for canonical residues. */
  public static long subtract(long a, long b) {
    long difference = a - b;
    return difference < 0 ? difference + P : difference;
  }

  /** a · b for canonical residues. */
  public static long multiply(long a, long b) {
    return reduce(multiplyLoosely(a, b));
  }

  /**
   * A number below 2⁶² congruent to a·b; needs a·b &lt; 2¹²² (so one factor may be up to p + 2 when
   * the other is canonical).
   */
  public static long multiplyLoosely(long a, long b) {
    long low = a * b;
    return ((Math.multiplyHigh(a, b) << 3) | (low >>> 61)) + (low & P);
  }

  /**
   * The inverse of a ≠ 0.
   *
   * @throws ArithmeticException if a ≡ 0
   */
  public static long inverse(long a) {
    if (a == 0) {
      throw new ArithmeticException("Zero has no inverse modulo 2^61 - 1.");
    }
    long power = 1;
    long square = a;
    for (long e = P - 2; e != 0; e >>= 1) { // Fermat
      if ((e & 1) == 1) {
        power = multiply(power, square);
      }
      square = multiply(square, square);
    }
    return power;
  }
}
