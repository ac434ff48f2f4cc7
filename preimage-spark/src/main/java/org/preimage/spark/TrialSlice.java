package org.preimage.spark;

import java.time.Duration;
import org.apache.spark.api.java.function.Function;
import org.preimage.capacity.experiment.SweepPlan;
import org.preimage.capacity.experiment.TrialResult;
import org.preimage.capacity.experiment.TrialRunner;

/**
 * What a task of a sweep does: runs trials one after the other.
 *
 * @param patience after which no further trial is begun
 */
record TrialSlice(SweepPlan plan, TrialRunner runner, Duration patience)
    implements Function<long[], Done<TrialResult>> {
  private static final long serialVersionUID = 1L;

  /**
   * Runs trials.
   *
   * @param numbers at least one
   */
  @Override
  public Done<TrialResult> call(long[] numbers) throws InterruptedException {
    return Done.within(patience, numbers, k -> runner.run(plan.trial(numbers[k])));
  }
}
