package org.preimage.certify;

import java.util.function.Supplier;

/** Reports a running task ten times a second from a helper thread. */
final class ProgressTicker {
  private ProgressTicker() {}

  /** Runs {@code work} in this thread while reporting. */
  static <T> T during(Progress progress, String task, Supplier<Effort> effort, Supplier<T> work) {
    progress.update(task, Double.NaN, effort.get());
    if (progress == Progress.SILENT) {
      return work.get();
    }
    Thread ticker = new Thread(() -> tick(progress, task, effort), "preimage-progress");
    ticker.setDaemon(true);
    ticker.start();
    try {
      return work.get();
    } finally {
      ticker.interrupt();
    }
  }

  private static void tick(Progress progress, String task, Supplier<Effort> effort) {
    try {
      while (true) {
        Thread.sleep(100);
        progress.update(task, Double.NaN, effort.get());
      }
    } catch (InterruptedException done) {
      Thread.currentThread().interrupt();
    }
  }
}
