package org.preimage.network;

import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Weights;
import org.preimage.linalg.SparseRows;

/** The exact affine map x ↦ Wx + b of a dense, convolution or transposed convolution node. */
public final class NodeRows {
  private NodeRows() {}

  /** Whether the node is such a map. */
  public static boolean isAffine(Node node) {
    return node instanceof Node.Affine
        || node instanceof Node.Convolution
        || node instanceof Node.TransposedConvolution;
  }

  /** n. */
  public static int inputs(Node node) {
    if (node instanceof Node.Affine affine) {
      return affine.inputs();
    }
    return geometry(node).inputSize();
  }

  /** W in sparse form; memory is proportional to its non-zero entries. */
  public static SparseRows weights(Node node) {
    SparseRows.Builder builder = new SparseRows.Builder(inputs(node));
    if (node instanceof Node.Affine affine) {
      addDense(affine, builder);
    } else if (node instanceof Node.Convolution convolution) {
      new Windows(convolution.geometry(), convolution.kernel(), builder).addConvolution();
    } else {
      Node.TransposedConvolution convolution = (Node.TransposedConvolution) node;
      new Windows(convolution.geometry(), convolution.kernel(), builder).addTransposed();
    }
    return builder.build();
  }

  /** b, one number a row. */
  public static double[] bias(Node node) {
    if (node instanceof Node.Affine affine) {
      return affine.bias().toArray();
    }
    Weights perChannel =
        node instanceof Node.Convolution convolution
            ? convolution.bias()
            : ((Node.TransposedConvolution) node).bias();
    int positions = ConvolutionGeometry.volume(geometry(node).outShape());
    double[] bias = new double[node.size()];
    for (int i = 0; i < bias.length; i++) {
      bias[i] = perChannel.get(i / positions);
    }
    return bias;
  }

  private static ConvolutionGeometry geometry(Node node) {
    return node instanceof Node.Convolution convolution
        ? convolution.geometry()
        : ((Node.TransposedConvolution) node).geometry();
  }

  private static void addDense(Node.Affine affine, SparseRows.Builder builder) {
    int n = affine.inputs();
    for (int i = 0; i < affine.size(); i++) {
      for (int j = 0; j < n; j++) {
        builder.entry(j, affine.weights().get(i * n + j));
      }
      builder.endRow();
    }
  }

  /** Enumerates the kernel positions that fall inside the image, input positions ascending. */
  private static final class Windows {
    private final ConvolutionGeometry g;
    private final Weights kernel;
    private final SparseRows.Builder builder;
    private final int axes;
    private final int inVolume;
    private final int outVolume;
    private final int kernelVolume;

    Windows(ConvolutionGeometry g, Weights kernel, SparseRows.Builder builder) {
      this.g = g;
      this.kernel = kernel;
      this.builder = builder;
      this.axes = g.inShape().size();
      this.inVolume = ConvolutionGeometry.volume(g.inShape());
      this.outVolume = ConvolutionGeometry.volume(g.outShape());
      this.kernelVolume = ConvolutionGeometry.volume(g.kernelShape());
    }

    void addConvolution() {
      int inGroup = g.inChannels() / g.groups();
      int outGroup = g.outChannels() / g.groups();
      for (int o = 0; o < g.outChannels(); o++) {
        int firstChannel = o / outGroup * inGroup;
        for (int q = 0; q < outVolume; q++) {
          int[] taps = taps(position(q, g.outShape()), false);
          for (int c = 0; c < inGroup; c++) {
            for (int k = 0; k < taps.length; k += 2) {
              builder.entry(
                  (firstChannel + c) * inVolume + taps[k],
                  kernel.get((o * inGroup + c) * kernelVolume + taps[k + 1]));
            }
          }
          builder.endRow();
        }
      }
    }

    void addTransposed() {
      int inGroup = g.inChannels() / g.groups();
      int outGroup = g.outChannels() / g.groups();
      for (int o = 0; o < g.outChannels(); o++) {
        int firstChannel = o / outGroup * inGroup;
        for (int q = 0; q < outVolume; q++) {
          int[] taps = taps(position(q, g.outShape()), true);
          for (int c = firstChannel; c < firstChannel + inGroup; c++) {
            for (int k = 0; k < taps.length; k += 2) {
              builder.entry(
                  c * inVolume + taps[k],
                  kernel.get((c * outGroup + o % outGroup) * kernelVolume + taps[k + 1]));
            }
          }
          builder.endRow();
        }
      }
    }

    private int[] position(int flat, Indices shape) {
      int[] position = new int[axes];
      int rest = flat;
      for (int a = axes - 1; a >= 0; a--) {
        position[a] = rest % shape.get(a);
        rest /= shape.get(a);
      }
      return position;
    }

    /** Pairs (flat input position, flat kernel offset) that meet output position q. */
    private int[] taps(int[] q, boolean transposed) {
      int[] taps = {0, 0};
      for (int a = 0; a < axes; a++) {
        int[] along = alongAxis(q[a], a, transposed);
        int[] longer = new int[taps.length * along.length / 2];
        int size = 0;
        for (int t = 0; t < taps.length; t += 2) {
          for (int s = 0; s < along.length; s += 2) {
            longer[size++] = taps[t] * g.inShape().get(a) + along[s];
            longer[size++] = taps[t + 1] * g.kernelShape().get(a) + along[s + 1];
          }
        }
        taps = longer;
      }
      return taps;
    }

    private int[] alongAxis(int q, int a, boolean transposed) {
      int extent = g.kernelShape().get(a);
      int[] pairs = new int[2 * extent];
      int size = 0;
      for (int k = 0; k < extent; k++) {
        // Descending offsets make input positions of a transposed convolution ascend.
        int t = transposed ? extent - 1 - k : k;
        int p = inputPosition(q, t, a, transposed);
        if (p >= 0 && p < g.inShape().get(a)) {
          pairs[size++] = p;
          pairs[size++] = t;
        }
      }
      return java.util.Arrays.copyOf(pairs, size);
    }

    private int inputPosition(int q, int t, int a, boolean transposed) {
      int shift = t * g.dilations().get(a);
      int stride = g.strides().get(a);
      if (!transposed) {
        return q * stride - g.pads().get(a) + shift;
      }
      int reach = q + g.pads().get(a) - shift;
      return reach >= 0 && reach % stride == 0 ? reach / stride : -1;
    }
  }
}
