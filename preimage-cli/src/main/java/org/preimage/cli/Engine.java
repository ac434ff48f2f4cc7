package org.preimage.cli;

import org.preimage.certificate.Node;
import org.preimage.inversion.ForwardModel;
import org.preimage.inversion.NetworkForwardModel;
import org.preimage.inversion.TensorEngine;
import org.preimage.network.Network;
import org.preimage.network.NodeRows;

/** What evaluates a generator: the tensor library, or Java where that is faster or all there is. */
final class Engine {
  /** Dense networks with fewer weights are evaluated in Java before a library has even loaded. */
  private static final long SMALL = 20_000;

  private Engine() {}

  static ForwardModel.Factory of(Network network) {
    return isSmall(network) ? NetworkForwardModel::of : TensorEngine.fastest();
  }

  private static boolean isSmall(Network network) {
    long weights = 0;
    for (Node node : network.subject().nodes()) {
      if (node instanceof Node.Affine affine) {
        weights += affine.weights().size();
      } else if (NodeRows.isAffine(node)) {
        return false;
      }
    }
    return weights < SMALL;
  }
}
