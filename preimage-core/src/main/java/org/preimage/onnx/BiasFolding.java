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
    return null;
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
