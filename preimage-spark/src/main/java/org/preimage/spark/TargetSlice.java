package org.preimage.spark;

import java.io.Serializable;
import java.time.Duration;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.preimage.inversion.Inverter;
import org.preimage.inversion.Measurement;
import org.preimage.inversion.Observation;
import org.preimage.inversion.Recovery;

/**
 * What a task of an inversion does: recovers the codes of some targets, as {@code Inverter} does
 * anywhere: a result depends on the target, its number and what all tasks have in common.
 *
 * @param noise standard deviation in each entry of a target
 */
record TargetSlice(Broadcast<SharedInverter> shared, double noise, Duration patience)
    implements Function<TargetSlice.Targets, Done<TargetSlice.Code>> {
  private static final long serialVersionUID = 1L;

  /** Some targets: all outputs of each, observed or not. */
  @SuppressWarnings("ArrayRecordComponent")
  record Targets(long[] numbers, double[][] outputs) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /** What was found for a target. */
  @SuppressWarnings("ArrayRecordComponent")
  record Code(long number, double[] code, double relativeResidual, String diagnosis)
      implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public Done<Code> call(Targets targets) throws InterruptedException {
    Measurement measurement = shared.value().measurement();
    try (Inverter inverter = shared.value().inverter()) {
      return Done.within(
          patience,
          targets.numbers(),
          k -> recover(inverter, measurement, targets.numbers()[k], targets.outputs()[k]));
    }
  }

  private Code recover(Inverter inverter, Measurement measurement, long number, double[] output)
      throws InterruptedException {
    Observation observation = new Observation(measurement, measurement.apply(output), noise);
    Recovery recovery = inverter.invert(observation, number);
    if (Thread.interrupted()) {
      // The search may have ended early.
      throw new InterruptedException();
    }
    return new Code(
        number,
        recovery.code(),
        recovery.relativeResidual(),
        recovery.diagnosis().getClass().getSimpleName());
  }
}
