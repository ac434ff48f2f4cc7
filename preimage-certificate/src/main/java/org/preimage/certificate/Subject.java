package org.preimage.certificate;

import java.util.List;

/**
 * The function a claim is about: nodes in topological order, and the nodes that are its outputs.
 */
public record Subject(List<Node> nodes, Indices outputs) {
  /**
   * @throws IllegalArgumentException if a node reads a later node, or sizes do not fit
   */
  public Subject {
    nodes = List.copyOf(nodes);
    for (int k = 0; k < nodes.size(); k++) {
      Node node = nodes.get(k);
      int available = 0;
      for (int s = 0; s < node.sources().size(); s++) {
        int source = node.sources().get(s);
        Shapes.require(
            source >= 0 && source < k, "Node %d requires earlier sources but reads %d", k, source);
        available = Math.addExact(available, nodes.get(source).size());
      }
      requireFit(k, node, available);
      if (node instanceof Node.Sum sum) {
        requireEqualSizes(k, sum, nodes);
      }
    }
    Shapes.require(outputs.size() > 0, "A subject requires at least one output");
    for (int i = 0; i < outputs.size(); i++) {
      int output = outputs.get(i);
      Shapes.require(
          output >= 0 && output < nodes.size(), "Output %d names no node of the subject", output);
    }
  }

  /** Number of input coordinates: the sizes of all input nodes together. */
  public int inputSize() {
    return nodes.stream()
        .filter(Node.Input.class::isInstance)
        .mapToInt(Node::size)
        .reduce(0, Math::addExact);
  }

  private static void requireFit(int k, Node node, int available) {
    int wanted;
    if (node instanceof Node.Affine affine) {
      wanted = affine.inputs();
    } else if (node instanceof Node.Convolution convolution) {
      wanted = convolution.geometry().inputSize();
    } else if (node instanceof Node.TransposedConvolution convolution) {
      wanted = convolution.geometry().inputSize();
    } else if (node instanceof Node.Sum sum) {
      wanted = Math.multiplyExact(sum.size(), sum.sources().size());
    } else if (node instanceof Node.Select select) {
      requireIndices(k, select.index(), -1, available);
      return;
    } else if (node instanceof Node.Maximum maximum) {
      requireWindows(k, maximum.windows(), available);
      return;
    } else if (node instanceof Node.Mean mean) {
      requireWindows(k, mean.windows(), available);
      requireIndices(k, mean.divisors(), 1, Integer.MAX_VALUE);
      return;
    } else if (node instanceof Node.Input || node instanceof Node.Opaque) {
      Shapes.require(node.size() > 0, "Node %d requires a positive size", k);
      return;
    } else {
      wanted = node.size();
    }
    Shapes.require(
        wanted == available,
        "Node %d requires %d values but its sources have %d",
        k,
        wanted,
        available);
  }

  private static void requireEqualSizes(int k, Node.Sum sum, List<Node> nodes) {
    Shapes.require(sum.sources().size() > 0, "Sum %d requires a source", k);
    for (int s = 0; s < sum.sources().size(); s++) {
      int size = nodes.get(sum.sources().get(s)).size();
      Shapes.require(
          size == sum.size(),
          "Sum %d requires sources of size %d but one has %d",
          k,
          sum.size(),
          size);
    }
  }

  private static void requireWindows(int k, List<Indices> windows, int available) {
    for (Indices window : windows) {
      Shapes.require(window.size() > 0, "Node %d requires non-empty windows", k);
      requireIndices(k, window, 0, available);
    }
  }

  private static void requireIndices(int k, Indices indices, int lowest, int end) {
    for (int i = 0; i < indices.size(); i++) {
      Shapes.require(
          indices.get(i) >= lowest && indices.get(i) < end,
          "Node %d requires indices from %d below %d but received %d",
          k,
          lowest,
          end,
          indices.get(i));
    }
  }
}
