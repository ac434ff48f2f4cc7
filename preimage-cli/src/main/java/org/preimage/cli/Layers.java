package org.preimage.cli;

import java.util.List;
import org.preimage.certificate.Domain;
import org.preimage.certify.LayerOutline;
import org.preimage.network.Network;

/** The layers of a network on Rⁿ, before anything is decided. */
final class Layers {
  private Layers() {}

  static List<LayerOutline> of(Network network) {
    return LayerOutline.of(network.subject(), Domain.wholeSpace(network.inputSize()));
  }

  /** What the decision will look at first, in a few words. */
  static String outlook(LayerOutline layer) {
    if (layer.outputs() < layer.inputs()) {
      return "narrows: not one-to-one on any domain with interior";
    }
    if (layer.oneToOneActivation()) {
      return "rank: the activation is one-to-one";
    }
    return layer.kind().endsWith("+ ReLU")
            && layer.outputs() < 2 * layer.inputs()
            && layer.domain().equals(Domain.wholeSpace(layer.inputs()))
        ? "fewer than 2n rows: not one-to-one on R^n"
        : "opposite rows and blocks, falsification, cell tree";
  }
}
