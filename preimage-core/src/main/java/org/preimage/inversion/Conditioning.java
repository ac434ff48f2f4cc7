package org.preimage.inversion;

import java.util.List;
import org.preimage.certificate.Node;
import org.preimage.certificate.Weights;
import org.preimage.network.Network;
import org.preimage.network.NetworkBuilder;
import org.preimage.network.Renumbering;

/** Holds an input of a network at a value. */
final class Conditioning {
  private Conditioning() {}

  /** The network of the other inputs; the held one becomes an affine map without slope. */
  static Network of(Network network, int held, double[] value) {
    NetworkBuilder builder = new NetworkBuilder();
    List<Node> nodes = network.subject().nodes();
    int[] number = new int[nodes.size()];
    int input = 0;
    int heldNode = -1;
    int free = -1;
    for (int k = 0; k < nodes.size(); k++) {
      if (nodes.get(k) instanceof Node.Input) {
        if (input == held) {
          heldNode = k;
        } else {
          number[k] = builder.input(network.inputs().get(input));
          free = number[k];
        }
        input++;
      }
    }
    Node.Affine constant =
        new Node.Affine(
            free,
            Weights.of(new double[value.length * builder.node(free).size()]),
            Weights.of(value));
    number[heldNode] =
        builder.add(constant, network.label(heldNode) + ", held", network.shape(heldNode));
    for (int k = 0; k < nodes.size(); k++) {
      Node node = nodes.get(k);
      if (node instanceof Node.OneToOne n) {
        number[k] =
            builder.add(
                number[n.source()],
                network.elementwiseFunction(k).orElseThrow(),
                network.label(k),
                network.shape(k));
      } else if (!(node instanceof Node.Input)) {
        number[k] =
            builder.add(Renumbering.apply(node, number), network.label(k), network.shape(k));
      }
    }
    for (int k = 0; k < network.outputs().size(); k++) {
      builder.output(number[network.subject().outputs().get(k)], network.outputs().get(k));
    }
    return builder.build(network.name(), network.digest());
  }
}
