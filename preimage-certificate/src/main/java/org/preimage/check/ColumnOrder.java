package org.preimage.check;

import java.util.Arrays;

/**
 * An order of columns, breadth first through the rows that join them, that keeps the elimination of
 * convolutions and other sparse matrices banded. Any order is correct; this one is fast.
 */
final class ColumnOrder {
  private final SparseRow[] rows;
  private final int n;
  private final int[] rowStart;
  private final int[] rowsOfColumn;

  private ColumnOrder(SparseRow[] rows, int n) {
    this.rows = rows;
    this.n = n;
    this.rowStart = new int[n + 1];
    for (SparseRow row : rows) {
      for (int k = 0; k < row.size(); k++) {
        rowStart[row.column(k) + 1]++;
      }
    }
    for (int c = 0; c < n; c++) {
      rowStart[c + 1] = Math.addExact(rowStart[c + 1], rowStart[c]);
    }
    this.rowsOfColumn = new int[rowStart[n]];
    int[] next = Arrays.copyOf(rowStart, n);
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < rows[i].size(); k++) {
        rowsOfColumn[next[rows[i].column(k)]++] = i;
      }
    }
  }

  /** For each column its place in the order. */
  static int[] placesOf(SparseRow[] rows, int n) {
    ColumnOrder order = new ColumnOrder(rows, n);
    int[] first = order.breadthFirst(natural(n));
    // Starting where the first search ended makes the levels narrow.
    int[] reversed = new int[n];
    for (int k = 0; k < n; k++) {
      reversed[k] = first[n - 1 - k];
    }
    int[] sequence = order.breadthFirst(reversed);
    int[] places = new int[n];
    for (int k = 0; k < n; k++) {
      places[sequence[k]] = k;
    }
    return places;
  }

  private static int[] natural(int n) {
    int[] sequence = new int[n];
    Arrays.setAll(sequence, k -> k);
    return sequence;
  }

  private int[] breadthFirst(int[] starts) {
    boolean[] columnSeen = new boolean[n];
    boolean[] rowSeen = new boolean[rows.length];
    int[] queue = new int[n];
    int end = 0;
    int head = 0;
    for (int start : starts) {
      if (!columnSeen[start]) {
        columnSeen[start] = true;
        queue[end++] = start;
      }
      while (head < end) {
        int c = queue[head++];
        for (int k = rowStart[c]; k < rowStart[c + 1]; k++) {
          end = enqueue(rowsOfColumn[k], rowSeen, columnSeen, queue, end);
        }
      }
    }
    return queue;
  }

  private int enqueue(int i, boolean[] rowSeen, boolean[] columnSeen, int[] queue, int end) {
    int next = end;
    for (int k = 0; !rowSeen[i] && k < rows[i].size(); k++) {
      int column = rows[i].column(k);
      if (!columnSeen[column]) {
        columnSeen[column] = true;
        queue[next++] = column;
      }
    }
    rowSeen[i] = true;
    return next;
  }
}
