package org.preimage.capacity.experiment;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Threads that take trials in order.
 *
 * @param count at least 1
 */
record ThreadedTrials(int count) implements TrialExecutor {
  ThreadedTrials {
    if (count < 1) {
      throw new IllegalArgumentException(
          "A sweep requires at least one thread but received " + count + ".");
    }
  }

  @Override
  public Execution start(
      SweepPlan plan, TrialRunner runner, BitSet pending, Consumer<TrialResult> results) {
    Workers workers = new Workers(plan, runner, pending, results);
    workers.begin(count);
    return workers;
  }

  private static final class Workers implements Execution {
    private final SweepPlan plan;
    private final TrialRunner runner;
    private final BitSet pending;
    private final Consumer<TrialResult> results;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();
    private int next;

    Workers(SweepPlan plan, TrialRunner runner, BitSet pending, Consumer<TrialResult> results) {
      this.plan = plan;
      this.runner = runner;
      this.pending = pending;
      this.results = results;
    }

    void begin(int count) {
      for (int k = 1; k <= count; k++) {
        Thread thread = new Thread(this::work, "sweep " + k);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
      }
    }

    private void work() {
      try {
        for (int index = take(); index >= 0; index = take()) {
          results.accept(runner.run(plan.trial(index)));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException | Error e) {
        failure.compareAndSet(null, e);
      }
    }

    /** The next trial, or -1, also when asked again. */
    private synchronized int take() {
      int index = failure.get() == null ? pending.nextSetBit(next) : -1;
      if (index >= 0) {
        next = index + 1;
      }
      return index;
    }

    @Override
    public boolean isEnded() {
      // Asked first: a thread that has died has told its failure.
      boolean ended = threads.stream().noneMatch(Thread::isAlive);
      Throwable thrown = failure.get();
      if (thrown instanceof RuntimeException e) {
        throw e;
      }
      if (thrown instanceof Error e) {
        throw e;
      }
      return ended;
    }

    @Override
    public void close() {
      threads.forEach(Thread::interrupt);
    }
  }
}
