package org.preimage.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.preimage.certificate.Indices;
import org.preimage.network.TensorInfo;

/**
 * Samples of one tensor.
 *
 * @param stacked true when the samples came along a leading axis, false for one bare sample
 * @param samples each flattened in row-major order
 */
record Batch(boolean stacked, List<double[]> samples) {
  Batch {
    samples = List.copyOf(samples);
  }

  /**
   * Cuts an array into samples. Its shape is the tensor's, or one axis more in front, or the same
   * with the tensor's axes flattened into one.
   *
   * @return empty if the shape does not fit
   */
  static Optional<Batch> cut(TensorInfo tensor, Indices shape, double[] values) {
    int size = tensor.size();
    if (isSample(tensor, shape)) {
      return Optional.of(new Batch(false, List.of(values)));
    }
    if (shape.size() == 0
        || !isSample(tensor, tail(shape))
        || values.length != shape.get(0) * size) {
      return Optional.empty();
    }
    return Optional.of(
        new Batch(
            true,
            IntStream.range(0, shape.get(0))
                .mapToObj(k -> Arrays.copyOfRange(values, k * size, (k + 1) * size))
                .toList()));
  }

  private static boolean isSample(TensorInfo tensor, Indices shape) {
    return shape.equals(tensor.shape()) || shape.equals(Indices.of(tensor.size()));
  }

  private static Indices tail(Indices shape) {
    return Indices.of(Arrays.copyOfRange(shape.toArray(), 1, shape.size()));
  }

  int size() {
    return samples.size();
  }

  /** Sample k; a bare sample serves every k. */
  double[] sample(int k) {
    return samples.get(stacked ? k : 0);
  }
}
