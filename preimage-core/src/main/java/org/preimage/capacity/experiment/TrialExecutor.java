package org.preimage.capacity.experiment;

import java.util.BitSet;
import java.util.function.Consumer;

/**
 * Where trials run: on threads of this process, or beyond it. A result is that of its trial
 * wherever it was computed, so executors differ in time alone.
 */
public interface TrialExecutor {
  /**
   * Begins to run trials and returns at once.
   *
   * @param pending numbers of the trials to run; the executor may change this set
   * @param results receives each result once, from any thread and in any order
   */
  Execution start(
      SweepPlan plan, TrialRunner runner, BitSet pending, Consumer<TrialResult> results);

  /** Threads of this process. */
  static TrialExecutor threads(int count) {
    return new ThreadedTrials(count);
  }

  /** Trials under way. */
  interface Execution extends AutoCloseable {
    /**
     * Whether no more results will come.
     *
     * @throws ClusterException if trials cannot be run; results that came before are good
     */
    boolean isEnded();

    /** Gives up the trials in flight and whatever was reserved for them. */
    @Override
    void close();
  }
}
