package org.preimage.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Weights;

/** Kernels against the definitions, and derivatives against difference quotients. */
class EvaluationTest {
  private static Weights random(Random random, int size) {
    return Weights.of(random.doubles(size, -1, 1).toArray());
  }

  /** One operator over one input. */
  private static Network single(Node node, int inputs) {
    NetworkBuilder builder = new NetworkBuilder();
    builder.input(new TensorInfo("x", Indices.of(inputs)));
    Indices shape = Indices.of(node.size());
    builder.output(builder.add(node, "node", shape), new TensorInfo("y", shape));
    return builder.build("single", "-");
  }

  private static ConvolutionGeometry geometry(Random random, boolean transposed) {
    int groups = 1 + random.nextInt(3);
    int[][] axes = new int[6][2];
    for (int a = 0; a < 2; a++) {
      int in = 4 + random.nextInt(5);
      int kernel = 1 + random.nextInt(3);
      int stride = 1 + random.nextInt(3);
      int pad = random.nextInt(3) - 1;
      int dilation = 1 + random.nextInt(2);
      int out = transposed ? (in - 1) * stride + 2 : 1 + (in - 1) / stride;
      int[] axis = {in, out, kernel, stride, pad, dilation};
      for (int k = 0; k < 6; k++) {
        axes[k][a] = axis[k];
      }
    }
    return new ConvolutionGeometry(
        groups * (1 + random.nextInt(3)),
        Indices.of(axes[0]),
        groups * (1 + random.nextInt(3)),
        Indices.of(axes[1]),
        Indices.of(axes[2]),
        Indices.of(axes[3]),
        Indices.of(axes[4]),
        Indices.of(axes[5]),
        groups);
  }

  /** The sums in the documentation of the node types, written down again. */
  private static double[] definition(
      ConvolutionGeometry g, Weights kernel, Weights bias, double[] x, boolean transposed) {
    int ins = g.inChannels() / g.groups();
    int outs = g.outChannels() / g.groups();
    Indices from = transposed ? g.inShape() : g.outShape();
    Indices to = transposed ? g.outShape() : g.inShape();
    double[] y = new double[g.outputSize()];
    int outVolume = ConvolutionGeometry.volume(g.outShape());
    int inVolume = ConvolutionGeometry.volume(g.inShape());
    for (int i = 0; i < y.length; i++) {
      y[i] = bias.get(i / outVolume);
    }
    for (int group = 0; group < g.groups(); group++) {
      for (int c = 0; c < ins; c++) {
        for (int o = 0; o < outs; o++) {
          for (int p = 0; p < ConvolutionGeometry.volume(from); p++) {
            for (int t = 0; t < ConvolutionGeometry.volume(g.kernelShape()); t++) {
              int q = target(g, from, to, p, t);
              if (q < 0) {
                continue;
              }
              int taps = ConvolutionGeometry.volume(g.kernelShape());
              int in = (group * ins + c) * inVolume;
              int out = (group * outs + o) * outVolume;
              if (transposed) {
                y[out + q] += kernel.get(((group * ins + c) * outs + o) * taps + t) * x[in + p];
              } else {
                y[out + p] += kernel.get(((group * outs + o) * ins + c) * taps + t) * x[in + q];
              }
            }
          }
        }
      }
    }
    return y;
  }

  private static int target(ConvolutionGeometry g, Indices from, Indices to, int p, int t) {
    int row =
        p / from.get(1) * g.strides().get(0)
            - g.pads().get(0)
            + t / g.kernelShape().get(1) * g.dilations().get(0);
    int column =
        p % from.get(1) * g.strides().get(1)
            - g.pads().get(1)
            + t % g.kernelShape().get(1) * g.dilations().get(1);
    boolean inside = row >= 0 && row < to.get(0) && column >= 0 && column < to.get(1);
    return inside ? row * to.get(1) + column : -1;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void convolutionsFollowTheirDefinition(long seed) {
    Random random = new Random(seed);
    for (boolean transposed : new boolean[] {false, true}) {
      ConvolutionGeometry g = geometry(random, transposed);
      int taps = ConvolutionGeometry.volume(g.kernelShape());
      Weights kernel = random(random, g.inChannels() * g.outChannels() / g.groups() * taps);
      Weights bias = random(random, g.outChannels());
      Node node =
          transposed
              ? new Node.TransposedConvolution(0, g, kernel, bias)
              : new Node.Convolution(0, g, kernel, bias);
      double[] x = random.doubles(g.inputSize(), -1, 1).toArray();
      assertThat(single(node, g.inputSize()).evaluate(x))
          .containsExactly(definition(g, kernel, bias, x, transposed), within(1e-12));
    }
  }

  @Test
  void affine() {
    Random random = new Random(3);
    Weights w = random(random, 35);
    Weights b = random(random, 5);
    double[] x = random.doubles(7).toArray();
    double[] y = b.toArray();
    for (int i = 0; i < 35; i++) {
      y[i / 7] += w.get(i) * x[i % 7];
    }
    assertThat(single(new Node.Affine(0, w, b), 7).evaluate(x)).containsExactly(y, within(1e-13));
  }

  /** Two inputs, every kind of node with a derivative, two outputs. */
  private static Network everything() {
    Random random = new Random(5);
    NetworkBuilder b = new NetworkBuilder();
    Indices six = Indices.of(6);
    int x = b.input(new TensorInfo("x", Indices.of(4)));
    int y = b.input(new TensorInfo("y", Indices.of(2)));
    int dead = b.add(Node.Rectifier.relu(x, 4), "dead", Indices.of(4));
    assertThat(dead).isEqualTo(2);
    int all = b.add(new Node.Select(Indices.of(y, x), Indices.of(0, 1, 2, 3, 4, 5)), "all", six);
    int affine = b.add(new Node.Affine(all, random(random, 36), random(random, 6)), "fc", six);
    int relu = b.add(new Node.Rectifier(affine, 6, Weights.of(0, 0.1, 0, 0.5, 0, 1)), "r", six);
    int scale = b.add(new Node.Scale(relu, 6, Weights.of(2), random(random, 6)), "s", six);
    int sum = b.add(new Node.Sum(Indices.of(scale, all, scale), 6), "sum", six);
    int clip = b.add(new Node.Clip(sum, 6, -1, 2), "clip", six);
    int tanh = b.add(clip, new ElementwiseFunction.Tanh(), "tanh", six);
    List<Indices> windows = List.of(Indices.of(0, 1, 2), Indices.of(3, 5), Indices.of(4));
    int max = b.add(new Node.Maximum(tanh, windows), "max", Indices.of(3));
    int mean = b.add(new Node.Mean(sum, windows, Indices.of(3, 4, 1)), "mean", Indices.of(3));
    b.output(max, new TensorInfo("max", Indices.of(3)));
    b.output(mean, new TensorInfo("mean", Indices.of(3)));
    return b.build("everything", "-");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void derivativesAreLimitsOfDifferences(long seed) {
    Network network = everything();
    Random random = new Random(seed);
    double[] x = random.doubles(6, -1, 1).toArray();
    double[] d = random.doubles(6, -1, 1).toArray();
    double h = 1e-7;
    double[] moved = new double[6];
    for (int i = 0; i < 6; i++) {
      moved[i] = x[i] + h * d[i];
    }
    double[][] rates = network.derivative(network.trace(x), d);
    double[][] at = network.trace(x);
    double[][] after = network.trace(moved);
    for (int k = 0; k < at.length; k++) {
      for (int i = 0; i < at[k].length; i++) {
        assertThat(rates[k][i]).isCloseTo((after[k][i] - at[k][i]) / h, within(1e-5));
      }
    }
  }

  @Test
  void derivativesAtKinksAreOneSided() {
    Network abs = single(new Node.Rectifier(0, 1, Weights.of(-1)), 1);
    double[][] trace = abs.trace(new double[] {0});
    assertThat(abs.derivative(trace, new double[] {1})[1]).containsExactly(1);
    assertThat(abs.derivative(trace, new double[] {-1})[1]).containsExactly(1);
  }

  @Test
  void unusedNodesAreLeftOutButInputsStay() {
    Network network = everything();
    assertThat(network.inputs()).hasSize(2);
    assertThat(network.subject().nodes()).hasSize(11);
    assertThat(network.label(3)).isEqualTo("fc");
    assertThat(network.evaluate(new double[6])).hasSize(network.outputSize());
  }

  @Test
  void opaqueNodesHaveNoDerivative() {
    NetworkBuilder b = new NetworkBuilder();
    int x = b.input(new TensorInfo("x", Indices.of(2)));
    OpaqueFunction softmax = new OpaqueFunction.Softmax(1, 2, 1, false);
    int y = b.add(Indices.of(x), 2, softmax, "softmax", Indices.of(2));
    b.output(y, new TensorInfo("y", Indices.of(2)));
    Network network = b.build("softmax", "-");
    assertThat(network.evaluate(new double[] {1000, 1000})).containsExactly(0.5, 0.5);
    assertThatThrownBy(() -> network.derivative(network.trace(new double[2]), new double[2]))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("Softmax");
    assertThatThrownBy(() -> network.evaluate(new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 coordinates");
  }

  @Test
  void elementwiseFunctionsIncreaseAndHaveTheirSlope() {
    List<ElementwiseFunction> functions =
        List.of(
            new ElementwiseFunction.Sigmoid(),
            new ElementwiseFunction.Tanh(),
            new ElementwiseFunction.Elu(0.7, 1),
            new ElementwiseFunction.Elu(1.6, 1.05),
            new ElementwiseFunction.Softplus(),
            new ElementwiseFunction.Softsign(),
            new ElementwiseFunction.Exp());
    for (ElementwiseFunction f : functions) {
      for (double x = -3.05; x < 3; x += 0.1) {
        double h = 1e-6;
        assertThat(f.value(x + h)).isGreaterThan(f.value(x));
        double quotient = (f.value(x + h) - f.value(x - h)) / (2 * h);
        assertThat(f.slope(x)).isCloseTo(quotient, within(1e-6));
      }
    }
  }
}
