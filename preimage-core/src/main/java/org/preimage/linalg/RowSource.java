package org.preimage.linalg;

/** A matrix given row by row through its non-zero entries. */
@FunctionalInterface
public interface RowSource {
  /**
   * Passes every non-zero entry of row {@code row} to {@code entries}, in any order. Entries of one
   * column add up; zeros may be passed too.
   */
  void read(int row, EntryConsumer entries);

  /** Receives one entry of a row. */
  @FunctionalInterface
  interface EntryConsumer {
    /** Takes a finite {@code value}, meaning the dyadic rational it stores. */
    void entry(int column, double value);
  }

  /**
   * The rows of a dense matrix.
   *
   * @param weights m × columns, row-major; read when asked, not copied
   */
  static RowSource dense(double[] weights, int columns) {
    return (row, entries) -> {
      for (int j = 0; j < columns; j++) {
        if (weights[row * columns + j] != 0) {
          entries.entry(j, weights[row * columns + j]);
        }
      }
    };
  }
}
