package org.preimage.certify;

import org.preimage.spanning.SearchBudget;

/**
 * Work done so far.
 *
 * @param seconds wall-clock time
 * @param cells nodes of cell trees visited
 * @param linearPrograms linear programs solved
 * @param points inputs at which activation patterns were looked at
 * @param mostKept most bytes that searches kept at once, by nominal sizes
 * @param memoryRanOut whether a search ended because it would have kept more than allowed
 */
public record Effort(
    double seconds,
    long cells,
    long linearPrograms,
    long points,
    long mostKept,
    boolean memoryRanOut) {
  /** Work that keeps nothing. */
  public Effort(double seconds, long cells, long linearPrograms, long points) {
    this(seconds, cells, linearPrograms, points, 0, false);
  }

  /**
   * What a budget was spent on, and the time since.
   *
   * @param start {@link System#nanoTime} when the work began
   */
  static Effort since(long start, SearchBudget budget) {
    return new Effort(
        (System.nanoTime() - start) / 1e9,
        budget.cells(),
        budget.linearPrograms(),
        budget.points(),
        budget.mostKept(),
        budget.wasFull());
  }
}
