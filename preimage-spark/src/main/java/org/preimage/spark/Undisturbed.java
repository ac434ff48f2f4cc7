package org.preimage.spark;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;

/**
 * Work in a thread of its own that no interrupt reaches, since an interrupt closes the file that is
 * being written and breaks off Spark's leave-taking. It is asked to end instead.
 */
final class Undisturbed {
  /** Work that looks several times a second whether it should end. */
  interface Work {
    /** Does the work, or as much of it as there is time for. */
    void run(BooleanSupplier ended) throws IOException, InterruptedException;
  }

  private volatile boolean ended;

  private Undisturbed() {}

  /** Returns when the work has ended; the calling thread is interrupted then if it was before. */
  static void run(Work work) throws IOException {
    Undisturbed state = new Undisturbed();
    FutureTask<Boolean> task =
        new FutureTask<>(
            () -> {
              work.run(() -> state.ended);
              return true;
            });
    Thread thread = new Thread(task, "driver");
    thread.setDaemon(true);
    thread.start();
    try {
      state.await(task);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IOException failure) {
        throw failure;
      }
      if (cause instanceof IllegalArgumentException failure) {
        throw failure;
      }
      throw SparkFailure.of(cause == null ? e : cause);
    }
  }

  private void await(FutureTask<Boolean> task) throws ExecutionException {
    while (!task.isDone()) {
      try {
        task.get();
      } catch (InterruptedException e) {
        ended = true;
      }
    }
    try {
      task.get();
    } catch (InterruptedException e) {
      ended = true;
    }
    if (ended) {
      Thread.currentThread().interrupt();
    }
  }
}
