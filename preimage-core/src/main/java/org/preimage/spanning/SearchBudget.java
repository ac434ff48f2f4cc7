package org.preimage.spanning;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When to stop, and what was spent: a deadline, a number of cells, what searches keep in memory,
 * interruption of the thread, and effort counters.
 *
 * <p>Memory is counted, not measured: each search tells how many bytes the cases that it has still
 * open, its record of the proof, and the circuits and points that it knows take nominally ({@link
 * org.preimage.linalg.Footprint}). It looks at the limit between two cases, so it exceeds it by
 * what one case adds; a finished proof is no longer counted. Unlike time, memory comes back: where
 * one search ended at the limit, another one may begin.
 *
 * <p>The clock is the wall's, or it is moved by the counted work alone ({@link #ofWork}). With the
 * second kind, what a search by one thread finds is the same on every machine, busy or idle.
 */
public final class SearchBudget {
  /** Nominal prices, in nanoseconds; what matters is that they are fixed. */
  private static final long CELL = 200_000;

  private static final long LINEAR_PROGRAM = 200_000;
  private static final long POINT = 5_000;

  /** Nominal nanoseconds in a unit of work. */
  private static final long UNIT = CELL;

  private final long deadline;
  private final long mostCells;
  private final long mostBytes;
  private final Account account;

  /**
   * A budget that ends at a moment.
   *
   * @param deadline in the units of {@link System#nanoTime}
   */
  public SearchBudget(long deadline) {
    this(deadline, Long.MAX_VALUE, Long.MAX_VALUE, new Account(false, deadline));
  }

  private SearchBudget(long deadline, long mostCells, long mostBytes, Account account) {
    this.deadline = deadline;
    this.mostCells = mostCells;
    this.mostBytes = mostBytes;
    this.account = account;
  }

  /** A part of this budget: ends after so many seconds or with it; effort is counted together. */
  public SearchBudget within(double seconds) {
    long end = account.now() + (long) (Math.min(seconds, secondsLeft()) * 1e9);
    return new SearchBudget(end, mostCells, mostBytes, account);
  }

  /** This budget, which also ends when so many cells are counted in it and its parts. */
  public SearchBudget withMostCells(long newMost) {
    return new SearchBudget(deadline, newMost, mostBytes, account);
  }

  /** This budget, which is also spent while it and its parts keep more bytes than this. */
  public SearchBudget withMostBytes(long newMost) {
    return new SearchBudget(deadline, mostCells, newMost, account);
  }

  /** A budget of so many seconds from now. */
  public static SearchBudget ofSeconds(double seconds) {
    return new SearchBudget(System.nanoTime() + (long) (seconds * 1e9));
  }

  /**
   * A budget of so many units of work: a cell or a linear program costs one unit, 40 points cost
   * one. Seconds of its parts are nominal ones, of 5000 units each.
   *
   * @param units at least 1
   * @param wallSeconds safety net: the budget also ends after so many real seconds, and then {@link
   *     #isOverdue} says so
   */
  public static SearchBudget ofWork(long units, double wallSeconds) {
    long limit = units > Long.MAX_VALUE / UNIT ? Long.MAX_VALUE : units * UNIT;
    return new SearchBudget(
        limit,
        Long.MAX_VALUE,
        Long.MAX_VALUE,
        new Account(true, System.nanoTime() + (long) (wallSeconds * 1e9)));
  }

  /**
   * Whether the time is over, too many cells were counted, too much is kept, or the thread was
   * asked to stop.
   */
  public boolean isSpent() {
    return account.now() - deadline > 0 || cells() >= mostCells || isFull() || account.isStopped();
  }

  /** Whether more is kept than allowed. */
  public boolean isFull() {
    return account.kept.get() > mostBytes;
  }

  /** Whether that ever was so: a search ended at the memory limit. */
  public boolean wasFull() {
    return account.mostKept.get() > mostBytes;
  }

  /** Why it is spent, as the end of a sentence; empty while it is not. */
  public String whySpent() {
    if (isFull()) {
      return "the memory limit of " + new ByteSize(mostBytes) + " was reached";
    }
    if (account.isStopped()) {
      return account.overdue.get() ? "the time was over" : "interrupted";
    }
    if (account.now() - deadline > 0) {
      return "the time was over";
    }
    return cells() >= mostCells ? "the node limit was reached" : "";
  }

  /** Whether a budget of work ended by real time or interruption, so not by the work alone. */
  public boolean isOverdue() {
    return account.overdue.get();
  }

  /** Ends this budget, the one it is a part of, and all other parts, in every thread. */
  public void stop() {
    account.stopped.set(true);
  }

  /** Seconds left, not negative. */
  public double secondsLeft() {
    return Math.max(0, (deadline - account.now()) / 1e9);
  }

  /** Real seconds left, not negative: for libraries that know no other clock. */
  public double wallSecondsLeft() {
    return account.worked
        ? Math.max(0, (account.wallDeadline - System.nanoTime()) / 1e9)
        : secondsLeft();
  }

  /** Counts a state of a case distinction. */
  public void countCell() {
    account.cells.incrementAndGet();
  }

  /** Counts a linear program. */
  public void countLinearProgram() {
    account.linearPrograms.incrementAndGet();
  }

  /** Counts inputs whose activation pattern was looked at. */
  public void countPoints(long number) {
    account.points.addAndGet(number);
  }

  /** Counts bytes that a search keeps from now on; negative when it gives them up. */
  public void countKept(long bytes) {
    long now = account.kept.addAndGet(bytes);
    if (bytes > 0) {
      account.mostKept.accumulateAndGet(now, Math::max);
    }
  }

  /** The most bytes kept at once so far. */
  public long mostKept() {
    return account.mostKept.get();
  }

  public long cells() {
    return account.cells.get();
  }

  public long linearPrograms() {
    return account.linearPrograms.get();
  }

  public long points() {
    return account.points.get();
  }

  /** Units of work counted so far. */
  public long work() {
    return account.nominalTime() / UNIT;
  }

  /** What a budget and its parts share. */
  private static final class Account {
    final boolean worked;
    final long wallDeadline;
    final AtomicBoolean stopped = new AtomicBoolean();
    final AtomicBoolean overdue = new AtomicBoolean();
    final AtomicLong cells = new AtomicLong();
    final AtomicLong linearPrograms = new AtomicLong();
    final AtomicLong points = new AtomicLong();
    final AtomicLong kept = new AtomicLong();
    final AtomicLong mostKept = new AtomicLong();

    /**
     * An account.
     *
     * @param worked whether work moves the clock
     */
    Account(boolean worked, long wallDeadline) {
      this.worked = worked;
      this.wallDeadline = wallDeadline;
    }

    long now() {
      return worked ? nominalTime() : System.nanoTime();
    }

    long nominalTime() {
      return CELL * cells.get() + LINEAR_PROGRAM * linearPrograms.get() + POINT * points.get();
    }

    boolean isStopped() {
      boolean interrupted = Thread.currentThread().isInterrupted();
      if (worked && (interrupted || System.nanoTime() - wallDeadline > 0)) {
        overdue.set(true);
        return true;
      }
      return interrupted || stopped.get();
    }
  }
}
