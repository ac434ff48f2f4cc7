package org.preimage.spark;

import java.io.Serializable;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Numbered items, many of them in a task. New tasks are submitted before the last ones end, so that
 * no core waits for another one.
 *
 * @param <I> what travels to a task
 * @param <R> the result of an item
 */
final class SlicedRun<I extends Serializable, R extends Serializable> {
  /** How long a task works before it returns what it has. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final long POLL_MILLIS = 200;

  /** What a task is told about its items. */
  interface Preparation<I> {
    /** Called in the driver when their turn comes. */
    I of(long[] numbers);
  }

  /** Receives each result once, in the thread that runs. */
  interface Sink<R> {
    /** Takes a result. */
    void accept(R result);
  }

  private final JavaSparkContext spark;
  private final Preparation<I> preparation;
  private final TaskResults<I, Done<R>> tasks;
  private final Sink<R> sink;

  SlicedRun(
      JavaSparkContext spark, Preparation<I> preparation, Function<I, Done<R>> work, Sink<R> sink) {
    this.spark = spark;
    this.preparation = preparation;
    this.tasks = new TaskResults<>(spark, work);
    this.sink = sink;
  }

  /**
   * Runs until all items are done or it is told to end; tasks that run are cancelled then.
   *
   * @param pending numbers of the items; empty at the end if all were done
   */
  void run(BitSet pending, BooleanSupplier ended) throws InterruptedException {
    try {
      while (!ended.getAsBoolean() && (!pending.isEmpty() || tasks.pending() > 0)) {
        int cores = spark.defaultParallelism();
        if (tasks.pending() <= cores) {
          List<long[]> slices = Slices.take(pending, cores);
          tasks.submit(slices.stream().map(preparation::of).toList());
        }
        @Nullable Done<R> done = tasks.poll(POLL_MILLIS);
        if (done != null) {
          done.results().forEach(sink::accept);
          for (long number : done.rest()) {
            pending.set((int) number);
          }
        }
      }
    } finally {
      tasks.cancel();
    }
  }
}
