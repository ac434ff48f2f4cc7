package org.preimage.inversion;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Weights;
import org.preimage.network.ElementwiseFunction;
import org.preimage.network.Network;
import org.preimage.network.NetworkBuilder;
import org.preimage.network.TensorInfo;

/** Small random networks that together use every kind of node a forward model must know. */
public final class GeneratorExamples {
  private static final long SEED = 20261122;

  private GeneratorExamples() {}

  /** All of them; the weights are fixed. */
  public static Stream<Network> all() {
    return Stream.of(
        dense(),
        smooth(),
        decoder(2, 0),
        decoder(1, 1),
        decoder(3, 0),
        grouped(),
        encoder(),
        residual(),
        joined(),
        twoOutputs(),
        linear());
  }

  private static Indices vector(int size) {
    return Indices.of(size);
  }

  private static Weights normal(Random random, int size, double scale) {
    return Weights.of(random.doubles(size).map(u -> scale * random.nextGaussian()).toArray());
  }

  private static NetworkBuilder latent(int size) {
    NetworkBuilder builder = new NetworkBuilder();
    builder.input(new TensorInfo("z", vector(size)));
    return builder;
  }

  private static int affine(NetworkBuilder b, Random random, int source, int size) {
    int n = b.node(source).size();
    Weights w = normal(random, n * size, 1 / Math.sqrt(n));
    return b.add(new Node.Affine(source, w, normal(random, size, 0.3)), "Gemm", vector(size));
  }

  private static int add(NetworkBuilder b, Node node) {
    return b.add(node, node.getClass().getSimpleName(), vector(node.size()));
  }

  private static Network built(NetworkBuilder b, int output, String name) {
    b.output(output, new TensorInfo("x", vector(b.node(output).size())));
    return b.build(name, "-");
  }

  private static Network dense() {
    Random random = new Random(SEED);
    NetworkBuilder b = latent(4);
    int h = affine(b, random, 0, 17);
    h = add(b, Node.Rectifier.relu(h, 17));
    h = affine(b, random, h, 23);
    h = add(b, new Node.Rectifier(h, 23, Weights.of(0.2)));
    h = affine(b, random, h, 19);
    h = add(b, new Node.Rectifier(h, 19, normal(random, 19, 1)));
    h = add(b, new Node.Scale(h, 19, normal(random, 19, 1), Weights.of(0.25)));
    return built(b, add(b, new Node.Clip(h, 19, -0.7, 1.5)), "dense");
  }

  private static Network smooth() {
    Random random = new Random(SEED + 1);
    NetworkBuilder b = latent(3);
    int h = 0;
    for (ElementwiseFunction f :
        List.of(
            new ElementwiseFunction.Sigmoid(),
            new ElementwiseFunction.Elu(0.7, 1.1),
            new ElementwiseFunction.Softplus(),
            new ElementwiseFunction.Softsign(),
            new ElementwiseFunction.Exp(),
            new ElementwiseFunction.Tanh())) {
      h = affine(b, random, h, 9);
      h = b.add(h, f, f.name(), vector(9));
    }
    return built(b, h, "smooth");
  }

  private static int transposed(
      NetworkBuilder b, Random random, int source, ConvolutionGeometry g) {
    int taps = ConvolutionGeometry.volume(g.kernelShape());
    int size = g.inChannels() * (g.outChannels() / g.groups()) * taps;
    return add(
        b,
        new Node.TransposedConvolution(
            source, g, normal(random, size, 0.4), normal(random, g.outChannels(), 0.2)));
  }

  private static int convolution(
      NetworkBuilder b, Random random, int source, ConvolutionGeometry g) {
    int taps = ConvolutionGeometry.volume(g.kernelShape());
    int size = g.outChannels() * (g.inChannels() / g.groups()) * taps;
    return add(
        b,
        new Node.Convolution(
            source, g, normal(random, size, 0.4), normal(random, g.outChannels(), 0.2)));
  }

  private static Indices each(int axes, int extent) {
    return Indices.of(IntStream.range(0, axes).map(a -> extent).toArray());
  }

  /** From a latent vector to an image: dense, two transposed convolutions, tanh. */
  private static Network decoder(int axes, int beyond) {
    Random random = new Random(SEED + 10L * axes);
    NetworkBuilder b = latent(5);
    Indices small = each(axes, 3);
    int h = affine(b, random, 0, 4 * ConvolutionGeometry.volume(small));
    h = add(b, Node.Rectifier.relu(h, b.node(h).size()));
    Indices two = each(axes, 2);
    Indices one = each(axes, 1);
    Indices middle = each(axes, 6 + beyond);
    ConvolutionGeometry first =
        new ConvolutionGeometry(4, small, 3, middle, each(axes, 4), two, one, one, 1);
    h = transposed(b, random, h, first);
    h = add(b, new Node.Rectifier(h, b.node(h).size(), Weights.of(0.1)));
    Indices large = each(axes, 2 * (6 + beyond));
    ConvolutionGeometry second =
        new ConvolutionGeometry(3, middle, 2, large, each(axes, 3), two, each(axes, 0), one, 1);
    h = transposed(b, random, h, second);
    h = b.add(h, new ElementwiseFunction.Tanh(), "Tanh", vector(b.node(h).size()));
    return built(b, h, "decoder with " + axes + " axes");
  }

  /** Grouped and dilated convolutions with uneven padding, some of it negative. */
  private static Network grouped() {
    Random random = new Random(SEED + 2);
    NetworkBuilder b = latent(4);
    int h = affine(b, random, 0, 4 * 5 * 6);
    ConvolutionGeometry first =
        new ConvolutionGeometry(
            4,
            Indices.of(5, 6),
            6,
            Indices.of(5, 4),
            Indices.of(3, 2),
            Indices.of(1, 2),
            Indices.of(2, -1),
            Indices.of(2, 1),
            2);
    h = convolution(b, random, h, first);
    h = add(b, Node.Rectifier.relu(h, b.node(h).size()));
    ConvolutionGeometry second =
        new ConvolutionGeometry(
            6,
            Indices.of(5, 4),
            4,
            Indices.of(7, 12),
            Indices.of(2, 3),
            Indices.of(1, 2),
            Indices.of(-1, 0),
            Indices.of(1, 2),
            2);
    return built(b, transposed(b, random, h, second), "grouped");
  }

  /** Pooling behind a convolution. */
  private static Network encoder() {
    Random random = new Random(SEED + 3);
    NetworkBuilder b = latent(6);
    int h = affine(b, random, 0, 2 * 8 * 8);
    Indices two = Indices.of(2, 2);
    ConvolutionGeometry g =
        new ConvolutionGeometry(
            2,
            Indices.of(8, 8),
            3,
            Indices.of(7, 7),
            two,
            Indices.of(1, 1),
            Indices.of(0, 0),
            Indices.of(1, 1),
            1);
    h = convolution(b, random, h, g);
    h = add(b, new Node.Maximum(h, windows(3, 7, 7, 3)));
    int pooled = b.node(h).size();
    List<Indices> lines =
        IntStream.range(0, pooled / 3).mapToObj(i -> Indices.of(3 * i, 3 * i + 1)).toList();
    h =
        add(
            b,
            new Node.Mean(
                h,
                lines,
                Indices.of(IntStream.range(0, lines.size()).map(i -> 2 + i % 2).toArray())));
    return built(b, affine(b, random, h, 11), "encoder");
  }

  /** Square windows of a given width, moved by two and cut off at the border. */
  private static List<Indices> windows(int channels, int height, int width, int size) {
    Stream.Builder<Indices> all = Stream.builder();
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < height; y += 2) {
        for (int x = 0; x < width; x += 2) {
          int plane = c * height;
          int top = y;
          int left = x;
          all.add(
              Indices.of(
                  IntStream.range(0, size * size)
                      .filter(t -> top + t / size < height && left + t % size < width)
                      .map(t -> (plane + top + t / size) * width + left + t % size)
                      .toArray()));
        }
      }
    }
    return all.build().toList();
  }

  /** A branch that is added, and nearest-neighbour upsampling before a convolution. */
  private static Network residual() {
    Random random = new Random(SEED + 4);
    NetworkBuilder b = latent(4);
    int h = add(b, Node.Rectifier.relu(affine(b, random, 0, 3 * 4 * 4), 48));
    Indices one = Indices.of(1, 1);
    ConvolutionGeometry same =
        new ConvolutionGeometry(
            3, Indices.of(4, 4), 3, Indices.of(4, 4), Indices.of(3, 3), one, one, one, 1);
    int side = add(b, Node.Rectifier.relu(convolution(b, random, h, same), 48));
    int sum = add(b, new Node.Sum(Indices.of(h, side), 48));
    int[] nearest =
        IntStream.range(0, 3 * 64).map(j -> j / 64 * 16 + j / 8 % 8 / 2 * 4 + j % 8 / 2).toArray();
    int large = add(b, new Node.Select(Indices.of(sum), Indices.of(nearest)));
    ConvolutionGeometry last =
        new ConvolutionGeometry(
            3, Indices.of(8, 8), 2, Indices.of(8, 8), Indices.of(3, 3), one, one, one, 1);
    return built(b, transposed(b, random, large, last), "residual");
  }

  /** Two inputs, read in a mixed order with zeros in between, as padding does. */
  private static Network joined() {
    Random random = new Random(SEED + 5);
    NetworkBuilder b = latent(3);
    int label = b.input(new TensorInfo("label", vector(2)));
    int h = add(b, Node.Rectifier.relu(affine(b, random, 0, 6), 6));
    int[] index = {7, 0, -1, 3, 5, -1, 6, 2, 2, 4, 1, -1};
    h = add(b, new Node.Select(Indices.of(h, label), Indices.of(index)));
    h = affine(b, random, h, 15);
    return built(b, add(b, Node.Rectifier.relu(h, 15)), "joined");
  }

  private static Network twoOutputs() {
    Random random = new Random(SEED + 6);
    NetworkBuilder b = latent(3);
    int h = add(b, Node.Rectifier.relu(affine(b, random, 0, 8), 8));
    int early = affine(b, random, h, 5);
    b.output(early, new TensorInfo("early", vector(5)));
    return built(b, affine(b, random, h, 7), "two outputs");
  }

  private static Network linear() {
    Random random = new Random(SEED + 7);
    NetworkBuilder b = latent(4);
    int h = affine(b, random, affine(b, random, 0, 6), 9);
    return built(b, h, "linear");
  }

  /** Codes from the standard normal law. */
  public static double[][] codes(int count, int size, long seed) {
    Random random = new Random(seed);
    double[][] codes = new double[count][size];
    for (double[] code : codes) {
      Arrays.setAll(code, i -> random.nextGaussian());
    }
    return codes;
  }
}
