package org.preimage.check;

import org.preimage.certificate.Certificate;
import org.preimage.certificate.Proof;
import org.preimage.certificate.Rational;

/** Measures how much the derivative at one point stretches one direction. */
final class FramePointRule {
  private FramePointRule() {}

  static void check(Certificate certificate, Proof.FramePoint proof) throws Rejection {
    SlopedLayer layer = SlopedLayer.of(certificate);
    DomainTest.require(certificate.domain(), proof.x(), true, "point");
    Rejection.unless(
        proof.direction().size() == layer.columns(),
        "direction",
        "has the wrong number of coordinates");
    Rational length = Rational.ZERO;
    for (Rational entry : proof.direction().coordinates()) {
      length = length.plus(entry.times(entry));
    }
    Rejection.unless(length.signum() > 0, "direction", "is zero");
    ExactVector z = new Evaluation(certificate.subject(), proof.x(), "point").value(1);
    Rational stretched = Rational.ZERO;
    for (int i = 0; i < layer.rows(); i++) {
      Rational slope = z.signum(i) >= 0 ? Rational.ONE : Rational.of(layer.slope(i));
      if (slope.signum() != 0) {
        Rational value = slope.times(product(layer, i, proof));
        stretched = stretched.plus(value.times(value));
      }
    }
    Rejection.unless(
        stretched.compareTo(proof.bound().times(length)) <= 0,
        "direction",
        "is stretched by more than the bound, by the square root of about %s",
        stretched.dividedBy(length).toDouble());
  }

  private static Rational product(SlopedLayer layer, int row, Proof.FramePoint proof) {
    Rational sum = Rational.ZERO;
    for (int j = 0; j < layer.columns(); j++) {
      if (layer.weight(row, j) != 0) {
        sum = sum.plus(proof.direction().get(j).times(Rational.of(layer.weight(row, j))));
      }
    }
    return sum;
  }
}
