package org.preimage.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;

/** Nodes as a practitioner calls them. */
final class NodeText {
  private NodeText() {}

  /** Such as "ConvTranspose 4×4 /2" (kernel and stride) or "ReLU". */
  static String kind(Node node) {
    if (node instanceof Node.Affine) {
      return "Dense";
    }
    if (node instanceof Node.Convolution convolution) {
      return "Conv " + kernel(convolution.geometry());
    }
    if (node instanceof Node.TransposedConvolution convolution) {
      return "ConvTranspose " + kernel(convolution.geometry());
    }
    if (node instanceof Node.Rectifier rectifier) {
      return rectifier(rectifier);
    }
    if (node instanceof Node.Clip clip) {
      return "Clip [%s, %s]"
          .formatted(NumberText.brief(clip.lower()), NumberText.brief(clip.upper()));
    }
    if (node instanceof Node.OneToOne named) {
      return named.name();
    }
    return node instanceof Node.Opaque opaque
        ? opaque.name() + " (opaque)"
        : node.getClass().getSimpleName();
  }

  /** Number of stored weights. */
  static long parameters(Node node) {
    if (node instanceof Node.Affine affine) {
      return (long) affine.weights().size() + affine.bias().size();
    }
    if (node instanceof Node.Convolution convolution) {
      return (long) convolution.kernel().size() + convolution.bias().size();
    }
    if (node instanceof Node.TransposedConvolution convolution) {
      return (long) convolution.kernel().size() + convolution.bias().size();
    }
    if (node instanceof Node.Scale scale) {
      return (long) scale.scale().size() + scale.shift().size();
    }
    return node instanceof Node.Rectifier rectifier && rectifier.slopes().size() > 1
        ? rectifier.slopes().size()
        : 0;
  }

  private static String rectifier(Node.Rectifier rectifier) {
    double[] slopes = rectifier.slopes().toArray();
    if (Arrays.stream(slopes).allMatch(slope -> slope == 0)) {
      return "ReLU";
    }
    return slopes.length == 1 ? "LeakyReLU " + NumberText.brief(slopes[0]) : "PReLU";
  }

  private static String kernel(ConvolutionGeometry geometry) {
    Indices kernel = geometry.kernelShape();
    int[] strides = geometry.strides().toArray();
    String extents =
        IntStream.of(kernel.toArray()).mapToObj(Integer::toString).collect(Collectors.joining("×"));
    boolean shared = Arrays.stream(strides).allMatch(stride -> stride == strides[0]);
    if (!shared) {
      return extents + " /" + Arrays.toString(strides);
    }
    return strides.length == 0 || strides[0] == 1 ? extents : extents + " /" + strides[0];
  }
}
