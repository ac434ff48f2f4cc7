package org.preimage.network;

import java.util.Arrays;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;

/** Copies of nodes that read other node numbers. */
public final class Renumbering {
  private Renumbering() {}

  /**
   * The same step, reading node {@code number[s]} where it read node s.
   *
   * @param number one entry for each node up to the last one read
   */
  public static Node apply(Node node, int[] number) {
    if (node instanceof Node.Input) {
      return node;
    } else if (node instanceof Node.Sum n) {
      return new Node.Sum(all(n.sources(), number), n.size());
    } else if (node instanceof Node.Select n) {
      return new Node.Select(all(n.sources(), number), n.index());
    } else if (node instanceof Node.Opaque n) {
      return new Node.Opaque(all(n.sources(), number), n.size(), n.name());
    }
    return single(node, number[node.sources().get(0)]);
  }

  private static Node single(Node node, int source) {
    if (node instanceof Node.Affine n) {
      return new Node.Affine(source, n.weights(), n.bias());
    } else if (node instanceof Node.Convolution n) {
      return new Node.Convolution(source, n.geometry(), n.kernel(), n.bias());
    } else if (node instanceof Node.TransposedConvolution n) {
      return new Node.TransposedConvolution(source, n.geometry(), n.kernel(), n.bias());
    } else if (node instanceof Node.Rectifier n) {
      return new Node.Rectifier(source, n.size(), n.slopes());
    } else if (node instanceof Node.Clip n) {
      return new Node.Clip(source, n.size(), n.lower(), n.upper());
    } else if (node instanceof Node.OneToOne n) {
      return new Node.OneToOne(source, n.size(), n.name());
    } else if (node instanceof Node.Scale n) {
      return new Node.Scale(source, n.size(), n.scale(), n.shift());
    } else if (node instanceof Node.Maximum n) {
      return new Node.Maximum(source, n.windows());
    } else if (node instanceof Node.Mean n) {
      return new Node.Mean(source, n.windows(), n.divisors());
    }
    throw new IllegalArgumentException(
        "Renumbering requires a node kind it knows but received "
            + node.getClass().getSimpleName()
            + ".");
  }

  private static Indices all(Indices sources, int[] number) {
    return Indices.of(Arrays.stream(sources.toArray()).map(s -> number[s]).toArray());
  }
}
