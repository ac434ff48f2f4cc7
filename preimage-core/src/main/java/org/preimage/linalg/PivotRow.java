package org.preimage.linalg;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A row of the echelon form with pivot 1: contiguous when at least half full, else with the
 * positions of its non-zero entries.
 */
final class PivotRow {
  private final int first;
  private final int last;
  private final int @Nullable [] positions;
  private final long[] values;

  private PivotRow(int first, int last, int @Nullable [] positions, long[] values) {
    this.first = first;
    this.last = last;
    this.positions = positions;
    this.values = values;
  }

  /** Entries {@code first} … {@code last} of {@code row}, canonical residues. */
  static PivotRow copyOf(long[] row, int first, int last) {
    int[] positions = IntStream.rangeClosed(first, last).filter(j -> row[j] != 0).toArray();
    if (2 * positions.length > last - first) {
      return new PivotRow(first, last, null, Arrays.copyOfRange(row, first, last + 1));
    }
    return new PivotRow(
        first, last, positions, Arrays.stream(positions).mapToLong(j -> row[j]).toArray());
  }

  /** Position of the last non-zero entry. */
  int last() {
    return last;
  }

  /**
   * Writes work − factor · this into {@code work}, whose entries stay at most p + 2: below 2⁶¹ + 2
   * + 2⁶² before the one folding step.
   */
  void subtractFrom(long[] work, long factor) {
    long f = Mersenne61.negate(factor);
    if (positions == null) {
      for (int k = 0; k < values.length; k++) {
        long sum = work[first + k] + Mersenne61.multiplyLoosely(f, values[k]);
        work[first + k] = (sum & Mersenne61.P) + (sum >>> 61);
      }
    } else {
      for (int k = 0; k < values.length; k++) {
        long sum = work[positions[k]] + Mersenne61.multiplyLoosely(f, values[k]);
        work[positions[k]] = (sum & Mersenne61.P) + (sum >>> 61);
      }
    }
  }
}
