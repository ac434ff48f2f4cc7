package org.preimage.endtoend;

import java.math.BigInteger;
import org.preimage.certificate.Point;
import org.preimage.certificate.Rational;

/**
 * A value as an affine function of the input: (Σ numerators[j]·x_j + numerators[n]) / denominator.
 */
@SuppressWarnings("ArrayRecordComponent") // made fresh, read in this package only
record ExactRow(BigInteger[] numerators, BigInteger denominator) {
  /** The value at a point. */
  Rational at(Point x) {
    Rational sum = new Rational(numerators[x.size()], BigInteger.ONE);
    for (int j = 0; j < x.size(); j++) {
      sum = sum.plus(x.get(j).times(new Rational(numerators[j], BigInteger.ONE)));
    }
    return sum.dividedBy(new Rational(denominator, BigInteger.ONE));
  }
}
