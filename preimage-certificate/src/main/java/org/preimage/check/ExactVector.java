package org.preimage.check;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.preimage.certificate.Rational;

/**
 * An immutable vector of exact numbers m_i · 2^e / q with a shared exponent e and denominator q
 * &gt; 0.
 */
final class ExactVector {
  /** Beyond this many bits a common denominator is refused instead of filling the memory. */
  private static final int MOST_DENOMINATOR_BITS = 1 << 20;

  private final BigInteger[] mantissas;
  private final int exponent;
  private final BigInteger denominator;

  /** Takes the array over; callers give up their reference. */
  ExactVector(BigInteger[] mantissas, int exponent, BigInteger denominator) {
    this.mantissas = mantissas;
    this.exponent = exponent;
    this.denominator = denominator;
  }

  static ExactVector of(List<Rational> numbers) throws Rejection {
    BigInteger q = BigInteger.ONE;
    for (Rational number : numbers) {
      q = leastCommonMultiple(q, number.denominator());
    }
    BigInteger[] mantissas = new BigInteger[numbers.size()];
    for (int i = 0; i < mantissas.length; i++) {
      Rational number = numbers.get(i);
      mantissas[i] = number.numerator().multiply(q.divide(number.denominator()));
    }
    return new ExactVector(mantissas, 0, q);
  }

  static ExactVector zeros(int size) {
    BigInteger[] mantissas = new BigInteger[size];
    java.util.Arrays.fill(mantissas, BigInteger.ZERO);
    return new ExactVector(mantissas, 0, BigInteger.ONE);
  }

  /** The vectors one after the other. */
  static ExactVector concatenation(List<ExactVector> parts) throws Rejection {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    BigInteger q = BigInteger.ONE;
    int e = Integer.MAX_VALUE;
    int size = 0;
    for (ExactVector part : parts) {
      q = leastCommonMultiple(q, part.denominator);
      e = Math.min(e, part.exponent);
      size = Math.addExact(size, part.size());
    }
    BigInteger[] mantissas = new BigInteger[size];
    int next = 0;
    for (ExactVector part : parts) {
      BigInteger factor =
          q.divide(part.denominator).shiftLeft(Math.subtractExact(part.exponent, e));
      for (BigInteger mantissa : part.mantissas) {
        mantissas[next++] = mantissa.multiply(factor);
      }
    }
    return new ExactVector(mantissas, parts.isEmpty() ? 0 : e, q);
  }

  static BigInteger leastCommonMultiple(BigInteger a, BigInteger b) throws Rejection {
    if (a.equals(b) || b.equals(BigInteger.ONE)) {
      return a;
    }
    BigInteger multiple = a.divide(a.gcd(b)).multiply(b);
    Rejection.unless(
        multiple.bitLength() <= MOST_DENOMINATOR_BITS,
        "arithmetic",
        "a common denominator has more than %d bits",
        MOST_DENOMINATOR_BITS);
    return multiple;
  }

  int size() {
    return mantissas.length;
  }

  BigInteger mantissa(int i) {
    return mantissas[i];
  }

  int exponent() {
    return exponent;
  }

  BigInteger denominator() {
    return denominator;
  }

  int signum(int i) {
    return mantissas[i].signum();
  }

  boolean isZero() {
    for (BigInteger mantissa : mantissas) {
      if (mantissa.signum() != 0) {
        return false;
      }
    }
    return true;
  }

  /** The places at which a vector of equal size has the same numbers, however represented. */
  BitSet placesEqualTo(ExactVector other) {
    int e = Math.min(exponent, other.exponent);
    BigInteger factor = other.denominator.shiftLeft(Math.subtractExact(exponent, e));
    BigInteger otherFactor = denominator.shiftLeft(Math.subtractExact(other.exponent, e));
    boolean trivial = factor.equals(otherFactor);
    BitSet equal = new BitSet(size());
    for (int i = 0; i < mantissas.length; i++) {
      BigInteger a = mantissas[i];
      BigInteger b = other.mantissas[i];
      equal.set(i, trivial ? a.equals(b) : a.multiply(factor).equals(b.multiply(otherFactor)));
    }
    return equal;
  }

  /** The same numbers with an exponent of at most {@code e}. */
  ExactVector withExponentAtMost(int e) {
    if (exponent <= e) {
      return this;
    }
    int shift = Math.subtractExact(exponent, e);
    BigInteger[] shifted = new BigInteger[size()];
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] = mantissas[i].shiftLeft(shift);
    }
    return new ExactVector(shifted, e, denominator);
  }

  /** {@code value} as a mantissa of this vector, whose exponent must be at most its exponent. */
  BigInteger mantissaOf(double value) {
    if (value == 0) {
      return BigInteger.ZERO;
    }
    return denominator
        .multiply(BigInteger.valueOf(Dyadic.mantissa(value)))
        .shiftLeft(Math.subtractExact(Dyadic.exponent(value), exponent));
  }

  /** Element i times {@code factor} of i. */
  ExactVector times(IntToDoubleFunction factor) {
    int lowest = 0;
    for (int i = 0; i < size(); i++) {
      lowest = Math.min(lowest, Dyadic.exponent(factor.applyAsDouble(i)));
    }
    BigInteger[] products = new BigInteger[size()];
    for (int i = 0; i < products.length; i++) {
      double f = factor.applyAsDouble(i);
      products[i] =
          f == 0
              ? BigInteger.ZERO
              : mantissas[i]
                  .multiply(BigInteger.valueOf(Dyadic.mantissa(f)))
                  .shiftLeft(Dyadic.exponent(f) - lowest);
    }
    return new ExactVector(products, Math.addExact(exponent, lowest), denominator).normalized();
  }

  /** Element i plus {@code shift} of i. */
  ExactVector plus(IntToDoubleFunction shift) {
    int lowest = exponent;
    for (int i = 0; i < size(); i++) {
      double value = shift.applyAsDouble(i);
      lowest = value == 0 ? lowest : Math.min(lowest, Dyadic.exponent(value));
    }
    ExactVector aligned = withExponentAtMost(lowest);
    BigInteger[] sums = new BigInteger[size()];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = aligned.mantissas[i].add(aligned.mantissaOf(shift.applyAsDouble(i)));
    }
    return new ExactVector(sums, lowest, denominator).normalized();
  }

  /** The same numbers with mantissas that share no factor two, to keep them short. */
  ExactVector normalized() {
    int zeros = Integer.MAX_VALUE;
    for (BigInteger mantissa : mantissas) {
      if (mantissa.signum() != 0) {
        zeros = Math.min(zeros, mantissa.getLowestSetBit());
      }
      if (zeros == 0) {
        return this;
      }
    }
    if (zeros == Integer.MAX_VALUE) {
      return new ExactVector(mantissas, 0, BigInteger.ONE);
    }
    BigInteger[] shifted = new BigInteger[size()];
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] = mantissas[i].shiftRight(zeros);
    }
    return new ExactVector(shifted, Math.addExact(exponent, zeros), denominator);
  }
}
