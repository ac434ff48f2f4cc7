package org.preimage.onnx;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.preimage.certificate.Node;
import org.preimage.certificate.Weights;

/** Turns an added constant into the bias of the linear node before it, where nothing is rounded. */
final class BiasFolding {
  private BiasFolding() {}

  /**
   * x + shift as one linear node, or null if x is no linear node with zero bias that can take it.
   */
  static @Nullable Value add(GraphBuilder graph, Value.Variable x, double[] shift) {
    Node node = graph.node(x);
    if (node instanceof Node.Affine n && isZero(n.bias())) {
      Weights bias = Weights.of(spread(shift, n.size()));
      return graph.emit(new Node.Affine(n.source(), n.weights(), bias), x.shape());
    }
    if (node instanceof Node.Convolution n && isZero(n.bias())) {
      double[] bias = channels(shift, n.geometry().outChannels(), n.size());
      return bias == null
          ? null
          : graph.emit(
              new Node.Convolution(n.source(), n.geometry(), n.kernel(), Weights.of(bias)),
              x.shape());
    }
    if (node instanceof Node.TransposedConvolution n && isZero(n.bias())) {
      double[] bias = channels(shift, n.geometry().outChannels(), n.size());
      return bias == null
          ? null
          : graph.emit(
              new Node.TransposedConvolution(
                  n.source(), n.geometry(), n.kernel(), Weights.of(bias)),
              x.shape());
    }
    return node instanceof Node.Select n ? behind(graph, n, x, shift) : null;
  }

  /** Adds before the values are rearranged, if they are only rearranged. */
  private static @Nullable Value behind(
      GraphBuilder graph, Node.Select select, Value.Variable x, double[] shift) {
    int[] index = select.index().toArray();
    if (select.sources().size() != 1 || !isPermutation(index)) {
      return null;
    }
    double[] before = new double[index.length];
    for (int j = 0; j < index.length; j++) {
      before[index[j]] = shift.length == 1 ? shift[0] : shift[j];
    }
    Value.Variable source = new Value.Variable(select.sources().get(0), Shape.of(index.length));
    if (graph.node(source).size() != index.length) {
      return null;
    }
    Value biased = add(graph, source, before);
    return biased == null ? null : graph.select(biased, index, x.shape());
  }

  private static boolean isPermutation(int[] index) {
    boolean[] seen = new boolean[index.length];
    for (int i : index) {
      if (i < 0 || i >= index.length || seen[i]) {
        return false;
      }
      seen[i] = true;
    }
    return true;
  }

  private static boolean isZero(Weights bias) {
    return GraphBuilder.all(bias.toArray(), 0);
  }

  private static double[] spread(double[] values, int size) {
    double[] all = new double[size];
    Arrays.setAll(all, i -> values.length == 1 ? values[0] : values[i]);
    return all;
  }

  /** One number a channel if the values agree within channels, else null. */
  static double @Nullable [] channels(double[] values, int channels, int size) {
    double[] all = spread(values, size);
    int positions = size / channels;
    double[] each = new double[channels];
    for (int i = 0; i < size; i++) {
      if (i % positions == 0) {
        each[i / positions] = all[i];
      } else if (all[i] != each[i / positions]) {
        return null;
      }
    }
    return each;
  }
}
