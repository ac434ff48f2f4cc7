package org.preimage.covering;

import java.util.List;
import org.preimage.linalg.Footprint;

/**
 * A part of the case distinction that was searched.
 *
 * @param steps of the count tree in preorder, up to where the parts left open follow
 * @param simplices what its leaves name
 * @param open number of parts left open, which follow the steps in order
 * @param cases number of cases looked at
 * @param explored share of the whole tree that was closed
 */
@SuppressWarnings("ArrayRecordComponent")
record FinishedPart(int[] steps, List<int[]> simplices, int open, long cases, double explored) {
  /** What it takes in memory. */
  long bytes() {
    long bytes = 3 * Footprint.OBJECT + Footprint.ints(steps.length);
    for (int[] simplex : simplices) {
      bytes += Footprint.REFERENCE + Footprint.ints(simplex.length);
    }
    return bytes;
  }
}
