package org.preimage.certificate;

import java.nio.charset.StandardCharsets;

/** Argument checks of the data types in this package. */
final class Shapes {
  private Shapes() {}

  static void require(boolean condition, String message, Object... values) {
    if (!condition) {
      throw new IllegalArgumentException(String.format(message, values) + ".");
    }
  }

  static void requireShared(Weights weights, int size, String what) {
    require(
        weights.size() == 1 || weights.size() == size,
        "%s require length 1 or %d but received %d",
        what,
        size,
        weights.size());
  }

  /** One line of text that can be printed and read back. */
  static void requireSentence(String text, String what) {
    require(
        !text.isBlank()
            && text.codePoints().noneMatch(Shapes::isUnprintable)
            && text.getBytes(StandardCharsets.UTF_8).length <= Limits.SENTENCE,
        "%s requires one line of at most %d bytes of printable text but received '%s'",
        what,
        Limits.SENTENCE,
        text);
  }

  private static boolean isUnprintable(int codePoint) {
    int type = Character.getType(codePoint);
    // Format characters reorder or hide what a reader of a verdict sees.
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
