package org.preimage.certificate;

import java.math.BigInteger;

/**
 * An exact number p/q in lowest terms with q &gt; 0.
 *
 * @param numerator p
 * @param denominator q, positive and coprime to p
 */
public record Rational(BigInteger numerator, BigInteger denominator)
    implements Comparable<Rational> {
  public static final Rational ZERO = new Rational(BigInteger.ZERO, BigInteger.ONE);
  public static final Rational ONE = new Rational(BigInteger.ONE, BigInteger.ONE);

  /**
   * Reduces to lowest terms.
   *
   * @throws ArithmeticException if {@code denominator} is 0
   */
  public Rational {
    if (denominator.signum() == 0) {
      throw new ArithmeticException("A rational requires a non-zero denominator.");
    }
    if (denominator.signum() < 0) {
      numerator = numerator.negate();
      denominator = denominator.negate();
    }
    if (!denominator.equals(BigInteger.ONE)) {
      BigInteger divisor = commonDivisor(numerator, denominator);
      numerator = numerator.divide(divisor);
      denominator = denominator.divide(divisor);
    }
  }

  public static Rational of(long integer) {
    return new Rational(BigInteger.valueOf(integer), BigInteger.ONE);
  }

  /**
   * The dyadic rational that {@code value} stores.
   *
   * @throws IllegalArgumentException if {@code value} is NaN or infinite
   */
  public static Rational of(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "An exact number requires a finite value but received " + value + ".");
    }
    if (value == 0) {
      return ZERO;
    }
    int exponent = Math.max(Math.getExponent(value), Double.MIN_EXPONENT) - 52;
    long mantissa = Double.doubleToRawLongBits(value) & 0xfffffffffffffL;
    if (Math.getExponent(value) >= Double.MIN_EXPONENT) {
      mantissa |= 1L << 52;
    }
    BigInteger signed = BigInteger.valueOf(value < 0 ? -mantissa : mantissa);
    return exponent >= 0
        ? new Rational(signed.shiftLeft(exponent), BigInteger.ONE)
        : new Rational(signed, BigInteger.ONE.shiftLeft(-exponent));
  }

  public Rational plus(Rational other) {
    return new Rational(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  public Rational minus(Rational other) {
    return plus(other.negate());
  }

  public Rational times(Rational other) {
    return new Rational(
        numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  /**
   * The quotient.
   *
   * @throws ArithmeticException if {@code other} is 0
   */
  public Rational dividedBy(Rational other) {
    return new Rational(
        numerator.multiply(other.denominator), denominator.multiply(other.numerator));
  }

  public Rational negate() {
    return new Rational(numerator.negate(), denominator);
  }

  public int signum() {
    return numerator.signum();
  }

  @Override
  public int compareTo(Rational other) {
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }

  /** The nearest binary64 number; infinite when the magnitude is too large. */
  public double toDouble() {
    int shift = 64 - numerator.bitLength() + denominator.bitLength();
    BigInteger quotient =
        shift >= 0
            ? numerator.shiftLeft(shift).divide(denominator)
            : numerator.divide(denominator.shiftLeft(-shift));
    return scaleByPowerOfTwo(quotient.doubleValue(), -shift);
  }

  /** "p" when q = 1, else "p/q", in decimal. */
  @Override
  public String toString() {
    return denominator.equals(BigInteger.ONE)
        ? numerator.toString()
        : numerator + "/" + denominator;
  }

  private static BigInteger commonDivisor(BigInteger p, BigInteger q) {
    // Powers of two are the common case (dyadic numbers) and need no Euclid.
    if (q.bitCount() == 1) {
      int shift =
          p.signum() == 0
              ? q.getLowestSetBit()
              : Math.min(p.getLowestSetBit(), q.getLowestSetBit());
      return BigInteger.ONE.shiftLeft(shift);
    }
    return p.gcd(q);
  }

  private static double scaleByPowerOfTwo(double value, int exponent) {
    double scaled = value;
    int left = exponent;
    while (left != 0 && scaled != 0 && Double.isFinite(scaled)) {
      int step = Math.max(-1000, Math.min(1000, left));
      scaled = Math.scalb(scaled, step);
      left -= step;
    }
    return scaled;
  }
}
