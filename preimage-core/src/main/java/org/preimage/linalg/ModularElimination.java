package org.preimage.linalg;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A growing row echelon form modulo 2⁶¹ − 1. Columns are ordered by their first appearance, which
 * keeps bands narrow when rows arrive in order of position.
 */
final class ModularElimination {
  private final int[] place; // position of a column in the order of first appearance, or −1
  private final @Nullable PivotRow[] pivots; // by position of the pivot
  private final long[] work; // the row being reduced, by position; entries at most p + 2
  private int placed;
  private int rank;
  private int first; // work vanishes outside first … last
  private int last;

  ModularElimination(int columns) {
    place = new int[columns];
    Arrays.fill(place, -1);
    pivots = new PivotRow[columns];
    work = new long[columns];
  }

  boolean isComplete() {
    return rank == pivots.length;
  }

  /** Reduces a row by those added before; true if it is independent of them, and then added. */
  boolean add(RowSource rows, int row) {
    first = work.length;
    last = -1;
    rows.read(row, this::scatter);
    for (int position = first; position <= last; position++) {
      long value = Mersenne61.reduce(work[position]);
      PivotRow pivot = pivots[position];
      work[position] = value;
      if (value != 0 && pivot == null) {
        pivots[position] = takeRow(position);
        rank++;
        return true;
      }
      if (value != 0 && pivot != null) {
        pivot.subtractFrom(work, value);
        last = Math.max(last, pivot.last());
      }
      work[position] = 0;
    }
    return false;
  }

  private void scatter(int column, double value) {
    if (place[column] < 0) {
      place[column] = placed++;
    }
    int position = place[column];
    work[position] = Mersenne61.reduce(work[position] + Mersenne61.residue(value));
    first = Math.min(first, position);
    last = Math.max(last, position);
  }

  /** Moves the work row out, scaled to have 1 at {@code position}. */
  private PivotRow takeRow(int position) {
    long scale = Mersenne61.inverse(work[position]);
    int end = position;
    for (int j = position; j <= last; j++) {
      work[j] = Mersenne61.multiply(scale, work[j]);
      end = work[j] == 0 ? end : j;
    }
    PivotRow row = PivotRow.copyOf(work, position, end);
    Arrays.fill(work, position, last + 1, 0);
    return row;
  }
}
