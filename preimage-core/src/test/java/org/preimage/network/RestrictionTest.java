package org.preimage.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Weights;

/** Networks reduced to some outputs: the same values from fewer numbers. */
class RestrictionTest {
  private static Weights random(Random random, int size) {
    return Weights.of(random.doubles(size, -1, 1).toArray());
  }

  private static Indices pair(Random random, int least, int bound) {
    return Indices.of(least + random.nextInt(bound), least + random.nextInt(bound));
  }

  /** Any strides, dilations, paddings of either sign, groups, and any output shape. */
  private static ConvolutionGeometry geometry(Random random) {
    int groups = 1 + random.nextInt(2);
    return new ConvolutionGeometry(
        groups * (1 + random.nextInt(3)),
        pair(random, 1, 6),
        groups * (1 + random.nextInt(3)),
        pair(random, 1, 9),
        pair(random, 1, 4),
        pair(random, 1, 3),
        pair(random, -2, 5),
        pair(random, 1, 2),
        groups);
  }

  private static Network convolution(Random random, boolean transposed) {
    ConvolutionGeometry g = geometry(random);
    int taps = ConvolutionGeometry.volume(g.kernelShape());
    Weights kernel = random(random, g.inChannels() * g.outChannels() / g.groups() * taps);
    Weights bias = random(random, g.outChannels());
    NetworkBuilder b = new NetworkBuilder();
    int x = b.input(new TensorInfo("x", Indices.of(g.inputSize())));
    int h = b.add(Node.Rectifier.relu(x, g.inputSize()), "Relu", Indices.of(g.inputSize()));
    Node node =
        transposed
            ? new Node.TransposedConvolution(h, g, kernel, bias)
            : new Node.Convolution(h, g, kernel, bias);
    b.output(b.add(node, "conv", Indices.of(g.outputSize())), info(g.outputSize()));
    return b.build("convolution", "-");
  }

  private static TensorInfo info(int size) {
    return new TensorInfo("y", Indices.of(size));
  }

  private static void assertSameValues(Network whole, int[] chosen, Random random) {
    double[] x = random.doubles(whole.inputSize(), -1, 1).toArray();
    double[] all = whole.evaluate(x);
    double[] expected = IntStream.of(chosen).mapToDouble(i -> all[i]).toArray();

    Network part = whole.restrictedTo(chosen);

    assertThat(part.inputSize()).isEqualTo(whole.inputSize());
    assertThat(part.evaluate(x)).containsExactly(expected, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyGeometryKeepsItsValues(boolean transposed) {
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      Network whole = convolution(random, transposed);
      int[] chosen = random.ints(1 + random.nextInt(4), 0, whole.outputSize()).toArray();
      assertSameValues(whole, chosen, random);
    }
  }

  /** From three numbers to 4 × 32 × 32 by two transposed convolutions of stride 2. */
  private static Network decoder(Random random) {
    NetworkBuilder b = new NetworkBuilder();
    int h = b.input(new TensorInfo("z", Indices.of(3)));
    h =
        b.add(
            new Node.Affine(h, random(random, 3 * 256), random(random, 256)),
            "Gemm",
            Indices.of(256));
    for (int extent = 8; extent <= 16; extent *= 2) {
      Indices one = Indices.of(1, 1);
      ConvolutionGeometry g =
          new ConvolutionGeometry(
              4,
              Indices.of(extent, extent),
              4,
              Indices.of(2 * extent, 2 * extent),
              Indices.of(4, 4),
              Indices.of(2, 2),
              one,
              one,
              1);
      Node node = new Node.TransposedConvolution(h, g, random(random, 256), random(random, 4));
      h = b.add(node, "ConvTranspose", Indices.of(g.outputSize()));
    }
    b.output(h, info(4 * 32 * 32));
    return b.build("decoder", "-");
  }

  @Test
  void onlyTheReceptiveFieldRemains() {
    Random random = new Random(5);
    Network whole = decoder(random);
    int[] pixel = {2 * 1024 + 13 * 32 + 20};

    Network part = whole.restrictedTo(pixel);

    // Along an axis a pixel reads two positions, and those read two or three.
    assertThat(part.subject().nodes().stream().map(Node::size))
        .startsWith(3)
        .endsWith(4 * 2 * 2, 1);
    assertThat(part.subject().nodes().get(1).size()).isLessThanOrEqualTo(4 * 3 * 3);
    assertSameValues(whole, pixel, random);
  }

  @Test
  void everythingInOrderIsTheNetworkItself() {
    Network whole = decoder(new Random(6));

    Network same = whole.restrictedTo(IntStream.range(0, whole.outputSize()).toArray());

    assertThat(same.subject()).isEqualTo(whole.subject());
  }

  @Test
  void positionsOutsideAreRefused() {
    Network whole = convolution(new Random(7), false);
    assertThatThrownBy(() -> whole.restrictedTo(new int[] {whole.outputSize()}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("positions from 0 below " + whole.outputSize());
    assertThatThrownBy(() -> whole.restrictedTo(new int[] {-1}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
