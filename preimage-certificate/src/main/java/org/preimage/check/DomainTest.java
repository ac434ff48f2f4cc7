package org.preimage.check;

import java.math.BigInteger;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Point;
import org.preimage.certificate.Rational;

/** Exact membership in the domain of a claim. */
final class DomainTest {
  private DomainTest() {}

  /** Requires the point to lie in the closed domain, or in its interior. */
  static void require(Domain domain, Point x, boolean interior, String where) throws Rejection {
    Rejection.unless(
        x.size() == domain.size(),
        where,
        "has %d coordinates where the domain has %d",
        x.size(),
        domain.size());
    String wanted = interior ? "is not in the interior of the domain" : "is not in the domain";
    if (domain instanceof Domain.Box box) {
      requireBox(box, x, interior, where, wanted);
    } else if (domain instanceof Domain.Ball ball) {
      int sign = normMinusRadius(x, ball.radius());
      Rejection.unless(sign < 0 || (sign == 0 && !interior), where, "%s: its norm", wanted);
    }
  }

  private static void requireBox(
      Domain.Box box, Point x, boolean interior, String where, String wanted) throws Rejection {
    for (int j = 0; j < x.size(); j++) {
      int low = comparedTo(x.get(j), box.lower().get(j));
      int high = comparedTo(x.get(j), box.upper().get(j));
      boolean fits = interior ? low > 0 && high < 0 : low >= 0 && high <= 0;
      Rejection.unless(fits, where, "%s: coordinate %d", wanted, j);
    }
  }

  private static int comparedTo(Rational value, double end) {
    if (Double.isInfinite(end)) {
      return end > 0 ? -1 : 1;
    }
    return value.compareTo(Rational.of(end));
  }

  /** Sign of ‖x‖² − R². */
  private static int normMinusRadius(Point x, double radius) throws Rejection {
    ExactVector v = ExactVector.of(x.coordinates());
    BigInteger squares = BigInteger.ZERO;
    for (int j = 0; j < v.size(); j++) {
      squares = squares.add(v.mantissa(j).multiply(v.mantissa(j)));
    }
    DyadicSum difference = new DyadicSum();
    difference.add(squares, 2 * v.exponent());
    BigInteger r = BigInteger.valueOf(Dyadic.mantissa(radius)).multiply(v.denominator());
    difference.add(r.multiply(r).negate(), 2 * Dyadic.exponent(radius));
    return difference.signum();
  }
}
