package org.preimage.capacity.experiment;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs the trials of a plan that are not finished yet and keeps their results. These do not depend
 * on where trials run, on how many at once, or on how often a sweep is stopped and resumed.
 */
public final class SweepRun {
  /** Results wait at most so long before they are kept. */
  private static final long PATIENCE_MILLIS = 200;

  /** Hears about progress, in the thread that runs the sweep. */
  public interface Watcher {
    /** Called several times a second, and once for each batch of results after it was kept. */
    void update(Status status);
  }

  /**
   * Where a sweep stands.
   *
   * @param finished results kept, of this run and earlier ones
   * @param total trials of the plan
   * @param added results of this run
   * @param seconds since this run began
   */
  public record Status(long finished, long total, long added, double seconds) {
    /** Whether nothing is left to do. */
    public boolean isComplete() {
      return finished == total;
    }

    /**
     * Estimated seconds that the trials left will take; NaN before the first result of this run.
     */
    public double secondsLeft() {
      return added == 0 ? Double.NaN : seconds / added * (total - finished);
    }
  }

  /**
   * How to run.
   *
   * @param threads of this process, at least 1; of no meaning where an executor is given
   * @param timeLimit no trial is begun after this; those in flight are given up
   * @param runner of the single trials
   */
  public record Options(int threads, Duration timeLimit, TrialRunner runner) {
    /** One thread, no limit. */
    public static Options defaults() {
      return new Options(1, Duration.ofDays(3650), TrialRunner.defaults());
    }

    /** Checks the number of threads. */
    public Options {
      if (threads < 1) {
        throw new IllegalArgumentException(
            "A sweep requires at least one thread but received " + threads + ".");
      }
    }

    public Options withThreads(int count) {
      return new Options(count, timeLimit, runner);
    }

    public Options withTimeLimit(Duration limit) {
      return new Options(threads, limit, runner);
    }

    public Options withRunner(TrialRunner other) {
      return new Options(threads, timeLimit, other);
    }
  }

  private final SweepPlan plan;
  private final TrialStore store;
  private final Duration timeLimit;
  private final Watcher watcher;
  private final BlockingQueue<TrialResult> results = new LinkedBlockingQueue<>();
  private final long start = System.nanoTime();
  private long before;
  private final BitSet missing = new BitSet();
  private long added;

  private SweepRun(SweepPlan plan, TrialStore store, Duration timeLimit, Watcher watcher) {
    this.plan = plan;
    this.store = store;
    this.timeLimit = timeLimit;
    this.watcher = watcher;
  }

  /** Runs on threads of this process; otherwise as the method with an executor. */
  public static Status run(SweepPlan plan, TrialStore store, Options options, Watcher watcher)
      throws IOException {
    return run(plan, store, TrialExecutor.threads(options.threads()), options, watcher);
  }

  /**
   * Runs until all trials are finished, the time is over or the calling thread is interrupted,
   * which stays interrupted then. In each case all results that were ready have been kept.
   *
   * @throws PlanMismatchException if the store holds another plan
   * @throws IOException if the store fails
   * @throws ClusterException if the executor cannot go on
   */
  public static Status run(
      SweepPlan plan, TrialStore store, TrialExecutor executor, Options options, Watcher watcher)
      throws IOException {
    return new SweepRun(plan, store, options.timeLimit(), watcher).run(executor, options.runner());
  }

  private Status run(TrialExecutor executor, TrialRunner runner) throws IOException {
    store.begin(plan);
    missing.set(0, Math.toIntExact(plan.trialCount()));
    missing.andNot(store.finished());
    before = plan.trialCount() - missing.cardinality();
    if (!missing.isEmpty()) {
      try (TrialExecutor.Execution execution =
          executor.start(plan, runner, (BitSet) missing.clone(), results::add)) {
        collect(execution);
      } finally {
        drain();
      }
    }
    return status();
  }

  private void collect(TrialExecutor.Execution execution) throws IOException {
    while (!status().isComplete() && status().seconds() * 1000 <= timeLimit.toMillis()) {
      try {
        @Nullable TrialResult first = results.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        if (first == null && execution.isEnded() && results.isEmpty()) {
          return;
        }
        keep(first);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /**
   * Keeps this result and those that are ready, in one transaction. An executor may deliver a
   * result twice, for instance after it lost a machine: the second one does not count.
   */
  private void keep(@Nullable TrialResult first) throws IOException {
    List<TrialResult> batch = new ArrayList<>();
    if (first != null) {
      batch.add(first);
    }
    results.drainTo(batch);
    batch.removeIf(result -> !isNews(result));
    if (!batch.isEmpty()) {
      store.append(batch);
      added += batch.size();
    }
    watcher.update(status());
  }

  private boolean isNews(TrialResult result) {
    int index = Math.toIntExact(result.index());
    boolean news = missing.get(index);
    missing.clear(index);
    return news;
  }

  private void drain() throws IOException {
    // A file's channel would close under an interrupted thread.
    boolean interrupted = Thread.interrupted();
    keep(null);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Status status() {
    return new Status(before + added, plan.trialCount(), added, (System.nanoTime() - start) * 1e-9);
  }
}
