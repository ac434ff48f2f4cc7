package org.preimage.capacity.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.preimage.capacity.estimate.CodeProbability;
import org.preimage.capacity.estimate.LayerProbability;
import org.preimage.random.WeightEnsemble;

final class TrialRunnerTest {
  private static final TrialRunner RUNNER = TrialRunner.defaults();

  static Trial[] trials() {
    return Plans.ofEachKind();
  }

  @ParameterizedTest
  @MethodSource("trials")
  void repeatsBitForBitAlsoAfterATrialTravelled(Trial trial) throws Exception {
    TrialResult first = RUNNER.run(trial);
    TrialResult second = RUNNER.run(copied(trial));

    assertThat(copied(second)).isEqualTo(first).hasSameHashCodeAs(first);
    assertThat(first.isOverdue()).isFalse();
    assertThat(first.index()).isEqualTo(trial.index());
    assertThat(first.numbers()).isNotEmpty();
  }

  @SuppressWarnings("unchecked")
  private static <T> T copied(T object) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (T) in.readObject();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GAUSSIAN", "UNIFORM", "ORTHOGONAL"})
  void sharesOfPlanarLayersAgreeWithTheClosedForm(WeightEnsemble weights) throws Exception {
    int trials = 400;
    SweepPlan plan = Plans.of(Experiment.INJECTIVITY, weights, trials, "2x6", "2x8", "2x12");
    int[] injective = new int[3];
    for (long index = 0; index < plan.trialCount(); index++) {
      TrialResult result = RUNNER.run(plan.trial(index));
      assertThat(result.outcome()).isNotEqualTo(Outcome.UNDECIDED);
      injective[(int) (index % 3)] += result.outcome() == Outcome.INJECTIVE ? 1 : 0;
    }
    for (int k = 0; k < 3; k++) {
      double p = LayerProbability.exact(2, plan.cells().get(k).rows()).orElseThrow();
      assertThat((double) injective[k] / trials)
          .isCloseTo(p, within(3 * Math.sqrt(p * (1 - p) / trials)));
    }
  }

  @Test
  void tooLittleEffortIsUndecidedAndNotOverdue() throws Exception {
    SweepPlan plan =
        new SweepPlan(
            Experiment.INJECTIVITY,
            WeightEnsemble.GAUSSIAN,
            java.util.List.of(Cell.of(12, 72)),
            1,
            3,
            20);
    TrialResult result = RUNNER.run(plan.trial(0));
    assertThat(result.outcome()).isEqualTo(Outcome.UNDECIDED);
    assertThat(result.isOverdue()).isFalse();
    assertThat(RUNNER.run(plan.trial(0))).isEqualTo(result);
  }

  @Test
  void saysWhenRealTimeEndedATrial() throws Exception {
    SweepPlan plan =
        new SweepPlan(
            Experiment.INJECTIVITY,
            WeightEnsemble.GAUSSIAN,
            java.util.List.of(Cell.of(16, 110)),
            1,
            3,
            Long.MAX_VALUE);
    TrialResult result = new TrialRunner(Duration.ofMillis(200)).run(plan.trial(0));
    assertThat(result.outcome()).isEqualTo(Outcome.UNDECIDED);
    assertThat(result.isOverdue()).isTrue();
  }

  @Test
  void anInterruptedTrialHasNoResult() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> RUNNER.run(Plans.of(Experiment.INJECTIVITY, 1, "2x8").trial(0)))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void smallestNumberOfRowsIsWhereThePlanarCountTurns() throws Exception {
    SweepPlan plan = Plans.of(Experiment.SMALLEST_ROWS, 40, "2");
    for (long index = 0; index < 40; index++) {
      Trial trial = plan.trial(index);
      double found = RUNNER.run(trial).number("smallestInjective");
      double[] rows = WeightEnsemble.GAUSSIAN.draw(48, 2, trial.weightNumbers(1));
      int m = 4;
      while (fewestActive(rows, m) < 2) {
        m++;
      }
      assertThat(found).isEqualTo(m);
    }
  }

  /** Between any two neighbouring zeros of the m rows on the circle. */
  private static int fewestActive(double[] rows, int m) {
    double[] zeros = new double[2 * m];
    for (int i = 0; i < m; i++) {
      zeros[i] = Math.atan2(rows[2 * i], -rows[2 * i + 1]);
      zeros[m + i] = zeros[i] > 0 ? zeros[i] - Math.PI : zeros[i] + Math.PI;
    }
    Arrays.sort(zeros);
    int fewest = m;
    for (int k = 0; k + 1 < zeros.length; k++) {
      double angle = (zeros[k] + zeros[k + 1]) / 2;
      int active = 0;
      for (int i = 0; i < m; i++) {
        active += rows[2 * i] * Math.cos(angle) + rows[2 * i + 1] * Math.sin(angle) > 0 ? 1 : 0;
      }
      fewest = Math.min(fewest, Math.min(active, m - active));
    }
    return fewest;
  }

  @Test
  void rowsActiveAtTheMeanFollowTheLimitOfLargeSizes() throws Exception {
    TrialResult result = RUNNER.run(Plans.of(Experiment.ACTIVE_ROWS, 1, "300x900").trial(0));
    double expected = 900 * LayerProbability.activeShareAtMean(3);
    // The count has a standard deviation below √(900·p·(1 − p)) ≈ 13.
    assertThat(result.number("activeAtMean")).isCloseTo(expected, within(45.0));
    assertThat(result.number("fewestActive")).isLessThanOrEqualTo(result.number("activeAtMean"));
    assertThat(result.outcome()).isEqualTo(Outcome.NOT_INJECTIVE);
  }

  @Test
  void codesAreDeterminedAsOftenAsTheClosedFormSaysAndThenRecovered() throws Exception {
    int trials = 400;
    SweepPlan plan = Plans.of(Experiment.RECOVERY, trials, "3x6x40@4", "3x6x40@7", "3x6x40@30");
    int[] determined = new int[3];
    int[] recovered = new int[3];
    for (long index = 0; index < plan.trialCount(); index++) {
      TrialResult result = RUNNER.run(plan.trial(index));
      determined[(int) (index % 3)] += (int) result.number("determined");
      recovered[(int) (index % 3)] += (int) result.number("recovered");
      assertThat(result.outcome()).isEqualTo(Outcome.MEASURED);
    }
    for (int k = 0; k < 3; k++) {
      double p = CodeProbability.determined(plan.cells().get(k));
      assertThat((double) determined[k] / trials)
          .isCloseTo(p, within(3 * Math.sqrt(p * (1 - p) / trials)));
      assertThat(recovered[k]).isLessThanOrEqualTo(determined[k]);
    }
    // 30 of 40 outputs leave hardly a second code; a search that does not find it is at fault.
    assertThat(recovered[2]).isGreaterThan((int) (0.95 * determined[2]));
  }

  @Test
  void stabilityBoundsAreOrdered() throws Exception {
    TrialResult result = RUNNER.run(Plans.of(Experiment.STABILITY, 1, "2x12").trial(0));
    double lower = result.number("kappaLower");
    double upper = result.number("kappaUpper");
    assertThat(lower).isLessThan(upper);
    assertThat(2 * lower).isLessThanOrEqualTo(upper);
  }
}
