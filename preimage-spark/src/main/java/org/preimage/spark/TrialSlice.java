package org.preimage.spark;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.function.Function;
import org.preimage.capacity.experiment.SweepPlan;
import org.preimage.capacity.experiment.TrialResult;
import org.preimage.capacity.experiment.TrialRunner;

/**
 * What a task of a sweep does: runs trials one after the other until its time is up and returns the
 * rest undone, so that results reach the driver every few seconds, whether a trial takes a
 * millisecond or an hour.
 *
 * @param patience after which no further trial is begun
 */
record TrialSlice(SweepPlan plan, TrialRunner runner, Duration patience)
    implements Function<long[], TrialSlice.Done> {
  private static final long serialVersionUID = 1L;

  /**
   * What a task returns.
   *
   * @param results at least one
   * @param rest numbers of the trials that were not begun
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Done(List<TrialResult> results, long[] rest) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Runs trials.
   *
   * @param indices their numbers, at least one
   */
  @Override
  public Done call(long[] indices) throws InterruptedException {
    long start = System.nanoTime();
    List<TrialResult> results = new ArrayList<>();
    int next = 0;
    do {
      results.add(runner.run(plan.trial(indices[next++])));
    } while (next < indices.length && System.nanoTime() - start < patience.toNanos());
    return new Done(results, Arrays.copyOfRange(indices, next, indices.length));
  }
}
