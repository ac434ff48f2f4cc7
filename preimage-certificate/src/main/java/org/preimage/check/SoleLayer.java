package org.preimage.check;

import org.preimage.certificate.Domain;
import org.preimage.certificate.Node;
import org.preimage.certificate.Subject;

/** A subject that is one layer: input, affine map, rectifier. */
final class SoleLayer {
  private SoleLayer() {}

  /** The layer, or a rejection when the subject is anything else. */
  static Layer of(Subject subject, Domain domain) throws Rejection {
    Rejection.unless(
        subject.nodes().size() == 3
            && subject.nodes().get(0) instanceof Node.Input
            && AffineMap.isAffine(subject.nodes().get(1))
            && subject.nodes().get(2) instanceof Node.Rectifier rectifier
            && rectifier.source() == 1
            && subject.outputs().size() == 1
            && subject.outputs().get(0) == 2,
        "subject",
        "is not one layer: an input, an affine map and a rectifier");
    return new NodeLayer(
        AffineMap.of(subject.nodes().get(1)),
        NodeLayer.kinds((Node.Rectifier) subject.nodes().get(2)),
        domain);
  }
}
