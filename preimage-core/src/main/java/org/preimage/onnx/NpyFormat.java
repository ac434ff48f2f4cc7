package org.preimage.onnx;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.preimage.certificate.Indices;

/** numpy's .npy format; memory grows with the bytes read, not with what the header declares. */
final class NpyFormat {
  private NpyFormat() {}

  /**
   * @throws IllegalArgumentException if the content is malformed
   * @throws IOException if reading fails
   */
  static NumberArray read(InputStream in, ElementBudget budget) throws IOException {
    try {
      NpyHeader header = NpyHeader.read(in);
      Shape shape = header.shape();
      budget.take(shape.size());
      double[] values = values(in, header, shape.size());
      if (in.read() >= 0) {
        throw new IllegalArgumentException(
            "An array of shape " + shape + " requires no more bytes but the file goes on.");
      }
      return NumberArray.owning(
          Indices.of(shape.toArray()),
          header.columnMajor() ? rowMajor(values, shape, budget) : values);
    } catch (EOFException e) {
      throw new IllegalArgumentException("An array requires more bytes than the file has.", e);
    }
  }

  /** The next numbers of a stream that is behind its header. */
  static double[] values(InputStream in, NpyHeader header, int count) throws IOException {
    double[] values = new double[Math.min(count, 1 << 13)];
    for (int done = 0; done < count; ) {
      int chunk = Math.min(count - done, 1 << 13);
      if (done + chunk > values.length) {
        values = Arrays.copyOf(values, (int) Math.min(count, 2L * values.length));
      }
      int width = header.width();
      ByteBuffer bytes = ByteBuffer.wrap(NpyHeader.exactly(in, chunk * width));
      bytes.order(header.order());
      for (int i = 0; i < chunk; i++) {
        values[done++] = number(header.type(), bytes, i * width);
      }
    }
    return values;
  }

  private static double number(String type, ByteBuffer bytes, int at) {
    return switch (type) {
      case "f8" -> bytes.getDouble(at);
      case "f4" -> bytes.getFloat(at);
      case "f2" -> TensorDecoder.half(bytes.getShort(at));
      case "i8" -> exact(bytes.getLong(at), false);
      case "u8" -> exact(bytes.getLong(at), true);
      case "i4" -> bytes.getInt(at);
      case "u4" -> bytes.getInt(at) & 0xffffffffL;
      case "i2" -> bytes.getShort(at);
      case "u2" -> bytes.getShort(at) & 0xffff;
      case "i1" -> bytes.get(at);
      case "u1", "b1" -> bytes.get(at) & 0xff;
      default ->
          throw new IllegalArgumentException(
              "An array requires real numbers, integers or booleans but received type "
                  + type
                  + ".");
    };
  }

  private static double exact(long value, boolean unsigned) {
    if ((unsigned && value < 0) || value > 1L << 53 || value < -(1L << 53)) {
      throw new IllegalArgumentException(
          "An array requires integers up to ±2^53 but received "
              + (unsigned ? Long.toUnsignedString(value) : Long.toString(value))
              + ".");
    }
    return value;
  }

  private static double[] rowMajor(double[] values, Shape shape, ElementBudget budget) {
    int rank = shape.rank();
    int[] reversed = new int[rank];
    int[] back = new int[rank];
    for (int a = 0; a < rank; a++) {
      reversed[a] = shape.get(rank - 1 - a);
      back[a] = rank - 1 - a;
    }
    int[] index = Selection.transpose(Shape.of(reversed), back, budget);
    return Arrays.stream(index).mapToDouble(i -> values[i]).toArray();
  }

  static byte[] write(NumberArray array, ArrayFile.Element element) {
    byte[] header = header(array.shape(), element);
    int width = element.description.charAt(2) - '0';
    ByteBuffer bytes = ByteBuffer.allocate(Math.addExact(header.length, width * array.size()));
    bytes.order(ByteOrder.LITTLE_ENDIAN).put(header);
    for (int i = 0; i < array.size(); i++) {
      put(bytes, element, array.get(i));
    }
    return bytes.array();
  }

  /** All bytes before the numbers. */
  static byte[] header(Indices shape, ArrayFile.Element element) {
    String extents =
        Arrays.stream(shape.toArray())
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", "));
    String dictionary =
        "{'descr': '"
            + element.description
            + "', 'fortran_order': False, 'shape': ("
            + extents
            + (shape.size() == 1 ? ",)" : ")")
            + ", }";
    int padded = (10 + dictionary.length() + 1 + 63) / 64 * 64;
    ByteBuffer bytes = ByteBuffer.allocate(padded).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(NpyHeader.magic()).put((byte) 1).put((byte) 0).putShort((short) (padded - 10));
    bytes.put(dictionary.getBytes(StandardCharsets.US_ASCII));
    while (bytes.position() < padded - 1) {
      bytes.put((byte) ' ');
    }
    return bytes.put((byte) '\n').array();
  }

  private static void put(ByteBuffer bytes, ArrayFile.Element element, double value) {
    switch (element) {
      case FLOAT32 -> bytes.putFloat((float) value);
      case FLOAT64 -> bytes.putDouble(value);
      case INT32 -> bytes.putInt((int) Math.rint(value));
      case INT64 -> bytes.putLong(Math.round(value));
    }
  }
}
