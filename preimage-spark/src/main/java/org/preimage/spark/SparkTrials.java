package org.preimage.spark;

import java.time.Duration;
import java.util.BitSet;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.preimage.capacity.experiment.SweepPlan;
import org.preimage.capacity.experiment.TrialExecutor;
import org.preimage.capacity.experiment.TrialResult;
import org.preimage.capacity.experiment.TrialRunner;

/**
 * Runs trials on Spark. Each start opens a connection of its own and closes it at the end.
 *
 * @param master address of the cluster, such as {@code local[*]} or {@code spark://host:7077}
 * @param patience of a task, after which it returns what it has
 */
record SparkTrials(String master, Duration patience) implements TrialExecutor {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final long POLL_MILLIS = 200;

  SparkTrials(String master) {
    this(master, PATIENCE);
  }

  @Override
  public Execution start(
      SweepPlan plan, TrialRunner runner, BitSet pending, Consumer<TrialResult> results) {
    Driver driver = new Driver(master, new TrialSlice(plan, runner, patience), pending, results);
    driver.thread.start();
    return driver;
  }

  /** Keeps the cluster busy, in a thread of its own. */
  private static final class Driver implements Execution {
    private static final long FAREWELL_MILLIS = 20_000;

    private final String master;
    private final TrialSlice work;
    private final BitSet pending;
    private final Consumer<TrialResult> results;
    private final Thread thread = new Thread(this::run, "sweep on spark");
    private volatile boolean closing;
    private volatile @Nullable IllegalStateException failure;

    Driver(String master, TrialSlice work, BitSet pending, Consumer<TrialResult> results) {
      this.master = master;
      this.work = work;
      this.pending = pending;
      this.results = results;
      thread.setDaemon(true);
    }

    private void run() {
      try (JavaSparkContext spark = SparkConnection.open(master, "preimage sweep")) {
        TaskResults<long[], TrialSlice.Done> tasks = new TaskResults<>(spark, work);
        try {
          feed(spark, tasks);
        } finally {
          tasks.cancel();
        }
      } catch (Throwable e) {
        // Everything: Scala declares no exceptions.
        failure = closing ? null : SparkFailure.of(e);
      }
    }

    /** New tasks are submitted before the last ones end, so that no core waits for another one. */
    private void feed(JavaSparkContext spark, TaskResults<long[], TrialSlice.Done> tasks)
        throws InterruptedException {
      while (!closing && (!pending.isEmpty() || tasks.pending() > 0)) {
        int cores = spark.defaultParallelism();
        if (tasks.pending() <= cores) {
          tasks.submit(Slices.take(pending, cores));
        }
        TrialSlice.@Nullable Done done = tasks.poll(POLL_MILLIS);
        if (done != null) {
          done.results().forEach(results);
          for (long index : done.rest()) {
            pending.set((int) index);
          }
        }
      }
    }

    @Override
    public boolean isEnded() {
      // Asked first: a thread that has died has told its failure.
      boolean ended = !thread.isAlive();
      @Nullable IllegalStateException thrown = failure;
      if (thrown != null) {
        throw thrown;
      }
      return ended;
    }

    /** Sets a flag, since an interrupt would break off Spark's own leave-taking. */
    @Override
    public void close() {
      closing = true;
      boolean interrupted = Thread.interrupted();
      try {
        thread.join(FAREWELL_MILLIS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
