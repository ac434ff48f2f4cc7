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

/**
 * What a .npy file says before its numbers.
 *
 * @param type kind and bytes of a number, such as f8
 * @param columnMajor whether the first axis runs fastest
 */
record NpyHeader(String type, ByteOrder order, boolean columnMajor, Shape shape) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LONGEST_HEADER = 1 << 16;
  private static final int MOST_AXES = 32;
  private static final Pattern DESCRIPTION =
      Pattern.compile("['\"]descr['\"]\\s*:\\s*['\"]([<>|=])([a-z])([0-9]{1,2})['\"]");
  private static final Pattern ORDER =
      Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
  private static final Pattern SHAPE =
      Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([0-9,\\s]*)\\)");

  /** The bytes every file starts with. */
  static byte[] magic() {
    return MAGIC.clone();
  }

  /**
   * Reads exactly the header.
   *
   * @throws IllegalArgumentException if the content is malformed
   */
  static NpyHeader read(InputStream in) throws IOException {
    String header = header(in);
    Matcher description = found(DESCRIPTION, header);
    return new NpyHeader(
        description.group(2) + description.group(3),
        description.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
        found(ORDER, header).group(1).equals("True"),
        shape(found(SHAPE, header).group(1)));
  }

  /** Bytes of a number. */
  int width() {
    return Integer.parseInt(type.substring(1));
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

  static byte[] exactly(InputStream in, int count) throws IOException {
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
}
