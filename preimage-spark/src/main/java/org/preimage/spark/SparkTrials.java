package org.preimage.spark;

import java.time.Duration;
import java.util.BitSet;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.preimage.capacity.experiment.ClusterException;
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
  SparkTrials(String master) {
    this(master, SlicedRun.PATIENCE);
  }

  @Override
  public Execution start(
      SweepPlan plan, TrialRunner runner, BitSet pending, Consumer<TrialResult> results) {
    Driver driver = new Driver(master, new TrialSlice(plan, runner, patience), pending, results);
    driver.thread.start();
    return driver;
  }

  /** Runs in a thread of its own. */
  private static final class Driver implements Execution {
    private static final long FAREWELL_MILLIS = 20_000;

    private final String master;
    private final TrialSlice work;
    private final BitSet pending;
    private final Consumer<TrialResult> results;
    private final Thread thread = new Thread(this::run, "sweep on spark");
    private volatile boolean closing;
    private volatile @Nullable ClusterException failure;

    Driver(String master, TrialSlice work, BitSet pending, Consumer<TrialResult> results) {
      this.master = master;
      this.work = work;
      this.pending = pending;
      this.results = results;
      thread.setDaemon(true);
    }

    private void run() {
      try (JavaSparkContext spark = SparkConnection.open(master, "preimage sweep")) {
        new SlicedRun<long[], TrialResult>(spark, numbers -> numbers, work, results::accept)
            .run(pending, () -> closing);
      } catch (Throwable e) {
        // Everything: Scala declares no exceptions.
        failure = closing ? null : SparkFailure.of(e);
      }
    }

    @Override
    public boolean isEnded() {
      // Asked first: a thread that has died has told its failure.
      boolean ended = !thread.isAlive();
      @Nullable ClusterException thrown = failure;
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
