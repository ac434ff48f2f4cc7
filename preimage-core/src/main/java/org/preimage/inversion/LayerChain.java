package org.preimage.inversion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.preimage.certificate.Node;
import org.preimage.linalg.SparseRows;
import org.preimage.network.Network;
import org.preimage.network.NodeRows;

/** A network as alternating affine maps and elementwise functions, the maps row by row. */
final class LayerChain {
  /** Larger maps would not fit a dense factorisation. */
  private static final long MOST_ENTRIES = 20_000_000;

  /**
   * One layer x ↦ f(Wx + b).
   *
   * @param source node whose value is x
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Layer(int source, SparseRows weights, double[] bias, Readout function) {}

  private LayerChain() {}

  /** The layers from input to output, or nothing when the network is no such chain. */
  static Optional<List<Layer>> of(Network network) {
    List<Node> nodes = network.subject().nodes();
    List<Layer> layers = new ArrayList<>();
    if (!(nodes.get(0) instanceof Node.Input) || network.subject().outputs().size() != 1) {
      return Optional.empty();
    }
    for (int k = 1; k < nodes.size(); k++) {
      Node node = nodes.get(k);
      if (node.sources().size() != 1 || node.sources().get(0) != k - 1) {
        return Optional.empty();
      }
      if (NodeRows.isAffine(node)) {
        if ((long) NodeRows.inputs(node) * node.size() > MOST_ENTRIES) {
          return Optional.empty();
        }
        layers.add(
            new Layer(k - 1, NodeRows.weights(node), NodeRows.bias(node), new Readout.Identity()));
      } else if (!layers.isEmpty() && function(network, k).isPresent()) {
        Layer last = layers.remove(layers.size() - 1);
        if (!(last.function() instanceof Readout.Identity)) {
          return Optional.empty();
        }
        layers.add(
            new Layer(
                last.source(), last.weights(), last.bias(), function(network, k).orElseThrow()));
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(List.copyOf(layers));
  }

  private static Optional<Readout> function(Network network, int k) {
    Node node = network.subject().nodes().get(k);
    if (node instanceof Node.Rectifier n && n.slopes().size() == 1) {
      return Optional.of(new Readout.Rectified(n.slopes().get(0)));
    }
    return network.elementwiseFunction(k).map(Readout.Curve::new);
  }
}
