package org.preimage.check;

import org.preimage.certificate.Certificate;
import org.preimage.certificate.Proof;

/** Counts the active rows of a layer at one point. */
final class ActivePointRule {
  private ActivePointRule() {}

  static void check(Certificate certificate, Proof.ActivePoint proof) throws Rejection {
    Layer layer = SoleLayer.of(certificate.subject(), certificate.domain());
    DomainTest.require(certificate.domain(), proof.x(), true, "point");
    ExactVector z = new Evaluation(certificate.subject(), proof.x(), "point").value(1);
    int active = 0;
    for (int i = 0; i < layer.rows(); i++) {
      Rejection.unless(layer.kind(i) != Layer.RowKind.UNUSABLE, "row " + i, "has a negative slope");
      active += layer.kind(i) == Layer.RowKind.ALWAYS || z.signum(i) >= 0 ? 1 : 0;
    }
    Rejection.unless(
        active <= proof.count(), "point", "has %d active rows; at most %d", active, proof.count());
  }
}
