package org.preimage.capacity.experiment;

import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import org.preimage.spanning.SearchBudget;

/**
 * Runs trials one by one. Stateless, so one runner may serve many threads.
 *
 * @param safety real time after which a decision ends although it has effort left; the result is
 *     then marked as overdue. No part of a plan, because on a fast machine it does not matter
 */
public record TrialRunner(Duration safety) implements Serializable {
  /** Runs trials with a safety net of half an hour for each decision. */
  public static TrialRunner defaults() {
    return new TrialRunner(Duration.ofMinutes(30));
  }

  /** Checks that there is time. */
  public TrialRunner {
    if (safety.isZero() || safety.isNegative()) {
      throw new IllegalArgumentException(
          "A runner requires a positive safety time but received " + safety + ".");
    }
  }

  /**
   * Runs a trial in the calling thread.
   *
   * @throws InterruptedException if the thread was interrupted: there is no result then, since it
   *     would not be that of the trial
   */
  public TrialResult run(Trial trial) throws InterruptedException {
    long start = processorTime();
    Measurement measurement = measure(trial);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return new TrialResult(
        trial.index(),
        measurement.outcome(),
        measurement.numbers(),
        measurement.isOverdue(),
        (processorTime() - start) * 1e-9);
  }

  private Measurement measure(Trial trial) {
    return switch (trial.experiment()) {
      case INJECTIVITY -> InjectivityTrial.measure(trial, this);
      case SMALLEST_ROWS -> SmallestRowsTrial.measure(trial, this);
      case ACTIVE_ROWS -> ActiveRowsTrial.measure(trial, this);
      case DEEP_ACTIVITY -> DeepActivityTrial.measure(trial, this);
      case STABILITY -> StabilityTrial.measure(trial, this);
      case RECOVERY -> RecoveryTrial.measure(trial);
    };
  }

  /** The budget of one decision of a trial. */
  SearchBudget budget(Trial trial) {
    return SearchBudget.ofWork(trial.effort(), safety.toNanos() * 1e-9);
  }

  private static long processorTime() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return threads.isCurrentThreadCpuTimeSupported()
        ? threads.getCurrentThreadCpuTime()
        : System.nanoTime();
  }
}
