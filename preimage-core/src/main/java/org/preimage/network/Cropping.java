package org.preimage.network;

import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Weights;

/**
 * A convolution or transposed convolution computed only on a box of its output, from the window of
 * its input that matters there: the same sums with the same weights.
 *
 * @param source the values read
 * @param output the values computed; of a grouped convolution all channels
 */
record Cropping(Node node, Box source, Box output) {
  /** The cropping to the smallest box with the given output values. */
  static Cropping of(Node node, int[] values) {
    boolean transposed = node instanceof Node.TransposedConvolution;
    ConvolutionGeometry g = geometry(node);
    Box box = Box.around(values, g.outShape());
    Box output = g.groups() == 1 ? box : box.withChannels(g.outChannels());
    int axes = g.inShape().size();
    int[] first = new int[axes];
    int[] shape = new int[axes];
    for (int a = 0; a < axes; a++) {
      int[] range = range(g, a, output.first()[a], output.shape()[a], transposed);
      first[a] = range[0];
      shape[a] = range[1] - range[0];
    }
    return new Cropping(
        node, new Box(new int[0], first, shape).withChannels(g.inChannels()), output);
  }

  /** Input positions, from inclusive to exclusive, that reach a range of output positions. */
  private static int[] range(
      ConvolutionGeometry g, int axis, int first, int count, boolean transposed) {
    int stride = g.strides().get(axis);
    int pad = g.pads().get(axis);
    int reach = g.dilations().get(axis) * (g.kernelShape().get(axis) - 1);
    int last = first + count - 1;
    int extent = g.inShape().get(axis);
    int from = transposed ? -Math.floorDiv(reach - pad - first, stride) : first * stride - pad;
    int to = transposed ? Math.floorDiv(last + pad, stride) : last * stride - pad + reach;
    // Where the kernel misses the input everywhere, one position that adds nothing remains.
    int start = Math.min(Math.max(from, 0), extent - 1);
    return new int[] {start, Math.max(start, Math.min(to, extent - 1)) + 1};
  }

  /** Shape of the output box: its channels and its window. */
  Indices outputShape() {
    int[] shape = new int[output.shape().length + 1];
    shape[0] = output.channels().length;
    System.arraycopy(output.shape(), 0, shape, 1, output.shape().length);
    return Indices.of(shape);
  }

  /** The node that reads the source box and yields the output box. */
  Node cropped(int sourceNode) {
    ConvolutionGeometry g = geometry(node);
    boolean transposed = node instanceof Node.TransposedConvolution;
    int[] pads = new int[g.pads().size()];
    for (int a = 0; a < pads.length; a++) {
      int large = transposed ? output.first()[a] : source.first()[a];
      int small = transposed ? source.first()[a] : output.first()[a];
      pads[a] = g.pads().get(a) + large - small * g.strides().get(a);
    }
    ConvolutionGeometry cropped =
        new ConvolutionGeometry(
            g.inChannels(),
            Indices.of(source.shape()),
            output.channels().length,
            Indices.of(output.shape()),
            g.kernelShape(),
            g.strides(),
            Indices.of(pads),
            g.dilations(),
            g.groups());
    if (node instanceof Node.TransposedConvolution n) {
      return new Node.TransposedConvolution(
          sourceNode, cropped, transposedKernel(n, g), bias(n.bias()));
    }
    Node.Convolution n = (Node.Convolution) node;
    return new Node.Convolution(sourceNode, cropped, kernel(n, g), bias(n.bias()));
  }

  private Weights kernel(Node.Convolution n, ConvolutionGeometry g) {
    if (output.channels().length == g.outChannels()) {
      return n.kernel();
    }
    return blocks(n.kernel(), 1, g.outChannels(), n.kernel().size() / g.outChannels());
  }

  private Weights transposedKernel(Node.TransposedConvolution n, ConvolutionGeometry g) {
    if (output.channels().length == g.outChannels()) {
      return n.kernel();
    }
    int taps = ConvolutionGeometry.volume(g.kernelShape());
    return blocks(n.kernel(), g.inChannels(), g.outChannels(), taps);
  }

  private Weights bias(Weights bias) {
    return blocks(bias, 1, bias.size(), 1);
  }

  /** Of an outer × channels × inner array, the output's channels. */
  private Weights blocks(Weights all, int outer, int channels, int inner) {
    double[] values = all.toArray();
    int[] chosen = output.channels();
    double[] kept = new double[outer * chosen.length * inner];
    for (int o = 0; o < outer; o++) {
      for (int c = 0; c < chosen.length; c++) {
        int from = (o * channels + chosen[c]) * inner;
        System.arraycopy(values, from, kept, (o * chosen.length + c) * inner, inner);
      }
    }
    return Weights.of(kept);
  }

  static ConvolutionGeometry geometry(Node node) {
    return node instanceof Node.Convolution n
        ? n.geometry()
        : ((Node.TransposedConvolution) node).geometry();
  }
}
