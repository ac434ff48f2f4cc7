package org.preimage.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Turns stored tensors into constants; declared sizes are compared with the bytes present first.
 */
final class TensorDecoder {
  private final @Nullable ExternalData external;
  private final ElementBudget budget;

  TensorDecoder(@Nullable ExternalData external, ElementBudget budget) {
    this.external = external;
    this.budget = budget;
  }

  /**
   * @throws IllegalArgumentException if the tensor is malformed or its element type not understood
   */
  Tensor decode(TensorProto t) {
    TensorProto.DataType type = TensorProto.DataType.forNumber(t.getDataType());
    if (type == null || t.hasSegment()) {
      throw unknownType(t, type);
    }
    Shape shape = shape(t);
    budget.take(shape.size());
    ByteBuffer bytes = bytes(t, type, shape);
    int n = shape.size();
    return switch (type) {
      case FLOAT ->
          bytes == null
              ? real(t, shape, t.getFloatDataCount(), t::getFloatData)
              : real(t, shape, n, i -> bytes.getFloat(4 * i));
      case DOUBLE ->
          bytes == null
              ? real(t, shape, t.getDoubleDataCount(), t::getDoubleData)
              : real(t, shape, n, i -> bytes.getDouble(8 * i));
      case FLOAT16 ->
          bytes == null
              ? real(t, shape, t.getInt32DataCount(), i -> half(t.getInt32Data(i)))
              : real(t, shape, n, i -> half(bytes.getShort(2 * i)));
      case BFLOAT16 ->
          bytes == null
              ? real(t, shape, t.getInt32DataCount(), i -> brain(t.getInt32Data(i)))
              : real(t, shape, n, i -> brain(bytes.getShort(2 * i)));
      case INT64 ->
          bytes == null
              ? integer(t, shape, t.getInt64DataCount(), t::getInt64Data)
              : integer(t, shape, n, i -> bytes.getLong(8 * i));
      case INT32 -> narrow(t, shape, bytes, i -> bytes == null ? 0 : bytes.getInt(4 * i));
      case INT16 -> narrow(t, shape, bytes, i -> bytes == null ? 0 : bytes.getShort(2 * i));
      case INT8 -> narrow(t, shape, bytes, i -> bytes == null ? 0 : bytes.get(i));
      case UINT16 ->
          narrow(t, shape, bytes, i -> bytes == null ? 0 : bytes.getShort(2 * i) & 0xffff);
      case UINT8, BOOL -> narrow(t, shape, bytes, i -> bytes == null ? 0 : bytes.get(i) & 0xff);
      default -> throw unknownType(t, type);
    };
  }

  private static Tensor narrow(
      TensorProto t, Shape shape, @Nullable ByteBuffer bytes, IntToLongFunction raw) {
    return bytes == null
        ? integer(t, shape, t.getInt32DataCount(), t::getInt32Data)
        : integer(t, shape, shape.size(), raw);
  }

  private static Tensor real(TensorProto t, Shape shape, int count, IntToDoubleFunction value) {
    requireCount(t, shape, count);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = value.applyAsDouble(i);
    }
    return Tensor.real(shape, values);
  }

  private static Tensor integer(TensorProto t, Shape shape, int count, IntToLongFunction value) {
    requireCount(t, shape, count);
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = value.applyAsLong(i);
    }
    return Tensor.integer(shape, values);
  }

  private static void requireCount(TensorProto t, Shape shape, long count) {
    if (shape.size() != count) {
      throw new IllegalArgumentException(
          "Tensor '"
              + t.getName()
              + "' requires "
              + shape.size()
              + " elements for shape "
              + shape
              + " but the file holds "
              + count
              + ".");
    }
  }

  private static Shape shape(TensorProto t) {
    return Shape.of(t.getDimsList().stream().mapToLong(Long::longValue).toArray());
  }

  /** Raw or external bytes of exactly the declared size, or null where typed fields are used. */
  private @Nullable ByteBuffer bytes(TensorProto t, TensorProto.DataType type, Shape shape) {
    long wanted = (long) shape.size() * width(type);
    ByteBuffer bytes;
    if (t.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
      if (external == null) {
        throw new IllegalArgumentException(
            "Tensor '" + t.getName() + "' requires external data, which is not available here.");
      }
      bytes = external.read(t, wanted);
    } else if (t.hasRawData()) {
      bytes = t.getRawData().asReadOnlyByteBuffer();
    } else {
      return null;
    }
    if (bytes.remaining() != wanted) {
      throw new IllegalArgumentException(
          "Tensor '"
              + t.getName()
              + "' requires "
              + wanted
              + " bytes for shape "
              + shape
              + " but the file holds "
              + bytes.remaining()
              + ".");
    }
    return bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int width(TensorProto.DataType type) {
    return switch (type) {
      case DOUBLE, INT64 -> 8;
      case FLOAT, INT32 -> 4;
      case FLOAT16, BFLOAT16, INT16, UINT16 -> 2;
      default -> 1;
    };
  }

  private static IllegalArgumentException unknownType(
      TensorProto t, TensorProto.@Nullable DataType type) {
    return new IllegalArgumentException(
        "Tensor '"
            + t.getName()
            + "' requires one of the element types float, double, float16, bfloat16, (u)int8, (u)int16,"
            + " int32, int64, bool in one piece but received "
            + (type == null ? "number " + t.getDataType() : type)
            + ".");
  }

  /** IEEE binary16. */
  static double half(int bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    double magnitude =
        exponent == 0
            ? fraction * 0x1p-24
            : exponent == 31
                ? (fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN)
                : Math.scalb(1024.0 + fraction, exponent - 25);
    return (bits & 0x8000) == 0 ? magnitude : -magnitude;
  }

  private static double brain(int bits) {
    return Float.intBitsToFloat(bits << 16);
  }
}
