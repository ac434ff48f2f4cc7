package org.preimage.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;
import org.preimage.network.Network;
import org.preimage.network.TensorInfo;

/**
 * Where one tensor lies in the vector of all outputs (or of all inputs).
 *
 * @param shape without the batch axis
 */
record TensorSlice(String name, Indices shape, int offset) {
  /** One slice an output. */
  static List<TensorSlice> of(Network network) {
    return of(network.outputs());
  }

  static List<TensorSlice> of(List<TensorInfo> tensors) {
    List<TensorSlice> slices = new ArrayList<>();
    int offset = 0;
    for (TensorInfo tensor : tensors) {
      TensorSlice slice = new TensorSlice(tensor.name(), tensor.shape(), offset);
      slices.add(slice);
      offset += slice.size();
    }
    return List.copyOf(slices);
  }

  int size() {
    return ConvolutionGeometry.volume(shape);
  }

  /** The tensor's values. */
  double[] of(double[] all) {
    return Arrays.copyOfRange(all, offset, offset + size());
  }
}
