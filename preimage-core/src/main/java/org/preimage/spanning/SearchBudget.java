package org.preimage.spanning;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When to stop, and what was spent: a deadline, a number of cells, interruption of the thread, and
 * effort counters.
 */
public final class SearchBudget {
  private final long deadline;
  private final long mostCells;
  private final AtomicBoolean stopped;
  private final AtomicLong cells;
  private final AtomicLong linearPrograms;
  private final AtomicLong points;

  /**
   * A budget that ends at a moment.
   *
   * @param deadline in the units of {@link System#nanoTime}
   */
  public SearchBudget(long deadline) {
    this(
        deadline,
        Long.MAX_VALUE,
        new AtomicBoolean(),
        new AtomicLong(),
        new AtomicLong(),
        new AtomicLong());
  }

  private SearchBudget(
      long deadline,
      long mostCells,
      AtomicBoolean stopped,
      AtomicLong cells,
      AtomicLong linearPrograms,
      AtomicLong points) {
    this.deadline = deadline;
    this.mostCells = mostCells;
    this.stopped = stopped;
    this.cells = cells;
    this.linearPrograms = linearPrograms;
    this.points = points;
  }

  /** A part of this budget: ends after so many seconds or with it; effort is counted together. */
  public SearchBudget within(double seconds) {
    long end = System.nanoTime() + (long) (Math.min(seconds, secondsLeft()) * 1e9);
    return new SearchBudget(end, mostCells, stopped, cells, linearPrograms, points);
  }

  /** This budget, which also ends when so many cells are counted in it and its parts. */
  public SearchBudget withMostCells(long newMost) {
    return new SearchBudget(deadline, newMost, stopped, cells, linearPrograms, points);
  }

  /** A budget of so many seconds from now. */
  public static SearchBudget ofSeconds(double seconds) {
    return new SearchBudget(System.nanoTime() + (long) (seconds * 1e9));
  }

  /** Whether the time is over, too many cells were counted, or the thread was asked to stop. */
  public boolean isSpent() {
    return System.nanoTime() - deadline > 0
        || cells.get() >= mostCells
        || stopped.get()
        || Thread.currentThread().isInterrupted();
  }

  /** Ends this budget, the one it is a part of, and all other parts, in every thread. */
  public void stop() {
    stopped.set(true);
  }

  /** Seconds left, not negative. */
  public double secondsLeft() {
    return Math.max(0, (deadline - System.nanoTime()) / 1e9);
  }

  /** Counts a state of a case distinction. */
  public void countCell() {
    cells.incrementAndGet();
  }

  /** Counts a linear program. */
  public void countLinearProgram() {
    linearPrograms.incrementAndGet();
  }

  /** Counts inputs whose activation pattern was looked at. */
  public void countPoints(long number) {
    points.addAndGet(number);
  }

  public long cells() {
    return cells.get();
  }

  public long linearPrograms() {
    return linearPrograms.get();
  }

  public long points() {
    return points.get();
  }
}
