package org.preimage.capacity.experiment;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Runs the trials of a plan that are not finished yet, on threads of this process. Results do not
 * depend on the number of threads or on how often a sweep is stopped and resumed.
 */
public final class SweepRun {
  /** Results wait at most so long before they are kept. */
  private static final long PATIENCE_MILLIS = 200;

  private static final int MOST_AT_ONCE = 1000;

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
   * @param threads at least 1
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
  private final Options options;
  private final Watcher watcher;
  private final BlockingQueue<TrialResult> results = new LinkedBlockingQueue<>(MOST_AT_ONCE);
  private final AtomicLong next = new AtomicLong();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final long start = System.nanoTime();
  private BitSet finished = new BitSet();
  private long before;
  private long added;
  private volatile @Nullable Throwable failure;

  private SweepRun(SweepPlan plan, TrialStore store, Options options, Watcher watcher) {
    this.plan = plan;
    this.store = store;
    this.options = options;
    this.watcher = watcher;
  }

  /**
   * Runs until all trials are finished, the time is over or the calling thread is interrupted,
   * which stays interrupted then. In each case all results that were ready have been kept.
   *
   * @throws PlanMismatchException if the store holds another plan
   * @throws IOException if the store fails
   */
  public static Status run(SweepPlan plan, TrialStore store, Options options, Watcher watcher)
      throws IOException {
    return new SweepRun(plan, store, options, watcher).run();
  }

  private Status run() throws IOException {
    store.begin(plan);
    finished = store.finished();
    before = finished.cardinality();
    List<Thread> workers = new ArrayList<>();
    try {
      for (int k = 0; k < options.threads(); k++) {
        Thread worker = new Thread(this::work, "sweep " + (k + 1));
        worker.setDaemon(true);
        worker.start();
        workers.add(worker);
      }
      collect(workers);
    } finally {
      ended.set(true);
      workers.forEach(Thread::interrupt);
    }
    drain();
    rethrow();
    return status();
  }

  /** Takes unfinished trials in order; results depend on the trial, not on who takes it. */
  private void work() {
    try {
      for (long index = take(); index >= 0; index = take()) {
        results.put(options.runner().run(plan.trial(index)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      failure = e;
      ended.set(true);
    }
  }

  private long take() {
    while (!ended.get()) {
      long index = next.getAndIncrement();
      if (index >= plan.trialCount()) {
        return -1;
      }
      if (!finished.get((int) index)) {
        return index;
      }
    }
    return -1;
  }

  private void collect(List<Thread> workers) throws IOException {
    long limit = options.timeLimit().toMillis();
    while (status().finished() < plan.trialCount() && !ended.get()) {
      try {
        TrialResult first = results.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        if (first == null && workers.stream().noneMatch(Thread::isAlive) && results.isEmpty()) {
          return;
        }
        keep(first);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      if (status().seconds() * 1000 > limit) {
        return;
      }
    }
  }

  /** Keeps this result and those that are ready; with them, in one transaction. */
  private void keep(@Nullable TrialResult first) throws IOException {
    List<TrialResult> batch = new ArrayList<>();
    if (first != null) {
      batch.add(first);
    }
    results.drainTo(batch);
    if (!batch.isEmpty()) {
      store.append(batch);
      added += batch.size();
    }
    watcher.update(status());
  }

  private void drain() throws IOException {
    boolean interrupted = Thread.interrupted();
    keep(null);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Status status() {
    return new Status(before + added, plan.trialCount(), added, (System.nanoTime() - start) * 1e-9);
  }

  private void rethrow() {
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
  }
}
