package org.preimage.construction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;
import org.preimage.random.SeedStream;

/**
 * A chain of convolutions or transposed convolutions, each followed by ReLU. Axes are spatial; one
 * kernel, stride and padding for all layers.
 *
 * @param channels of the input and after each layer; half of the outputs of a layer (rounded down
 *     by channels) must be at least as many as its inputs
 * @param size spatial shape of the input
 * @param kernel spatial shape of the kernels
 * @param strides one an axis
 * @param pads on both sides of each axis; when empty (k − 1)/2, or (k − s)/2 if transposed, rounded
 *     down, at least 0
 * @param direction down- or upsampling
 * @param style of every layer
 * @param seed of every random choice
 */
public record ConvolutionPlan(
    Indices channels,
    Indices size,
    Indices kernel,
    Indices strides,
    Optional<Indices> pads,
    Direction direction,
    LayerStyle style,
    long seed)
    implements BuildPlan {
  /** Which operator a layer is. */
  public enum Direction {
    /** ONNX Conv. */
    CONVOLUTION,
    /** ONNX ConvTranspose, for upsampling. */
    TRANSPOSED
  }

  public ConvolutionPlan {
    if (channels.size() < 2) {
      throw new IllegalArgumentException(
          "A convolution plan requires at least two channel counts but received " + channels + ".");
    }
    requireAxes("kernel", kernel, size);
    requireAxes("stride", strides, size);
    pads.ifPresent(given -> requireAxes("padding", given, size));
    requirePositive("channels", channels);
    requirePositive("size", size);
    requirePositive("kernel", kernel);
    requirePositive("stride", strides);
  }

  /** 1 → 2 channels, 8 × 8, kernel 3 × 3, stride 1, same size, seed 1. */
  public static ConvolutionPlan defaults() {
    return new ConvolutionPlan(
        Indices.of(1, 2),
        Indices.of(8, 8),
        Indices.of(3, 3),
        Indices.of(1, 1),
        Optional.empty(),
        Direction.CONVOLUTION,
        LayerStyle.defaults(),
        1);
  }

  public ConvolutionPlan withChannels(int... newChannels) {
    return new ConvolutionPlan(
        Indices.of(newChannels), size, kernel, strides, pads, direction, style, seed);
  }

  /**
   * Replaces everything spatial; padding becomes the default.
   *
   * @param newSize any number of axes
   * @param newKernel as many
   * @param newStrides as many
   */
  public ConvolutionPlan withSpace(Indices newSize, Indices newKernel, Indices newStrides) {
    return new ConvolutionPlan(
        channels, newSize, newKernel, newStrides, Optional.empty(), direction, style, seed);
  }

  public ConvolutionPlan withPads(int... newPads) {
    return new ConvolutionPlan(
        channels, size, kernel, strides, Optional.of(Indices.of(newPads)), direction, style, seed);
  }

  public ConvolutionPlan withDirection(Direction newDirection) {
    return new ConvolutionPlan(channels, size, kernel, strides, pads, newDirection, style, seed);
  }

  public ConvolutionPlan withStyle(LayerStyle newStyle) {
    return new ConvolutionPlan(channels, size, kernel, strides, pads, direction, newStyle, seed);
  }

  public ConvolutionPlan withSeed(long newSeed) {
    return new ConvolutionPlan(channels, size, kernel, strides, pads, direction, style, newSeed);
  }

  /** Shapes of the layers in order. */
  public List<ConvolutionGeometry> geometries() {
    List<ConvolutionGeometry> geometries = new ArrayList<>();
    Indices in = size;
    for (int k = 1; k < channels.size(); k++) {
      Indices out = outShape(k, in);
      int[] ones = new int[in.size()];
      Arrays.fill(ones, 1);
      geometries.add(
          new ConvolutionGeometry(
              channels.get(k - 1),
              in,
              channels.get(k),
              out,
              kernel,
              strides,
              Indices.of(padding()),
              Indices.of(ones),
              1));
      in = out;
    }
    return geometries;
  }

  @Override
  public Construction construct() {
    SeedStream seeds = SeedStream.of(seed);
    List<InjectiveLayer> layers = new ArrayList<>();
    for (ConvolutionGeometry geometry : geometries()) {
      var numbers = seeds.child(layers.size() + 1).numbers();
      layers.add(
          direction == Direction.TRANSPOSED
              ? InjectiveConvolutions.transposedConvolution(geometry, style, numbers)
              : InjectiveConvolutions.convolution(geometry, style, numbers));
    }
    return Construction.chain(layers);
  }

  @Override
  public int[] inputShape() {
    int[] shape = new int[1 + size.size()];
    shape[0] = channels.get(0);
    System.arraycopy(size.toArray(), 0, shape, 1, size.size());
    return shape;
  }

  @Override
  public String description() {
    String way =
        Arrays.stream(channels.toArray())
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(" → "));
    return "%s, %s channels, input %s, kernel %s, stride %s"
        .formatted(
            direction == Direction.TRANSPOSED ? "transposed convolution" : "convolution",
            way,
            times(size),
            times(kernel),
            times(strides));
  }

  private int[] padding() {
    if (pads.isPresent()) {
      return pads.get().toArray();
    }
    int[] padding = new int[kernel.size()];
    for (int a = 0; a < padding.length; a++) {
      int overlap = kernel.get(a) - (direction == Direction.TRANSPOSED ? strides.get(a) : 1);
      padding[a] = Math.max(0, overlap) / 2;
    }
    return padding;
  }

  private Indices outShape(int layer, Indices in) {
    int[] out = new int[in.size()];
    for (int a = 0; a < out.length; a++) {
      int reach = kernel.get(a) - 2 * padding()[a];
      out[a] =
          direction == Direction.TRANSPOSED
              ? (in.get(a) - 1) * strides.get(a) + reach
              : Math.floorDiv(in.get(a) - reach, strides.get(a)) + 1;
      if (out[a] < 1) {
        throw new IllegalArgumentException(
            "Layer %d requires an output but kernel %s with padding %d does not fit axis %d of its input %s.%nMaybe use a smaller kernel or more padding."
                .formatted(layer, times(kernel), padding()[a], a, times(in)));
      }
    }
    return Indices.of(out);
  }

  private static void requireAxes(String what, Indices given, Indices size) {
    if (given.size() != size.size()) {
      throw new IllegalArgumentException(
          "A convolution on %s requires a %s of %d axes but received %s."
              .formatted(times(size), what, size.size(), times(given)));
    }
  }

  private static void requirePositive(String what, Indices values) {
    if (Arrays.stream(values.toArray()).anyMatch(value -> value < 1)) {
      throw new IllegalArgumentException(
          "A convolution requires positive %s but received %s.".formatted(what, values));
    }
  }

  private static String times(Indices shape) {
    return Arrays.stream(shape.toArray())
        .mapToObj(Integer::toString)
        .collect(Collectors.joining("×"));
  }
}
