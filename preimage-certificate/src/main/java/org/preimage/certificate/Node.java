package org.preimage.certificate;

import java.util.List;

/**
 * One step of the function that a claim is about. Tensors are flattened in row-major order without
 * the batch axis; sources are numbers of earlier nodes.
 *
 * <p>Meaning is over the real numbers with the stored weights, not their floating-point execution.
 */
public sealed interface Node {
  /** Number of values the node yields. */
  int size();

  /** Numbers of the nodes read, in order. */
  Indices sources();

  /** A network input; the domain's coordinates are those of all inputs in node order. */
  record Input(int size) implements Node {
    @Override
    public Indices sources() {
      return Indices.of();
    }
  }

  /**
   * x ↦ Wx + b.
   *
   * @param weights W, m × n row-major
   * @param bias b, length m
   */
  record Affine(int source, Weights weights, Weights bias) implements Node {
    public Affine {
      Shapes.require(
          bias.size() > 0 && weights.size() % bias.size() == 0,
          "An affine node requires m·n weights and m > 0 biases but received %d and %d",
          weights.size(),
          bias.size());
    }

    @Override
    public int size() {
      return bias.size();
    }

    /** n. */
    public int inputs() {
      return weights.size() / bias.size();
    }

    @Override
    public Indices sources() {
      return Indices.of(source);
    }
  }

  /**
   * Cross-correlation with a kernel (ONNX Conv): output channel o at position p is bias_o + Σ over
   * input channels c of its group and kernel offsets t of kernel[o, c, t] · x[c, p·stride − pad +
   * t·dilation].
   *
   * @param kernel outChannels × inChannels/groups × kernel shape, row-major
   * @param bias one number an output channel
   */
  record Convolution(int source, ConvolutionGeometry geometry, Weights kernel, Weights bias)
      implements Node {
    public Convolution {
      geometry.requireKernel(kernel.size(), bias.size());
    }

    @Override
    public int size() {
      return geometry.outputSize();
    }

    @Override
    public Indices sources() {
      return Indices.of(source);
    }
  }

  /**
   * The transpose of a convolution (ONNX ConvTranspose): input channel c at position p adds
   * kernel[c, o, t] · x[c, p] to output channel o at position p·stride − pad + t·dilation, for
   * every o of its group and every offset t that falls inside the output.
   *
   * @param kernel inChannels × outChannels/groups × kernel shape, row-major
   * @param bias one number an output channel
   */
  record TransposedConvolution(
      int source, ConvolutionGeometry geometry, Weights kernel, Weights bias) implements Node {
    public TransposedConvolution {
      geometry.requireTransposedKernel(kernel.size(), bias.size());
    }

    @Override
    public int size() {
      return geometry.outputSize();
    }

    @Override
    public Indices sources() {
      return Indices.of(source);
    }
  }

  /**
   * z ↦ z for z ≥ 0, slope·z for z &lt; 0, elementwise. ReLU has slope 0.
   *
   * @param slopes one shared slope or one for each element
   */
  record Rectifier(int source, int size, Weights slopes) implements Node {
    public Rectifier {
      Shapes.requireShared(slopes, size, "rectifier slopes");
    }

    /** Whether every slope is 0. */
    public boolean isRelu() {
      for (int i = 0; i < slopes.size(); i++) {
        if (slopes.get(i) != 0) {
          return false;
        }
      }
      return true;
    }

    /** ReLU. */
    public static Rectifier relu(int source, int size) {
      return new Rectifier(source, size, Weights.of(0.0));
    }

    @Override
    public Indices sources() {
      return Indices.of(source);
    }
  }

  /** z ↦ min(max(z, lower), upper), elementwise; ends may be infinite. */
  record Clip(int source, int size, double lower, double upper) implements Node {
    public Clip {
      Shapes.require(
          lower <= upper && lower < Double.POSITIVE_INFINITY && upper > Double.NEGATIVE_INFINITY,
          "A clip requires lower ≤ upper, lower < ∞, upper > −∞ but received %s, %s",
          lower,
          upper);
    }

    @Override
    public Indices sources() {
      return Indices.of(source);
    }
  }

  /**
   * A strictly increasing continuous function applied elementwise (sigmoid, tanh, elu with α &gt;
   * 0). Only that property is used; values are never computed.
   */
  record OneToOne(int source, int size, String name) implements Node {
    public OneToOne {
      Shapes.requireSentence(name, "A name");
    }

    @Override
    public Indices sources() {
      return Indices.of(source);
    }
  }

  /** scale·z + shift, elementwise; each parameter shared (length one) or one for each element. */
  record Scale(int source, int size, Weights scale, Weights shift) implements Node {
    public Scale {
      Shapes.requireShared(scale, size, "scales");
      Shapes.requireShared(shift, size, "shifts");
    }

    @Override
    public Indices sources() {
      return Indices.of(source);
    }
  }

  /** Elementwise sum of sources of equal size. */
  record Sum(Indices sources, int size) implements Node {}

  /**
   * Value j is entry {@code index[j]} of the concatenation of all sources, or 0 where the index is
   * −1. Transposition, slicing, padding with zeros, nearest-neighbour upsampling and concatenation
   * are of this kind.
   */
  record Select(Indices sources, Indices index) implements Node {
    @Override
    public int size() {
      return index.size();
    }
  }

  /** Value j is the largest source entry of window j; windows are non-empty. */
  record Maximum(int source, List<Indices> windows) implements Node {
    public Maximum {
      windows = List.copyOf(windows);
    }

    @Override
    public int size() {
      return windows.size();
    }

    @Override
    public Indices sources() {
      return Indices.of(source);
    }
  }

  /** Value j is (sum of the source entries of window j) / divisor_j; divisors are positive. */
  record Mean(int source, List<Indices> windows, Indices divisors) implements Node {
    public Mean {
      windows = List.copyOf(windows);
      Shapes.require(
          windows.size() == divisors.size(),
          "A mean requires one divisor a window but received %d windows and %d divisors",
          windows.size(),
          divisors.size());
    }

    @Override
    public int size() {
      return windows.size();
    }

    @Override
    public Indices sources() {
      return Indices.of(source);
    }
  }

  /** Some function of the sources, of which nothing is used but that it is a function. */
  record Opaque(Indices sources, int size, String name) implements Node {
    public Opaque {
      Shapes.requireSentence(name, "A name");
    }
  }
}
