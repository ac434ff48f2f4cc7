package org.preimage.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Conversions of element types. Real numbers stay as they are: claims are about real arithmetic.
 */
final class Casting {
  private Casting() {}

  static Value cast(Call call) {
    DataType to = DataType.forNumber((int) call.integer("to", 0));
    boolean real = isReal(to);
    if (call.input(0) instanceof Tensor t) {
      return real ? narrowed(call, t, to) : whole(call, t, to);
    }
    if (!real) {
      throw call.unsupported("element type for computed values", to);
    }
    return call.input(0);
  }

  static boolean isReal(@Nullable DataType type) {
    return type == DataType.FLOAT
        || type == DataType.DOUBLE
        || type == DataType.FLOAT16
        || type == DataType.BFLOAT16;
  }

  private static Tensor narrowed(Call call, Tensor t, @Nullable DataType to) {
    double[] values = t.reals();
    if (to == DataType.FLOAT) {
      Arrays.setAll(values, i -> (double) (float) values[i]);
    } else if (to != DataType.DOUBLE) {
      ConstantFolding.note(call, roundedAny());
    }
    return Tensor.real(t.shape(), values);
  }

  private static Rounding roundedAny() {
    Rounding rounding = new Rounding();
    rounding.rounded(0);
    return rounding;
  }

  private static Tensor whole(Call call, Tensor t, @Nullable DataType to) {
    if (to != DataType.INT64 && to != DataType.INT32 && to != DataType.BOOL) {
      throw call.unsupported("element type for constants", to);
    }
    long[] values = new long[t.size()];
    Arrays.setAll(values, i -> to == DataType.BOOL ? (t.real(i) != 0 ? 1 : 0) : (long) t.real(i));
    return Tensor.integer(t.shape(), t.isInteger() && to != DataType.BOOL ? t.integers() : values);
  }
}
