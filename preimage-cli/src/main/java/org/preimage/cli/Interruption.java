package org.preimage.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C into an interrupt of the working thread and gives it time to print what it has. The
 * JVM then leaves with code 130 by itself.
 */
final class Interruption {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private final CountDownLatch finished = new CountDownLatch(1);

  private Interruption() {}

  /** Watches over the calling thread until {@link #end}. */
  static Interruption ofThisThread() {
    Interruption interruption = new Interruption();
    Thread worker = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> interruption.stop(worker), "preimage-interruption"));
    return interruption;
  }

  /** The work is done and its results are printed. */
  void end() {
    finished.countDown();
  }

  private void stop(Thread worker) {
    if (finished.getCount() == 0) {
      return;
    }
    worker.interrupt();
    try {
      if (!finished.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        System.err.println("preimage: stopped in the middle of a step; nothing was written.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
