package org.preimage.capacity.experiment;

import java.util.Arrays;
import org.preimage.random.WeightEnsemble;

/** Small plans for tests. */
final class Plans {
  private Plans() {}

  static SweepPlan of(Experiment experiment, long trials, String... cells) {
    return of(experiment, WeightEnsemble.GAUSSIAN, trials, cells);
  }

  static SweepPlan of(Experiment experiment, WeightEnsemble weights, long trials, String... cells) {
    return new SweepPlan(
        experiment,
        weights,
        Arrays.stream(cells).map(Cell::parse).toList(),
        trials,
        7,
        Math.min(2000, experiment.usualEffort()));
  }

  /** One trial of each experiment and shape. */
  static Trial[] ofEachKind() {
    return new Trial[] {
      of(Experiment.INJECTIVITY, 1, "3x12").trial(0),
      of(Experiment.INJECTIVITY, WeightEnsemble.SIGNS, 1, "3x12").trial(0),
      of(Experiment.INJECTIVITY, 1, "8x40").trial(0),
      of(Experiment.SMALLEST_ROWS, 1, "3").trial(0),
      of(Experiment.ACTIVE_ROWS, 1, "30x90").trial(0),
      of(Experiment.DEEP_ACTIVITY, 1, "2x6x8").trial(0),
      of(Experiment.DEEP_ACTIVITY, 1, "4x16x20").trial(0),
      of(Experiment.STABILITY, 1, "2x9").trial(0),
      of(Experiment.RECOVERY, 1, "3x12x24@16").trial(0),
    };
  }
}
