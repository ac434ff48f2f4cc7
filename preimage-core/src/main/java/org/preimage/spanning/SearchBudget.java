package org.preimage.spanning;

import java.util.concurrent.atomic.AtomicLong;

/** When to stop, and what was spent: a deadline, interruption of the thread, and effort counters. */
public final class SearchBudget {
  private final long deadline;
  private final AtomicLong cells = new AtomicLong();
  private final AtomicLong linearPrograms = new AtomicLong();
  private final AtomicLong points = new AtomicLong();

  /**
   * A budget that ends at a moment.
   *
   * @param deadline in the units of {@link System#nanoTime}
   */
  public SearchBudget(long deadline) {
    this.deadline = deadline;
  }

  /** A budget of so many seconds from now. */
  public static SearchBudget ofSeconds(double seconds) {
    return new SearchBudget(System.nanoTime() + (long) (seconds * 1e9));
  }

  /** Whether the time is over or the thread was asked to stop. */
  public boolean isSpent() {
    return System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted();
  }

  /** Seconds left, not negative. */
  public double secondsLeft() {
    return Math.max(0, (deadline - System.nanoTime()) / 1e9);
  }

  void countCell() {
    cells.incrementAndGet();
  }

  void countLinearProgram() {
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
