package org.preimage.generative;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Weights;
import org.preimage.network.Network;
import org.preimage.network.NetworkBuilder;
import org.preimage.network.TensorInfo;
import org.preimage.random.RandomNumbers;
import org.preimage.random.SeedStream;
import org.preimage.random.WeightEnsemble;

/**
 * A random generator of transposed convolutions without biases or padding, one kernel and stride
 * for all layers: the networks of Ma, Ayaz, Karaman 2018, section 4.2. Whether one is injective is
 * left to chance, unlike the networks of package {@code construction}.
 *
 * @param channels of the code and after each layer; at least two
 * @param size spatial shape of the code, with any number of axes
 * @param kernel as many axes
 * @param strides as many axes
 * @param law of the weights, rounded to binary32 so that every runtime executes the model
 * @param hidden behind all layers but the last
 * @param last behind the last layer
 */
public record GeneratorPlan(
    Indices channels,
    Indices size,
    Indices kernel,
    Indices strides,
    WeightEnsemble law,
    Activation hidden,
    Activation last) {
  public GeneratorPlan {
    if (channels.size() < 2) {
      throw new IllegalArgumentException(
          "A generator requires channels of the code and of each layer but received "
              + channels
              + ".");
    }
    if (kernel.size() != size.size() || strides.size() != size.size()) {
      throw new IllegalArgumentException(
          "A generator on %s requires a kernel and strides of %d axes but received %s and %s."
              .formatted(times(size), size.size(), times(kernel), times(strides)));
    }
    for (Indices values : new Indices[] {channels, size, kernel, strides}) {
      if (Arrays.stream(values.toArray()).anyMatch(value -> value < 1)) {
        throw new IllegalArgumentException(
            "A generator requires positive channels, sizes, kernels and strides but received "
                + values
                + ".");
      }
    }
  }

  /**
   * The network of Fig. 4(a): latent dimension 2, 16 channels then 1, kernel 5, stride 3, normal
   * weights, ReLU; 289 outputs, 17 × 17.
   */
  public static GeneratorPlan defaults() {
    return new GeneratorPlan(
        Indices.of(2, 16, 1),
        Indices.of(1, 1),
        Indices.of(5, 5),
        Indices.of(3, 3),
        WeightEnsemble.GAUSSIAN,
        Activation.RELU,
        Activation.RELU);
  }

  /** Other channels: of the code, then after each layer. */
  public GeneratorPlan withChannels(int... other) {
    return new GeneratorPlan(Indices.of(other), size, kernel, strides, law, hidden, last);
  }

  /** Another space, with as many axes in each argument. */
  public GeneratorPlan withSpace(Indices newSize, Indices newKernel, Indices newStrides) {
    return new GeneratorPlan(channels, newSize, newKernel, newStrides, law, hidden, last);
  }

  /** Another law of the weights. */
  public GeneratorPlan withLaw(WeightEnsemble other) {
    return new GeneratorPlan(channels, size, kernel, strides, other, hidden, last);
  }

  /** Other activations. */
  public GeneratorPlan withActivations(Activation newHidden, Activation newLast) {
    return new GeneratorPlan(channels, size, kernel, strides, law, newHidden, newLast);
  }

  /** Draws the network; layer k takes its weights from child k of the seed. */
  public Network draw(SeedStream seed) {
    NetworkBuilder builder = new NetworkBuilder();
    Indices shape = shape(channels.get(0), size);
    int node = builder.input(new TensorInfo("z", shape));
    Indices space = size;
    int layers = channels.size() - 1;
    for (int k = 1; k <= layers; k++) {
      ConvolutionGeometry geometry = geometry(k, space);
      space = geometry.outShape();
      shape = shape(channels.get(k), space);
      Node layer = layer(node, geometry, seed.child(k).numbers());
      node = builder.add(layer, "ConvTranspose 'layer" + k + "'", shape);
      node = (k < layers ? hidden : last).append(builder, node, k, shape);
    }
    builder.output(node, new TensorInfo("x", shape));
    return builder.build("generator", "-");
  }

  private Node layer(int source, ConvolutionGeometry geometry, RandomNumbers numbers) {
    int taps = ConvolutionGeometry.volume(kernel);
    double[] weights = law.draw(geometry.inChannels(), geometry.outChannels() * taps, numbers);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) weights[i];
    }
    Weights bias = Weights.of(new double[geometry.outChannels()]);
    return new Node.TransposedConvolution(source, geometry, Weights.of(weights), bias);
  }

  private ConvolutionGeometry geometry(int layer, Indices in) {
    int axes = in.size();
    int[] out = new int[axes];
    int[] ones = new int[axes];
    for (int a = 0; a < axes; a++) {
      out[a] = Math.addExact(Math.multiplyExact(in.get(a) - 1, strides.get(a)), kernel.get(a));
      ones[a] = 1;
    }
    return new ConvolutionGeometry(
        channels.get(layer - 1),
        in,
        channels.get(layer),
        Indices.of(out),
        kernel,
        strides,
        Indices.of(new int[axes]),
        Indices.of(ones),
        1);
  }

  /** One line that names the architecture and the law of the weights. */
  public String description() {
    return shape() + ", " + name(law) + " weights";
  }

  /** One line that names the architecture. */
  public String shape() {
    String way =
        Arrays.stream(channels.toArray())
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(" → "));
    return "transposed convolutions, %s channels, code %s, kernel %s, stride %s, %s then %s"
        .formatted(way, times(size), times(kernel), times(strides), name(hidden), name(last));
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  private static Indices shape(int channels, Indices space) {
    int[] shape = new int[space.size() + 1];
    shape[0] = channels;
    System.arraycopy(space.toArray(), 0, shape, 1, space.size());
    return Indices.of(shape);
  }

  private static String times(Indices shape) {
    return Arrays.stream(shape.toArray())
        .mapToObj(Integer::toString)
        .collect(Collectors.joining("×"));
  }
}
