package org.preimage.onnx;

/**
 * Bounds what one model may make the reader allocate. Everything whose size is chosen by the file
 * and not paid for by its bytes is charged here before it is allocated.
 */
final class ElementBudget {
  private static final long CEILING = 200_000_000;

  /** One element costs a number, its copy in the network and an index: about 32 bytes. */
  private static final long BYTES = 32;

  private long left;

  /** As much as the memory of this JVM allows. */
  ElementBudget() {
    this(Math.min(CEILING, Runtime.getRuntime().maxMemory() / BYTES));
  }

  ElementBudget(long elements) {
    left = elements;
  }

  /**
   * @throws IllegalArgumentException if the elements are not left
   */
  void take(long elements) {
    if (elements < 0 || elements > left) {
      throw new IllegalArgumentException(
          "Importing requires at most "
              + left
              + " more elements in tensors but received "
              + elements
              + ".\nMaybe give Java more memory (-Xmx), up to "
              + CEILING
              + " elements.");
    }
    left -= elements;
  }

  /** Takes back a charge for memory that is free again. */
  void give(long elements) {
    left += elements;
  }

  /** Charges the product of two counts. */
  void take(long count, long each) {
    take(each > 0 && count > Long.MAX_VALUE / each ? Long.MAX_VALUE : count * each);
  }
}
