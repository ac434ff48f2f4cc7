package org.preimage.construction;

import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;
import org.preimage.certificate.LayerProof;
import org.preimage.certificate.Node;
import org.preimage.certificate.Weights;
import org.preimage.linalg.ModularRank;
import org.preimage.linalg.SparseRows;
import org.preimage.network.NodeRows;
import org.preimage.random.RandomNumbers;

/**
 * Convolutions of the form ReLU([C; −DC; M]x + b): half of the output channels are a convolution C
 * that is injective as the operator it is, with its stride and padding (checked by its rank); the
 * other half are negative multiples of them, by 1/2, 1 or 2 for each channel (the [C; −s²C] of
 * Puthawala et al., JMLR 2022). With an odd number of channels, M is one channel.
 */
public final class InjectiveConvolutions {
  /** Ranks of random kernels are generic: what fails three times fails for a structural reason. */
  private static final int ATTEMPTS = 3;

  private final ConvolutionGeometry geometry;
  private final boolean transposed;
  private final int pairs;
  private final int outVolume;

  private InjectiveConvolutions(ConvolutionGeometry geometry, boolean transposed) {
    this.geometry = geometry;
    this.transposed = transposed;
    this.pairs = geometry.outChannels() / 2;
    this.outVolume = ConvolutionGeometry.volume(geometry.outShape());
    requireRoom();
  }

  /**
   * A convolution. Costs one elimination of the operator C: seconds for some thousand inputs.
   *
   * @param geometry one group; half of the output channels (rounded down) must yield at least as
   *     many values as there are inputs
   * @throws IllegalArgumentException if there are several groups or too few outputs
   * @throws ConstructionException if random kernels of this geometry are not injective, for
   *     instance because the stride skips inputs
   */
  public static InjectiveLayer convolution(
      ConvolutionGeometry geometry, LayerStyle style, RandomNumbers numbers) {
    return new InjectiveConvolutions(geometry, false).build(style, numbers);
  }

  /** The same for a transposed convolution, as decoders use for upsampling. */
  public static InjectiveLayer transposedConvolution(
      ConvolutionGeometry geometry, LayerStyle style, RandomNumbers numbers) {
    return new InjectiveConvolutions(geometry, true).build(style, numbers);
  }

  private void requireRoom() {
    if (geometry.groups() != 1) {
      throw new IllegalArgumentException(
          "An injective convolution requires one group but received %d."
              .formatted(geometry.groups()));
    }
    if ((long) pairs * outVolume < geometry.inputSize()) {
      throw new IllegalArgumentException(
          "An injective convolution requires at least 2 × %d outputs (twice its inputs) but %d channels of %s have %d × %d.%nMaybe use %d channels or more."
              .formatted(
                  geometry.inputSize(),
                  geometry.outChannels(),
                  geometry.outShape(),
                  geometry.outChannels(),
                  outVolume,
                  2 * ((geometry.inputSize() + outVolume - 1) / outVolume)));
    }
  }

  private InjectiveLayer build(LayerStyle style, RandomNumbers numbers) {
    int length = geometry.inChannels() * ConvolutionGeometry.volume(geometry.kernelShape());
    int rank = 0;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      double[] c = OppositeFilters.draw(pairs, length, style.ensemble(), numbers);
      int[] rows = independentRows(c);
      rank = rows.length;
      if (rank == geometry.inputSize()) {
        return layer(
            OppositeFilters.around(c, pairs, geometry.outChannels(), style, numbers), rows);
      }
    }
    throw new ConstructionException(
        "An injective convolution requires an operator of rank %d but %s kernels from %s to %s with stride %s and padding %s reach %d.%nMaybe use a smaller stride, a larger kernel, more padding or more channels."
            .formatted(
                geometry.inputSize(),
                geometry.kernelShape(),
                geometry.inShape(),
                geometry.outShape(),
                geometry.strides(),
                geometry.pads(),
                rank));
  }

  private int[] independentRows(double[] c) {
    int[] byPosition = new int[pairs * outVolume]; // keeps the elimination banded
    for (int k = 0; k < byPosition.length; k++) {
      byPosition[k] = k % pairs * outVolume + k / pairs;
    }
    SparseRows operator = NodeRows.weights(node(c, new double[pairs]));
    return ModularRank.independentRows(geometry.inputSize(), operator, byPosition);
  }

  private InjectiveLayer layer(OppositeFilters filters, int[] rows) {
    int[] first = new int[rows.length];
    int[] second = new int[rows.length];
    for (int k = 0; k < rows.length; k++) {
      int pair = rows[k] / outVolume;
      first[k] = filters.first(pair) * outVolume + rows[k] % outVolume;
      second[k] = filters.second(pair) * outVolume + rows[k] % outVolume;
    }
    return new InjectiveLayer(
        node(filters.weights(), filters.bias()),
        new LayerProof.OppositeRows(Indices.of(first), Indices.of(second)));
  }

  /** The operator with these filters (inChannels × kernel weights for each output channel). */
  private Node node(double[] filters, double[] bias) {
    ConvolutionGeometry withChannels =
        new ConvolutionGeometry(
            geometry.inChannels(),
            geometry.inShape(),
            bias.length,
            geometry.outShape(),
            geometry.kernelShape(),
            geometry.strides(),
            geometry.pads(),
            geometry.dilations(),
            1);
    return transposed
        ? new Node.TransposedConvolution(
            0, withChannels, inputMajor(filters, bias.length), Weights.of(bias))
        : new Node.Convolution(0, withChannels, Weights.of(filters), Weights.of(bias));
  }

  /** The filters as inChannels × outChannels × kernel. */
  private Weights inputMajor(double[] filters, int outs) {
    int volume = ConvolutionGeometry.volume(geometry.kernelShape());
    double[] kernel = new double[filters.length];
    for (int k = 0; k < kernel.length; k++) {
      int input = k / volume / outs;
      int output = k / volume % outs;
      kernel[k] = filters[(output * geometry.inChannels() + input) * volume + k % volume];
    }
    return Weights.of(kernel);
  }
}
