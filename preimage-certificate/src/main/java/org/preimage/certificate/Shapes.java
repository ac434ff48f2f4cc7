package org.preimage.certificate;

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
}
