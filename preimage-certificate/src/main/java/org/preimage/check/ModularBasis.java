package org.preimage.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Rows that are linearly independent modulo p, hence over the rationals, in echelon form. Rows can
 * be taken back in the reverse order, which is what walking a tree needs.
 */
final class ModularBasis {
  /** A reduced row: 1 at its first place, nothing before it. */
  private static final class Echelon {
    final int[] places;
    final long[] values;

    Echelon(int[] places, long[] values) {
      this.places = places;
      this.values = values;
    }
  }

  private final List<Echelon> rows = new ArrayList<>();
  private final int[] ownerOfPlace;
  private final long[] work;
  private final BitSet touched = new BitSet();
  private final int[] placeOfColumn;

  /** An empty basis of rows with {@code n} columns. */
  ModularBasis(int n) {
    this(n, new int[0]);
  }

  /**
   * An empty basis that eliminates columns in another order, which changes only the cost.
   *
   * @param placeOfColumn a permutation, or empty for the natural order
   */
  ModularBasis(int n, int[] placeOfColumn) {
    this.ownerOfPlace = new int[n];
    Arrays.fill(ownerOfPlace, -1);
    this.work = new long[n];
    this.placeOfColumn = placeOfColumn;
  }

  int size() {
    return rows.size();
  }

  boolean isFull() {
    return rows.size() == work.length;
  }

  /** Adds the row if it is independent of the basis; tells whether it was. */
  boolean add(SparseRow row) {
    if (isFull()) {
      return false;
    }
    for (int k = 0; k < row.size(); k++) {
      int place = placeOfColumn.length == 0 ? row.column(k) : placeOfColumn[row.column(k)];
      work[place] = Modular.of(row.value(k));
      touched.set(place);
    }
    int pivot = reduce();
    if (pivot >= 0) {
      ownerOfPlace[pivot] = rows.size();
      rows.add(gather(pivot));
    }
    clear();
    return pivot >= 0;
  }

  /** Takes back the rows added last, down to {@code size} rows. */
  void truncate(int size) {
    while (rows.size() > size) {
      ownerOfPlace[rows.remove(rows.size() - 1).places[0]] = -1;
    }
  }

  /** Eliminates until a place without owner is reached; returns it, or −1 when nothing is left. */
  private int reduce() {
    for (int c = touched.nextSetBit(0); c >= 0; c = touched.nextSetBit(c + 1)) {
      if (work[c] != 0) {
        if (ownerOfPlace[c] < 0) {
          return c;
        }
        subtract(rows.get(ownerOfPlace[c]), work[c]);
      }
    }
    return -1;
  }

  private void subtract(Echelon row, long factor) {
    int[] places = row.places;
    long[] values = row.values;
    for (int k = 0; k < places.length; k++) {
      int place = places[k];
      work[place] = Modular.minus(work[place], Modular.times(factor, values[k]));
      touched.set(place);
    }
  }

  private Echelon gather(int pivot) {
    long scale = Modular.inverse(work[pivot]);
    int[] places = new int[touched.cardinality()];
    long[] values = new long[places.length];
    int size = 0;
    for (int c = pivot; c >= 0; c = touched.nextSetBit(c + 1)) {
      if (work[c] != 0) {
        places[size] = c;
        values[size++] = Modular.times(work[c], scale);
      }
    }
    return new Echelon(Arrays.copyOf(places, size), Arrays.copyOf(values, size));
  }

  private void clear() {
    for (int c = touched.nextSetBit(0); c >= 0; c = touched.nextSetBit(c + 1)) {
      work[c] = 0;
    }
    touched.clear();
  }
}
