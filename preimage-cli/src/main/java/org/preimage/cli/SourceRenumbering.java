package org.preimage.cli;

import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;

/** Copies of nodes that read another node. */
final class SourceRenumbering {
  private SourceRenumbering() {}

  /**
   * The same step, reading {@code source} alone.
   *
   * @param node with exactly one source
   */
  static Node of(Node node, int source) {
    if (node instanceof Node.Affine n) {
      return new Node.Affine(source, n.weights(), n.bias());
    }
    if (node instanceof Node.Convolution n) {
      return new Node.Convolution(source, n.geometry(), n.kernel(), n.bias());
    }
    if (node instanceof Node.TransposedConvolution n) {
      return new Node.TransposedConvolution(source, n.geometry(), n.kernel(), n.bias());
    }
    if (node instanceof Node.Rectifier n) {
      return new Node.Rectifier(source, n.size(), n.slopes());
    }
    if (node instanceof Node.Clip n) {
      return new Node.Clip(source, n.size(), n.lower(), n.upper());
    }
    if (node instanceof Node.OneToOne n) {
      return new Node.OneToOne(source, n.size(), n.name());
    }
    if (node instanceof Node.Scale n) {
      return new Node.Scale(source, n.size(), n.scale(), n.shift());
    }
    if (node instanceof Node.Select n) {
      return new Node.Select(Indices.of(source), n.index());
    }
    if (node instanceof Node.Sum n) {
      return new Node.Sum(Indices.of(source), n.size());
    }
    if (node instanceof Node.Maximum n) {
      return new Node.Maximum(source, n.windows());
    }
    return node instanceof Node.Mean n ? new Node.Mean(source, n.windows(), n.divisors()) : node;
  }
}
