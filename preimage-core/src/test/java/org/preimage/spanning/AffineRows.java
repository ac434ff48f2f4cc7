package org.preimage.spanning;

import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;

/** The matrix of an affine node, straight from the definition in {@link Node}. For tests. */
public final class AffineRows {
  private AffineRows() {}

  /** W as m rows of length n. */
  public static double[][] of(Node node) {
    if (node instanceof Node.Affine affine) {
      double[][] rows = new double[affine.size()][affine.inputs()];
      for (int k = 0; k < affine.weights().size(); k++) {
        rows[k / affine.inputs()][k % affine.inputs()] = affine.weights().get(k);
      }
      return rows;
    }
    return node instanceof Node.Convolution c
        ? convolution(c)
        : transposed((Node.TransposedConvolution) node);
  }

  /** b, one number a row. */
  public static double[] bias(Node node) {
    if (node instanceof Node.Affine affine) {
      return affine.bias().toArray();
    }
    double[] bias = new double[node.size()];
    for (int i = 0; i < bias.length; i++) {
      bias[i] =
          node instanceof Node.Convolution c
              ? c.bias().get(i * c.bias().size() / bias.length)
              : ((Node.TransposedConvolution) node)
                  .bias()
                  .get(i * ((Node.TransposedConvolution) node).bias().size() / bias.length);
    }
    return bias;
  }

  private static double[][] convolution(Node.Convolution node) {
    ConvolutionGeometry g = node.geometry();
    double[][] rows = new double[g.outputSize()][g.inputSize()];
    int perGroup = g.inChannels() / g.groups();
    int[][] offsets = positions(g.kernelShape());
    int[][] outs = positions(g.outShape());
    for (int o = 0; o < g.outChannels(); o++) {
      for (int c = 0; c < perGroup; c++) {
        for (int t = 0; t < offsets.length; t++) {
          for (int p = 0; p < outs.length; p++) {
            int input = at(g, outs[p], offsets[t], g.inShape());
            int channel = o / (g.outChannels() / g.groups()) * perGroup + c;
            if (input >= 0) {
              rows[o * outs.length + p][
                      channel * ConvolutionGeometry.volume(g.inShape()) + input] +=
                  node.kernel().get((o * perGroup + c) * offsets.length + t);
            }
          }
        }
      }
    }
    return rows;
  }

  private static double[][] transposed(Node.TransposedConvolution node) {
    ConvolutionGeometry g = node.geometry();
    double[][] rows = new double[g.outputSize()][g.inputSize()];
    int perGroup = g.outChannels() / g.groups();
    int[][] offsets = positions(g.kernelShape());
    int[][] ins = positions(g.inShape());
    for (int c = 0; c < g.inChannels(); c++) {
      for (int o = 0; o < perGroup; o++) {
        for (int t = 0; t < offsets.length; t++) {
          for (int p = 0; p < ins.length; p++) {
            int output = at(g, ins[p], offsets[t], g.outShape());
            int channel = c / (g.inChannels() / g.groups()) * perGroup + o;
            if (output >= 0) {
              rows[channel * ConvolutionGeometry.volume(g.outShape()) + output][
                      c * ins.length + p] +=
                  node.kernel().get((c * perGroup + o) * offsets.length + t);
            }
          }
        }
      }
    }
    return rows;
  }

  /** Row-major number of p·stride − pad + t·dilation in {@code shape}, or −1 outside. */
  private static int at(ConvolutionGeometry g, int[] p, int[] t, Indices shape) {
    int number = 0;
    for (int a = 0; a < p.length; a++) {
      int x = p[a] * g.strides().get(a) - g.pads().get(a) + t[a] * g.dilations().get(a);
      if (x < 0 || x >= shape.get(a)) {
        return -1;
      }
      number = number * shape.get(a) + x;
    }
    return number;
  }

  private static int[][] positions(Indices shape) {
    int[][] all = new int[ConvolutionGeometry.volume(shape)][shape.size()];
    for (int k = 0; k < all.length; k++) {
      int rest = k;
      for (int a = shape.size() - 1; a >= 0; a--) {
        all[k][a] = rest % shape.get(a);
        rest /= shape.get(a);
      }
    }
    return all;
  }
}
