package org.preimage.network;

import java.util.Objects;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;

/**
 * Name and shape of a network input or output.
 *
 * @param name as in the model file
 * @param shape extents without the batch axis; empty for a scalar
 */
public record TensorInfo(String name, Indices shape) {
  public TensorInfo {
    Objects.requireNonNull(name);
    Objects.requireNonNull(shape);
  }

  /** Number of values: the product of the extents. */
  public int size() {
    return ConvolutionGeometry.volume(shape);
  }
}
