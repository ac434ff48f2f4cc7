package org.preimage.check;

import java.util.Arrays;
import java.util.Comparator;

/** Linear independence of as many rows as there are columns. */
final class Independence {
  private Independence() {}

  /**
   * Requires that the determinant is not 0 modulo p. Rows whose determinant is a non-zero multiple
   * of p are rejected although they are independent; never the reverse.
   */
  static void require(SparseRow[] rows, int n) throws Rejection {
    Rejection.unless(
        rows.length == n, "rows", "%d rows are listed where %d are required", rows.length, n);
    int[] places = ColumnOrder.placesOf(rows, n);
    ModularBasis basis = new ModularBasis(n, places);
    SparseRow[] ordered = rows.clone();
    Arrays.sort(ordered, Comparator.comparingInt(row -> firstPlace(row, places)));
    for (SparseRow row : ordered) {
      Rejection.unless(
          basis.add(row), "rows", "are linearly dependent modulo 2^61 - 1 (rank below %d)", n);
    }
  }

  private static int firstPlace(SparseRow row, int[] places) {
    int first = Integer.MAX_VALUE;
    for (int k = 0; k < row.size(); k++) {
      first = Math.min(first, places[row.column(k)]);
    }
    return first;
  }
}
