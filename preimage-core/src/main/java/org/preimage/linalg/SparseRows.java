package org.preimage.linalg;

import java.util.Arrays;

/**
 * An immutable m × n matrix in compressed sparse row form. Entries are binary64 numbers standing
 * for exactly the dyadic rationals they store; explicit zeros do not occur and columns ascend in
 * each row.
 */
public final class SparseRows implements RowSource {
  private final int columns;
  private final int[] starts;
  private final int[] indices;
  private final double[] values;

  private SparseRows(int columns, int[] starts, int[] indices, double[] values) {
    this.columns = columns;
    this.starts = starts;
    this.indices = indices;
    this.values = values;
  }

  /** m. */
  public int rows() {
    return starts.length - 1;
  }

  /** n. */
  public int columns() {
    return columns;
  }

  /** Position of the first entry of row {@code i}; {@code start(i + 1)} is one past its last. */
  public int start(int i) {
    return starts[i];
  }

  /** Column of entry {@code p}. */
  public int index(int p) {
    return indices[p];
  }

  /** Value of entry {@code p}. */
  public double value(int p) {
    return values[p];
  }

  /** Number of non-zero entries of row {@code i}. */
  public int entries(int i) {
    return starts[i + 1] - starts[i];
  }

  /** ⟨w_i, x⟩ in binary64. */
  public double dot(int i, double[] x) {
    double sum = 0;
    for (int p = starts[i]; p < starts[i + 1]; p++) {
      sum += values[p] * x[indices[p]];
    }
    return sum;
  }

  /** A bound of the rounding error of {@link #dot}: (n + 2) ulp of Σ|w||x|. */
  public double dotError(int i, double[] x) {
    double sum = Double.MIN_NORMAL;
    for (int p = starts[i]; p < starts[i + 1]; p++) {
      sum += Math.abs(values[p] * x[indices[p]]);
    }
    return sum * (entries(i) + 2) * 0x1p-52;
  }

  /** Wx in binary64. */
  public double[] times(double[] x) {
    double[] product = new double[rows()];
    for (int i = 0; i < product.length; i++) {
      product[i] = dot(i, x);
    }
    return product;
  }

  @Override
  public void read(int row, EntryConsumer entries) {
    for (int p = starts[row]; p < starts[row + 1]; p++) {
      entries.entry(indices[p], values[p]);
    }
  }

  /** A fresh dense copy of row {@code i}. */
  public double[] denseRow(int i) {
    double[] row = new double[columns];
    for (int p = starts[i]; p < starts[i + 1]; p++) {
      row[indices[p]] = values[p];
    }
    return row;
  }

  /** Adds a multiple of row {@code i} to n numbers of an array from {@code start} on. */
  public void addTo(int i, double factor, double[] target, int start) {
    for (int p = starts[i]; p < starts[i + 1]; p++) {
      target[start + indices[p]] += factor * values[p];
    }
  }

  /**
   * The rows and columns listed, renumbered in that order; entries of other columns are dropped.
   *
   * @param columnPosition for each column its new number, or −1
   */
  public SparseRows restrictedTo(int[] rowList, int[] columnPosition, int newColumns) {
    Builder builder = new Builder(newColumns);
    double[] row = new double[newColumns];
    for (int i : rowList) {
      Arrays.fill(row, 0);
      for (int p = starts[i]; p < starts[i + 1]; p++) {
        if (columnPosition[indices[p]] >= 0) {
          row[columnPosition[indices[p]]] = values[p];
        }
      }
      builder.addDense(row);
    }
    return builder.build();
  }

  /** Collects rows from top to bottom. */
  public static final class Builder {
    private final int columns;
    private int[] starts = new int[16];
    private int[] indices = new int[64];
    private double[] values = new double[64];
    private int rows;
    private int size;

    public Builder(int columns) {
      this.columns = columns;
    }

    /** Appends an entry to the current row; columns must ascend; zeros are ignored. */
    public void entry(int column, double value) {
      if (value == 0) {
        return;
      }
      if (size == indices.length) {
        int capacity = Math.max(size + 16, size + (size >> 1));
        indices = Arrays.copyOf(indices, capacity);
        values = Arrays.copyOf(values, capacity);
      }
      indices[size] = column;
      values[size++] = value;
    }

    /** Ends the current row. */
    public void endRow() {
      if (rows + 2 > starts.length) {
        starts = Arrays.copyOf(starts, starts.length * 2);
      }
      starts[++rows] = size;
    }

    /** Appends a whole row of length n. */
    public void addDense(double[] row) {
      for (int j = 0; j < columns; j++) {
        entry(j, row[j]);
      }
      endRow();
    }

    /** The matrix of all rows ended so far. */
    public SparseRows build() {
      return new SparseRows(
          columns,
          Arrays.copyOf(starts, rows + 1),
          Arrays.copyOf(indices, size),
          Arrays.copyOf(values, size));
    }
  }
}
