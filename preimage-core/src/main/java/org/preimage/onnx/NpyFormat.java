package org.preimage.onnx;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.preimage.certificate.Indices;

/** numpy's .npy format; memory grows with the bytes read, not with what the header declares. */
final class NpyFormat {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LONGEST_HEADER = 1 << 16;
  private static final int MOST_AXES = 32;
  private static final Pattern DESCRIPTION =
      Pattern.compile("['\"]descr['\"]\\s*:\\s*['\"]([<>|=])([a-z])([0-9]{1,2})['\"]");
  private static final Pattern ORDER =
      Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
  private static final Pattern SHAPE =
      Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([0-9,\\s]*)\\)");

  private NpyFormat() {}

  /**
   * @throws IllegalArgumentException if the content is malformed
   * @throws IOException if reading fails
   */
  static NumberArray read(InputStream in, ElementBudget budget) throws IOException {
    try {
      String header = header(in);
      Matcher description = found(DESCRIPTION, header);
      boolean columnMajor = found(ORDER, header).group(1).equals("True");
      Shape shape = shape(found(SHAPE, header).group(1));
      boolean big = description.group(1).equals(">");
      String type = description.group(2) + description.group(3);
      budget.take(shape.size());
      double[] values =
          values(in, type, big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, shape.size());
      if (in.read() >= 0) {
        throw new IllegalArgumentException(
            "An array of shape " + shape + " requires no more bytes but the file goes on.");
      }
      return NumberArray.owning(
          Indices.of(shape.toArray()), columnMajor ? rowMajor(values, shape, budget) : values);
    } catch (EOFException e) {
      throw new IllegalArgumentException("An array requires more bytes than the file has.", e);
    }
  }

  private static String header(InputStream in) throws IOException {
    byte[] start = exactly(in, 8);
    if (!Arrays.equals(Arrays.copyOf(start, 6), MAGIC) || start[6] < 1 || start[6] > 3) {
      throw new IllegalArgumentException(
          "An array requires the .npy format, version 1 to 3, but the file starts otherwise.");
    }
    ByteBuffer size = ByteBuffer.wrap(exactly(in, start[6] == 1 ? 2 : 4));
    size.order(ByteOrder.LITTLE_ENDIAN);
    int length = start[6] == 1 ? size.getShort() & 0xffff : size.getInt();
    if (length < 0 || length > LONGEST_HEADER) {
      throw new IllegalArgumentException(
          "An array requires a header of at most "
              + LONGEST_HEADER
              + " bytes but received "
              + length
              + ".");
    }
    return new String(exactly(in, length), StandardCharsets.UTF_8);
  }

  private static byte[] exactly(InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException();
    }
    return bytes;
  }

  private static Matcher found(Pattern pattern, String header) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw new IllegalArgumentException(
          "An array of plain numbers requires a header with descr, fortran_order and shape but"
              + " received "
              + header.strip().substring(0, Math.min(200, header.strip().length())));
    }
    return matcher;
  }

  private static Shape shape(String list) {
    String[] parts =
        Arrays.stream(list.split(",", MOST_AXES + 2))
            .map(String::strip)
            .filter(p -> !p.isEmpty())
            .toArray(String[]::new);
    if (parts.length > MOST_AXES) {
      throw new IllegalArgumentException("An array requires at most " + MOST_AXES + " axes.");
    }
    // NumberFormatException is an IllegalArgumentException and names the number.
    return Shape.of(Arrays.stream(parts).mapToLong(Long::parseLong).toArray());
  }

  private static double[] values(InputStream in, String type, ByteOrder order, int count)
      throws IOException {
    int width = Integer.parseInt(type.substring(1));
    double[] values = new double[Math.min(count, 1 << 13)];
    for (int done = 0; done < count; ) {
      int chunk = Math.min(count - done, 1 << 13);
      if (done + chunk > values.length) {
        values = Arrays.copyOf(values, (int) Math.min(count, 2L * values.length));
      }
      ByteBuffer bytes = ByteBuffer.wrap(exactly(in, chunk * width)).order(order);
      for (int i = 0; i < chunk; i++) {
        values[done++] = number(type, bytes, i * width);
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
    String extents =
        Arrays.stream(array.shape().toArray())
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", "));
    String dictionary =
        "{'descr': '"
            + element.description
            + "', 'fortran_order': False, 'shape': ("
            + extents
            + (array.shape().size() == 1 ? ",)" : ")")
            + ", }";
    int padded = (10 + dictionary.length() + 1 + 63) / 64 * 64;
    int width = element.description.charAt(2) - '0';
    ByteBuffer bytes = ByteBuffer.allocate(Math.addExact(padded, width * array.size()));
    bytes.order(ByteOrder.LITTLE_ENDIAN).put(MAGIC).put((byte) 1).put((byte) 0);
    bytes.putShort((short) (padded - 10));
    bytes.put(dictionary.getBytes(StandardCharsets.US_ASCII));
    while (bytes.position() < padded - 1) {
      bytes.put((byte) ' ');
    }
    bytes.put((byte) '\n');
    for (int i = 0; i < array.size(); i++) {
      put(bytes, element, array.get(i));
    }
    return bytes.array();
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
