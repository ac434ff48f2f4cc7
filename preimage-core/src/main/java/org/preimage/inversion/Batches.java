package org.preimage.inversion;

/** Checks of what a {@link ForwardModel} receives. */
public final class Batches {
  private Batches() {}

  /**
   * Rows of one length.
   *
   * @throws IllegalArgumentException if a row has another length
   */
  public static void require(double[][] rows, int length, String what) {
    for (int k = 0; k < rows.length; k++) {
      if (rows[k].length != length) {
        throw new IllegalArgumentException(
            "A forward model requires %s with %d numbers but row %d has %d."
                .formatted(what, length, k, rows[k].length));
      }
    }
  }

  /**
   * A given number of rows of one length.
   *
   * @throws IllegalArgumentException if there are more or fewer, or one has another length
   */
  public static void require(double[][] rows, int count, int length, String what) {
    if (rows.length != count) {
      throw new IllegalArgumentException(
          "A forward model requires as many %s as codes, %d, but received %d."
              .formatted(what, count, rows.length));
    }
    require(rows, length, what);
  }
}
