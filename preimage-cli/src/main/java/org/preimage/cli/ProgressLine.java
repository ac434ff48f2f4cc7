package org.preimage.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.preimage.certify.Effort;
import org.preimage.certify.Progress;
import picocli.CommandLine.Model.CommandSpec;

/**
 * One line on the error stream that says what is being done, for how long and how long at most it
 * may still take. On a terminal the line is rewritten; elsewhere new lines appear, seldom.
 */
final class ProgressLine implements Progress, AutoCloseable {
  /** The limit of work that ends only when it is done. */
  private static final Duration UNLIMITED = Duration.ofDays(36500);

  private static final int WIDTH = 79;
  private static final double NOT_SAID = Duration.ofDays(365).toSeconds();
  private final PrintWriter err;
  private final boolean terminal;
  private final Duration limit;
  private final LongSupplier nanos;
  private final long start;
  private final long interval;
  private long next;

  /**
   * Starts the clock.
   *
   * @param limit time after which the work stops by itself
   * @param nanos the clock
   */
  ProgressLine(PrintWriter err, boolean terminal, Duration limit, LongSupplier nanos) {
    this.err = err;
    this.terminal = terminal;
    this.limit = limit;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
    this.interval = terminal ? 100_000_000L : 2_000_000_000L;
    // Nothing flickers for work that ends at once.
    this.next = start + 3 * interval;
  }

  /** Runs a check, with a line of progress on standard error if wanted. */
  static <T> T during(
      boolean shown, @Nullable CommandSpec spec, Duration limit, Function<Progress, T> check) {
    if (!shown) {
      return check.apply(Progress.SILENT);
    }
    boolean terminal = Boolean.getBoolean("preimage.terminal");
    try (ProgressLine line =
        new ProgressLine(Commands.err(spec), terminal, limit, System::nanoTime)) {
      return check.apply(line);
    }
  }

  /**
   * Runs work that ends only when it is done, with a line of progress on standard error if wanted.
   *
   * @param work is handed what takes the share done
   */
  static <T> T during(
      boolean shown, @Nullable CommandSpec spec, String task, Function<DoubleConsumer, T> work) {
    if (!shown) {
      return work.apply(share -> {});
    }
    boolean terminal = Boolean.getBoolean("preimage.terminal");
    try (ProgressLine line =
        new ProgressLine(Commands.err(spec), terminal, UNLIMITED, System::nanoTime)) {
      return work.apply(share -> line.update(task, share));
    }
  }

  @Override
  public void update(String task, double done, Effort effort) {
    show(
        task,
        done,
        () ->
            " (%s cells, %s programs)"
                .formatted(
                    NumberText.count(effort.cells()), NumberText.count(effort.linearPrograms())));
  }

  /** Like {@link #update(String, double, Effort)} for work that counts no effort. */
  void update(String task, double done) {
    show(task, done, () -> "");
  }

  private synchronized void show(String task, double done, Supplier<String> ending) {
    long now = nanos.getAsLong();
    if (now - next < 0) {
      return;
    }
    next = now + interval;
    String text = text(task, done, ending.get(), (now - start) * 1e-9);
    if (terminal) {
      err.print("\r" + pad(text));
    } else {
      err.println(text);
    }
    err.flush();
  }

  /** Wipes the line. */
  @Override
  public synchronized void close() {
    if (terminal && next > start + 3 * interval) {
      err.print("\r" + pad("") + "\r");
      err.flush();
    }
  }

  private String text(String task, double done, String ending, double elapsed) {
    double left = Math.max(0, limit.toNanos() * 1e-9 - elapsed);
    String share = "";
    if (done > 0 && done <= 1) {
      share = " %d %%,".formatted(Math.round(100 * done));
      left = Math.min(left, elapsed * (1 - done) / done);
    }
    String rest = left > NOT_SAID ? "" : ", at most " + NumberText.time(left) + " left";
    return "%s:%s %s%s%s".formatted(task, share, NumberText.time(elapsed), rest, ending);
  }

  private static String pad(String text) {
    return text.length() > WIDTH
        ? text.substring(0, WIDTH - 1) + "…"
        : text + " ".repeat(WIDTH - text.length());
  }
}
