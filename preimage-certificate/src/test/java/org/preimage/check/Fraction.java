package org.preimage.check;

import java.math.BigInteger;

/** Rational numbers of the oracle, which shares no arithmetic with the checker. */
record Fraction(BigInteger p, BigInteger q) implements Comparable<Fraction> {
  static final Fraction ZERO = new Fraction(BigInteger.ZERO, BigInteger.ONE);
  static final Fraction ONE = new Fraction(BigInteger.ONE, BigInteger.ONE);

  Fraction {
    BigInteger g = p.gcd(q).multiply(BigInteger.valueOf(q.signum()));
    p = p.divide(g);
    q = q.divide(g);
  }

  static Fraction of(double value) {
    java.math.BigDecimal exact = new java.math.BigDecimal(value);
    return exact.scale() <= 0
        ? new Fraction(exact.toBigIntegerExact(), BigInteger.ONE)
        : new Fraction(exact.unscaledValue(), BigInteger.TEN.pow(exact.scale()));
  }

  Fraction plus(Fraction o) {
    return new Fraction(p.multiply(o.q).add(o.p.multiply(q)), q.multiply(o.q));
  }

  Fraction times(Fraction o) {
    return new Fraction(p.multiply(o.p), q.multiply(o.q));
  }

  Fraction over(Fraction o) {
    return new Fraction(p.multiply(o.q), q.multiply(o.p));
  }

  Fraction negate() {
    return new Fraction(p.negate(), q);
  }

  int signum() {
    return p.signum();
  }

  @Override
  public int compareTo(Fraction o) {
    return p.multiply(o.q).compareTo(o.p.multiply(q));
  }
}
