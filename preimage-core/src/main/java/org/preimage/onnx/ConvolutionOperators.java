package org.preimage.onnx;

import java.util.Arrays;
import java.util.Map;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Weights;

/** Convolutions with any number of spatial axes. */
final class ConvolutionOperators {
  private ConvolutionOperators() {}

  static void register(Map<String, Operator> all) {
    all.put("Conv", Operator.single(call -> convolution(call, false)));
    all.put("ConvTranspose", Operator.single(call -> convolution(call, true)));
  }

  private static Value convolution(Call call, boolean transposed) {
    Value x = call.input(0);
    Tensor kernel = call.constant(1, "kernel weights");
    int rank = x.shape().rank();
    if (rank < 3 || kernel.shape().rank() != rank) {
      throw new IllegalArgumentException(
          "A convolution requires at least one spatial axis and a kernel of the same rank but received "
              + x.shape()
              + " and "
              + kernel.shape()
              + ".");
    }
    int[] in = Arrays.copyOfRange(x.shape().toArray(), 2, rank);
    int[] extents = Arrays.copyOfRange(kernel.shape().toArray(), 2, rank);
    if (!Arrays.equals(Window.list(call, "kernel_shape", in.length, 0), extents)
        && call.hasAttribute("kernel_shape")) {
      throw call.unsupported("kernel_shape", call.integers("kernel_shape"));
    }
    Window window =
        transposed ? Window.transposed(call, in, extents) : Window.forward(call, in, extents);
    int groups = Math.toIntExact(call.integer("group", 1));
    int outs = channels(kernel, x.shape().get(1), groups, transposed);
    Weights bias = bias(call, outs);
    int samples = x.shape().get(0);
    ConvolutionGeometry geometry = geometry(window, x.shape().get(1), in, outs, groups, samples);
    Value source = samples == 1 ? x : swapped(call.graph(), x);
    int node = call.graph().variable(source).node();
    Weights weights = kernel.weights();
    Node made =
        transposed
            ? new Node.TransposedConvolution(node, geometry, weights, bias)
            : new Node.Convolution(node, geometry, weights, bias);
    Shape out = shape(samples == 1 ? 1 : outs, samples == 1 ? outs : samples, window.out());
    Value y = call.graph().emit(made, out);
    return samples == 1 ? y : swapped(call.graph(), y);
  }

  /** The number of output channels, after comparing the kernel with the input. */
  private static int channels(Tensor kernel, int ins, int groups, boolean transposed) {
    int first = kernel.shape().get(0);
    int second = kernel.shape().get(1);
    boolean fits =
        groups > 0
            && kernel.size() > 0
            && (transposed ? first == ins : (long) second * groups == ins);
    if (!fits) {
      throw new IllegalArgumentException(
          "A convolution of "
              + ins
              + " channels in "
              + groups
              + " groups requires a matching kernel but received "
              + kernel.shape()
              + ".");
    }
    return transposed ? Math.multiplyExact(second, groups) : first;
  }

  private static Weights bias(Call call, int channels) {
    Tensor bias = call.optionalConstant(2, "biases");
    return Weights.of(bias == null ? new double[channels] : bias.reals());
  }

  /** Several samples become one more spatial axis, along which the kernel has extent 1. */
  private static ConvolutionGeometry geometry(
      Window w, int ins, int[] in, int outs, int groups, int samples) {
    return new ConvolutionGeometry(
        ins,
        front(samples, samples, Indices.of(in)),
        outs,
        front(samples, samples, w.out()),
        front(samples, 1, w.kernel()),
        front(samples, 1, w.strides()),
        front(samples, 0, w.begin()),
        front(samples, 1, w.dilations()),
        groups);
  }

  private static Indices front(int samples, int value, Indices rest) {
    if (samples == 1) {
      return rest;
    }
    int[] all = new int[rest.size() + 1];
    all[0] = value;
    System.arraycopy(rest.toArray(), 0, all, 1, rest.size());
    return Indices.of(all);
  }

  private static Shape shape(int first, int second, Indices spatial) {
    int[] all = new int[spatial.size() + 2];
    all[0] = first;
    all[1] = second;
    System.arraycopy(spatial.toArray(), 0, all, 2, spatial.size());
    return Shape.of(all);
  }

  private static Value swapped(GraphBuilder graph, Value x) {
    int[] permutation = LinearOperators.range(x.shape().rank());
    permutation[0] = 1;
    permutation[1] = 0;
    int[] index = Selection.transpose(x.shape(), permutation, graph.budget);
    return graph.select(x, index, Selection.transposed(x.shape(), permutation));
  }
}
