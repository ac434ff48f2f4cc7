package org.preimage.capacity.experiment;

import java.math.BigInteger;

/** A vector of the plane with whole coordinates, exact; also a linear form on the plane. */
record Ray(BigInteger x, BigInteger y) {
  static final Ray ZERO = new Ray(BigInteger.ZERO, BigInteger.ZERO);

  static Ray of(long x, long y) {
    return new Ray(BigInteger.valueOf(x), BigInteger.valueOf(y));
  }

  Ray plus(Ray other) {
    return new Ray(x.add(other.x), y.add(other.y));
  }

  Ray times(BigInteger factor) {
    return new Ray(x.multiply(factor), y.multiply(factor));
  }

  BigInteger dot(Ray other) {
    return x.multiply(other.x).add(y.multiply(other.y));
  }

  /** Positive when {@code other} is counterclockwise of this, by less than half a turn. */
  BigInteger cross(Ray other) {
    return x.multiply(other.y).subtract(y.multiply(other.x));
  }

  boolean isZero() {
    return x.signum() == 0 && y.signum() == 0;
  }

  Ray negated() {
    return new Ray(x.negate(), y.negate());
  }

  /** A quarter turn counterclockwise: where the linear form vanishes. */
  Ray turned() {
    return new Ray(y.negate(), x);
  }

  /** Whether this lies strictly between two rays less than half a turn apart. */
  boolean isBetween(Ray from, Ray to) {
    return from.cross(this).signum() > 0 && cross(to).signum() > 0;
  }
}
