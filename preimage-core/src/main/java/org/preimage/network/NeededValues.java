package org.preimage.network;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;

/**
 * Which values of each node some outputs depend on, by a pass from the outputs to the inputs: rows
 * of affine maps, boxes of convolutions, single values elsewhere.
 */
final class NeededValues {
  private final List<Node> nodes;
  private final BitSet[] needed;
  private final @Nullable Cropping[] croppings;

  /**
   * @param outputs for each node the values wanted of it
   */
  NeededValues(List<Node> nodes, BitSet[] outputs) {
    this.nodes = nodes;
    this.needed = outputs.clone();
    this.croppings = new Cropping[nodes.size()];
    for (int k = nodes.size() - 1; k >= 0; k--) {
      if (!needed[k].isEmpty()) {
        mark(k, nodes.get(k));
      }
    }
  }

  /** Positions of the values that matter, ascending; of inputs all. */
  int[] of(int node) {
    return nodes.get(node) instanceof Node.Input input
        ? IntStream.range(0, input.size()).toArray()
        : needed[node].stream().toArray();
  }

  /** How a convolution that matters is cropped; empty for other nodes. */
  Optional<Cropping> cropping(int node) {
    return Optional.ofNullable(croppings[node]);
  }

  private void mark(int k, Node node) {
    if (node instanceof Node.Convolution || node instanceof Node.TransposedConvolution) {
      markWindow(k, node);
    } else if (node instanceof Node.Select n) {
      markSelected(k, n);
    } else if (node instanceof Node.Maximum n) {
      markWindows(k, n.source(), n.windows());
    } else if (node instanceof Node.Mean n) {
      markWindows(k, n.source(), n.windows());
    } else if (node instanceof Node.Affine n) {
      needed[n.source()].set(0, n.inputs());
    } else if (node instanceof Node.Opaque n) {
      needed[k].set(0, n.size());
      Arrays.stream(n.sources().toArray()).forEach(s -> needed[s].set(0, nodes.get(s).size()));
    } else {
      Arrays.stream(node.sources().toArray()).forEach(s -> needed[s].or(needed[k]));
    }
  }

  private void markWindow(int k, Node node) {
    ConvolutionGeometry g = Cropping.geometry(node);
    Cropping cropping = Cropping.of(node, needed[k].stream().toArray());
    croppings[k] = cropping;
    setAll(needed[k], cropping.output().values(g.outShape()));
    setAll(needed[node.sources().get(0)], cropping.source().values(g.inShape()));
  }

  private void markSelected(int k, Node.Select n) {
    // A selection of nothing but zeros still needs a source.
    needed[n.sources().get(0)].set(0);
    for (int j : needed[k].stream().toArray()) {
      int rest = n.index().get(j);
      for (int s : n.sources().toArray()) {
        if (rest >= 0 && rest < nodes.get(s).size()) {
          needed[s].set(rest);
        }
        rest -= nodes.get(s).size();
      }
    }
  }

  private void markWindows(int k, int source, List<Indices> windows) {
    needed[k].stream().forEach(j -> setAll(needed[source], windows.get(j).toArray()));
  }

  private static void setAll(BitSet set, int[] values) {
    for (int value : values) {
      set.set(value);
    }
  }
}
