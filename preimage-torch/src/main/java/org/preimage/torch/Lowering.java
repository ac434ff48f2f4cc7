package org.preimage.torch;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.linalg.SparseRows;
import org.preimage.network.Network;
import org.preimage.network.NodeRows;

/** Chooses the operation for each node of a network. */
final class Lowering {
  private static final int LARGEST_AXES = 3;

  /** How many multiplications a dense product may take for each one of the convolution. */
  private static final int DENSE_FACTOR = 2;

  private final Network network;
  private final List<Node> nodes;
  private final Storage storage;
  private final @Nullable Layout[] wishes;
  private final @Nullable Operation[] operations;

  private Lowering(Network network, Storage storage) {
    this.network = network;
    this.nodes = network.subject().nodes();
    this.storage = storage;
    this.wishes = new Layout[nodes.size()];
    this.operations = new Operation[nodes.size()];
  }

  /**
   * One operation a node, null for inputs and for nodes that no output depends on.
   *
   * @throws UnsupportedOperationException if an output depends on an opaque node
   */
  static @Nullable Operation[] of(Network network, Storage storage) {
    Lowering lowering = new Lowering(network, storage);
    boolean[] needed = lowering.needed();
    lowering.wish(needed);
    for (int k = 0; k < needed.length; k++) {
      if (needed[k] && !(lowering.nodes.get(k) instanceof Node.Input)) {
        lowering.operations[k] = lowering.operation(k);
      }
    }
    return lowering.operations;
  }

  private boolean[] needed() {
    boolean[] needed = new boolean[nodes.size()];
    for (int output : network.subject().outputs().toArray()) {
      needed[output] = true;
    }
    for (int k = needed.length - 1; k >= 0; k--) {
      if (needed[k]) {
        for (int source : nodes.get(k).sources().toArray()) {
          needed[source] = true;
        }
      }
    }
    return needed;
  }

  /** Convolutions tell the nodes before them, through elementwise ones, to make images. */
  private void wish(boolean[] needed) {
    for (int k = needed.length - 1; k >= 0; k--) {
      Node node = nodes.get(k);
      Layout wish = isConvolved(node) ? Layout.input(geometry(node)) : null;
      if (keepsLayout(node)) {
        wish = wishes[k];
      }
      if (needed[k] && wish != null) {
        for (int source : node.sources().toArray()) {
          wishes[source] = wish;
        }
      }
    }
  }

  private static boolean keepsLayout(Node node) {
    return node instanceof Node.Rectifier
        || node instanceof Node.Clip
        || node instanceof Node.OneToOne
        || node instanceof Node.Scale
        || node instanceof Node.Sum;
  }

  private Operation operation(int k) {
    Node node = nodes.get(k);
    Layout source = layout(node.sources().get(0));
    if (NodeRows.isAffine(node)) {
      return affine(k, node);
    } else if (node instanceof Node.Rectifier n) {
      return Rectified.of(n, source, storage);
    } else if (node instanceof Node.Clip n) {
      return Clipped.of(n, source, storage);
    } else if (node instanceof Node.OneToOne) {
      return new Smooth(network.elementwiseFunction(k).orElseThrow(), source);
    } else if (node instanceof Node.Scale n) {
      return Scaled.of(n, source, storage);
    } else if (node instanceof Node.Sum n) {
      return new Added(n.sources().size(), source);
    } else if (node instanceof Node.Select n) {
      return selected(k, n, source);
    } else if (node instanceof Node.Maximum n) {
      return new Maxima(n, source.size(), storage);
    } else if (node instanceof Node.Mean n) {
      return new Means(n, source.size(), storage);
    }
    throw new UnsupportedOperationException(
        "Computing with libtorch requires nodes with known slopes but "
            + network.label(k)
            + " of "
            + network.name()
            + " is opaque.\nMaybe cut the network before it.");
  }

  private Layout layout(int k) {
    Operation operation = operations[k];
    return operation == null ? Layout.flat(nodes.get(k).size()) : operation.layout();
  }

  private Operation affine(int k, Node node) {
    if (isConvolved(node)) {
      return node instanceof Node.Convolution n
          ? Convolved.of(n, storage)
          : Convolved.of((Node.TransposedConvolution) node, storage);
    }
    Layout wish = wishes[k];
    Layout layout = wish == null ? Layout.flat(node.size()) : wish;
    double[] weights =
        node instanceof Node.Affine n ? n.weights().toArray() : dense(NodeRows.weights(node));
    return Dense.of(weights, NodeRows.bias(node), layout, storage);
  }

  private Operation selected(int k, Node.Select node, Layout source) {
    Layout wish = wishes[k];
    if (node.sources().size() == 1 && wish != null) {
      Enlarged enlarged = Enlarged.recognized(source, node.index(), wish);
      if (enlarged != null) {
        return enlarged;
      }
    }
    int[] sizes = Arrays.stream(node.sources().toArray()).map(s -> nodes.get(s).size()).toArray();
    return new Selected(sizes, node.index().toArray(), storage);
  }

  private static double[] dense(SparseRows rows) {
    double[] all = new double[Math.multiplyExact(rows.rows(), rows.columns())];
    for (int i = 0; i < rows.rows(); i++) {
      double[] row = rows.denseRow(i);
      System.arraycopy(row, 0, all, i * row.length, row.length);
    }
    return all;
  }

  /** Whether a node is a convolution that is not better done as a dense product. */
  private static boolean isConvolved(Node node) {
    if (!NodeRows.isAffine(node) || node instanceof Node.Affine) {
      return false;
    }
    ConvolutionGeometry g = geometry(node);
    int axes = g.inShape().size();
    if (axes == 0 || axes > LARGEST_AXES) {
      return false;
    }
    boolean transposed = node instanceof Node.TransposedConvolution;
    double pairs = (double) g.inChannels() / g.groups() * g.outChannels();
    for (int a = 0; a < axes; a++) {
      pairs *= meetings(g, a, transposed);
    }
    return pairs * DENSE_FACTOR < (double) g.inputSize() * g.outputSize();
  }

  /** How many kernel offsets of an axis join an input position with an output position. */
  private static int meetings(ConvolutionGeometry g, int axis, boolean transposed) {
    Indices large = transposed ? g.outShape() : g.inShape();
    Indices small = transposed ? g.inShape() : g.outShape();
    int count = 0;
    for (int p = 0; p < small.get(axis); p++) {
      for (int t = 0; t < g.kernelShape().get(axis); t++) {
        int q = p * g.strides().get(axis) - g.pads().get(axis) + t * g.dilations().get(axis);
        count += q >= 0 && q < large.get(axis) ? 1 : 0;
      }
    }
    return count;
  }

  private static ConvolutionGeometry geometry(Node node) {
    return node instanceof Node.Convolution n
        ? n.geometry()
        : ((Node.TransposedConvolution) node).geometry();
  }
}
