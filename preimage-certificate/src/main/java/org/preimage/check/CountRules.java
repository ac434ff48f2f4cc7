package org.preimage.check;

import org.preimage.certificate.CountProof;
import org.preimage.certificate.GoodnessProof;

/** The rules that prove so many rows of a layer active everywhere. */
final class CountRules {
  private CountRules() {}

  /** The same for all layers whose weights differ from those of the layer by little. */
  static void checkNearby(Layer layer, int required, double within, CountProof.Tree tree)
      throws Rejection {
    for (int i = 0; i < layer.rows(); i++) {
      Rejection.unless(layer.bias(i) == 0, "row " + i, "has a bias");
    }
    Rejection.unless(
        tree.circuits().isEmpty(), "circuits", "have multipliers for these weights only");
    new CountTreeRule(layer, required, tree, within).check();
  }

  static void check(Layer layer, int required, CountProof proof) throws Rejection {
    if (proof instanceof CountProof.Tree tree) {
      new CountTreeRule(layer, required, tree, 0).check();
    } else if (proof instanceof GoodnessProof goodness) {
      new GoodnessRule(layer, required, goodness).check();
    } else {
      throw new Rejection("proof", "unknown count rule");
    }
  }
}
