package org.preimage.certify;

import java.util.function.Supplier;

/** Reports a running task ten times a second from a helper thread. */
final class ProgressTicker implements AutoCloseable {
  private final Thread thread;

  private ProgressTicker(Thread thread) {
    this.thread = thread;
  }

  static ProgressTicker start(Progress progress, String task, Supplier<Effort> effort) {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  Thread.sleep(100);
                  progress.update(task, Double.NaN, effort.get());
                }
              } catch (InterruptedException done) {
                Thread.currentThread().interrupt();
              }
            },
            "preimage-progress");
    thread.setDaemon(true);
    if (progress != Progress.SILENT) {
      thread.start();
    }
    return new ProgressTicker(thread);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
