package org.preimage.check;

/**
 * The non-zero entries of a matrix row. The arrays are shared, not copied: nobody writes to them
 * after construction.
 */
final class SparseRow {
  private final int[] columns;
  private final double[] values;

  SparseRow(int[] columns, double[] values) {
    this.columns = columns;
    this.values = values;
  }

  int size() {
    return columns.length;
  }

  int column(int k) {
    return columns[k];
  }

  double value(int k) {
    return values[k];
  }
}
