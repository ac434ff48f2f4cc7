package org.preimage.spark;

import java.time.Duration;

/** Lines on standard error that say how far the work is, at most one every few seconds. */
final class ProgressLines {
  private static final long INTERVAL_NANOS = 5_000_000_000L;

  private final String things;
  private final boolean shown;
  private long next = System.nanoTime() + INTERVAL_NANOS;

  /**
   * Starts the clock.
   *
   * @param things what is counted, in the plural
   */
  ProgressLines(String things, boolean shown) {
    this.things = things;
    this.shown = shown;
  }

  /**
   * Tells the state.
   *
   * @param secondsLeft an estimate, NaN if there is none yet
   */
  void update(long done, long total, double secondsLeft) {
    if (!shown || System.nanoTime() - next < 0) {
      return;
    }
    next = System.nanoTime() + INTERVAL_NANOS;
    System.err.printf("%d of %d %s%s%n", done, total, things, left(secondsLeft));
  }

  private static String left(double seconds) {
    if (Double.isNaN(seconds)) {
      return "";
    }
    Duration left = Duration.ofSeconds(Math.round(seconds));
    return left.toHours() > 0
        ? ", about %d h %d min left".formatted(left.toHours(), left.toMinutesPart())
        : ", about %d min %d s left".formatted(left.toMinutes(), left.toSecondsPart());
  }
}
