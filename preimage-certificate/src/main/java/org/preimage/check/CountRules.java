package org.preimage.check;

import org.preimage.certificate.CountProof;
import org.preimage.certificate.GoodnessProof;

/** The rules that prove so many rows of a layer active everywhere. */
final class CountRules {
  private CountRules() {}

  static void check(Layer layer, int required, CountProof proof) throws Rejection {
    if (proof instanceof CountProof.Tree tree) {
      new CountTreeRule(layer, required, tree).check();
    } else if (proof instanceof GoodnessProof goodness) {
      new GoodnessRule(layer, required, goodness).check();
    } else {
      throw new Rejection("proof", "unknown count rule");
    }
  }
}
