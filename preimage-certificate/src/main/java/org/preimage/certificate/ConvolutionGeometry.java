package org.preimage.certificate;

/**
 * Shapes of a convolution or transposed convolution with any number of spatial axes. The output
 * shape is given, not derived, so that every padding convention of an exporter fits.
 *
 * @param inChannels channels of the input
 * @param inShape spatial shape of the input
 * @param outChannels channels of the output
 * @param outShape spatial shape of the output
 * @param kernelShape spatial shape of the kernel
 * @param strides one an axis, positive
 * @param pads padding at the beginning of each axis; may be negative
 * @param dilations one an axis, positive
 * @param groups divides both channel counts
 */
public record ConvolutionGeometry(
    int inChannels,
    Indices inShape,
    int outChannels,
    Indices outShape,
    Indices kernelShape,
    Indices strides,
    Indices pads,
    Indices dilations,
    int groups) {
  public ConvolutionGeometry {
    int axes = inShape.size();
    Shapes.require(
        outShape.size() == axes
            && kernelShape.size() == axes
            && strides.size() == axes
            && pads.size() == axes
            && dilations.size() == axes,
        "A convolution requires the same number of axes everywhere but received %s, %s, %s, %s, %s, %s",
        inShape,
        outShape,
        kernelShape,
        strides,
        pads,
        dilations);
    Shapes.require(
        groups > 0
            && inChannels > 0
            && outChannels > 0
            && inChannels % groups == 0
            && outChannels % groups == 0,
        "A convolution requires positive groups that divide its channels but received %d, %d, %d",
        groups,
        inChannels,
        outChannels);
    for (int a = 0; a < axes; a++) {
      Shapes.require(
          strides.get(a) > 0
              && dilations.get(a) > 0
              && kernelShape.get(a) > 0
              && inShape.get(a) > 0
              && outShape.get(a) > 0,
          "A convolution requires positive extents but axis %d has stride %d, dilation %d, kernel %d, input %d, output %d",
          a,
          strides.get(a),
          dilations.get(a),
          kernelShape.get(a),
          inShape.get(a),
          outShape.get(a));
    }
    // Reject sizes that do not fit an array before anybody allocates one.
    Math.multiplyExact(inChannels, volume(inShape));
    Math.multiplyExact(outChannels, volume(outShape));
    Math.multiplyExact(Math.multiplyExact(inChannels, outChannels / groups), volume(kernelShape));
  }

  public int inputSize() {
    return inChannels * volume(inShape);
  }

  public int outputSize() {
    return outChannels * volume(outShape);
  }

  /** Product of the extents. */
  public static int volume(Indices shape) {
    int volume = 1;
    for (int a = 0; a < shape.size(); a++) {
      volume = Math.multiplyExact(volume, shape.get(a));
    }
    return volume;
  }

  void requireKernel(int kernelSize, int biasSize) {
    Shapes.require(
        kernelSize == outChannels * (inChannels / groups) * volume(kernelShape)
            && biasSize == outChannels,
        "A convolution from %d to %d channels does not fit %d kernel weights and %d biases",
        inChannels,
        outChannels,
        kernelSize,
        biasSize);
  }

  void requireTransposedKernel(int kernelSize, int biasSize) {
    Shapes.require(
        kernelSize == inChannels * (outChannels / groups) * volume(kernelShape)
            && biasSize == outChannels,
        "A transposed convolution from %d to %d channels does not fit %d kernel weights and %d biases",
        inChannels,
        outChannels,
        kernelSize,
        biasSize);
  }
}
