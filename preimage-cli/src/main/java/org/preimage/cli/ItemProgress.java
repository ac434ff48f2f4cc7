package org.preimage.cli;

import java.io.PrintWriter;
import java.util.function.LongSupplier;

/** One line on the error stream that counts items and says how long the rest will take. */
final class ItemProgress {
  private static final int WIDTH = 79;
  private static final long INTERVAL = 200_000_000L;
  private final PrintWriter err;
  private final boolean shown;
  private final LongSupplier nanos;
  private final long start;
  private long next;
  private int first = -1;

  private ItemProgress(PrintWriter err, boolean shown, LongSupplier nanos) {
    this.err = err;
    this.shown = shown;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
    this.next = start + INTERVAL;
  }

  static ItemProgress on(PrintWriter err) {
    return new ItemProgress(err, true, System::nanoTime);
  }

  static ItemProgress silent() {
    return new ItemProgress(new PrintWriter(java.io.Writer.nullWriter()), false, System::nanoTime);
  }

  /**
   * Tells that items are done.
   *
   * @param what is done, such as "inverting"
   * @param done of this run and earlier ones
   */
  synchronized void update(String what, int done, int total) {
    first = first < 0 ? done : first;
    long now = nanos.getAsLong();
    if (!shown || now - next < 0) {
      return;
    }
    next = now + INTERVAL;
    double elapsed = (now - start) * 1e-9;
    String left =
        done == first
            ? ""
            : ", " + NumberText.time(elapsed / (done - first) * (total - done)) + " left";
    String text = "%s: %d of %d, %s%s".formatted(what, done, total, NumberText.time(elapsed), left);
    err.print("\r" + text + " ".repeat(Math.max(0, WIDTH - text.length())));
    err.flush();
  }

  /** Wipes the line. */
  synchronized void close() {
    if (shown && next > start + INTERVAL) {
      err.print("\r" + " ".repeat(WIDTH) + "\r");
      err.flush();
    }
  }
}
