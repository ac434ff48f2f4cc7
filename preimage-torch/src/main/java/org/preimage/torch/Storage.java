package org.preimage.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.preimage.certificate.Weights;
import org.preimage.torch.TorchOptions.Precision;

/**
 * Numbers that go to libtorch, in one precision, and those of them that stay there: what is kept
 * outlives the scope it was made in, until {@link #close}.
 */
final class Storage implements AutoCloseable {
  private final ScalarType type;
  private final List<Pointer> kept = new ArrayList<>();

  Storage(Precision precision) {
    this.type =
        switch (precision) {
          case BINARY32 -> ScalarType.Float;
          case BINARY64 -> ScalarType.Double;
        };
  }

  ScalarType type() {
    return type;
  }

  /** Whether convolutions of this precision run on oneDNN, as far as the build has it. */
  boolean isOneDnn() {
    return type == ScalarType.Float;
  }

  /** Row-major numbers as a tensor of this precision. */
  Tensor tensor(double[] values, long... shape) {
    Tensor wide = torch.empty(shape, new TensorOptions(ScalarType.Double), null);
    if (values.length > 0) {
      wide.data_ptr_double().put(values);
    }
    return wide.to(type);
  }

  /** One shared number, or one for each value of a layout; kept. */
  Tensor shared(Weights weights, Layout layout) {
    Tensor t = tensor(weights.toArray(), weights.size());
    return keep(weights.size() == 1 ? t : layout.of(t));
  }

  /** One row a point. */
  Tensor rows(double[][] rows, int from, int to, int width) {
    Tensor wide =
        torch.empty(new long[] {to - from, width}, new TensorOptions(ScalarType.Double), null);
    DoublePointer at = wide.data_ptr_double();
    for (int k = from; k < to; k++) {
      at.position((long) (k - from) * width).put(rows[k], 0, width);
    }
    return wide.to(type);
  }

  /** Positions, for selection; kept. */
  Tensor positions(int[] positions) {
    return keep(torch.tensor(Arrays.stream(positions).asLongStream().toArray()));
  }

  /** All numbers of a tensor, row-major. */
  static double[] numbers(Tensor tensor) {
    Tensor wide = tensor.to(ScalarType.Double).contiguous();
    double[] numbers = new double[Math.toIntExact(wide.numel())];
    wide.data_ptr_double().get(numbers);
    return numbers;
  }

  /** One array for each entry of the first axis, written from a position on. */
  static void split(Tensor tensor, double[][] into, int from) {
    int count = Math.toIntExact(tensor.size(0));
    Tensor rows = tensor.to(ScalarType.Double).reshape(count, -1).contiguous();
    int length = Math.toIntExact(rows.size(1));
    DoublePointer numbers = rows.data_ptr_double();
    for (int k = 0; k < count; k++) {
      into[from + k] = new double[length];
      numbers.position((long) k * length).get(into[from + k]);
    }
  }

  /** Lets a pointer outlive the scope it was made in. */
  <P extends Pointer> P keep(P pointer) {
    pointer.retainReference();
    kept.add(pointer);
    return pointer;
  }

  @Override
  public void close() {
    kept.forEach(Pointer::releaseReference);
    kept.clear();
  }
}
