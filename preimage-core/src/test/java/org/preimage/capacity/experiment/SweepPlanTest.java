package org.preimage.capacity.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.preimage.random.WeightEnsemble;

final class SweepPlanTest {
  private static final SweepPlan PLAN =
      new SweepPlan(
          Experiment.INJECTIVITY,
          WeightEnsemble.GAUSSIAN,
          List.of(Cell.of(2, 4), Cell.of(2, 6), Cell.of(3, 9)),
          1000,
          42,
          300_000);

  @Test
  void canonicalTextReadsBackAndIdentifiesThePlan() {
    assertThat(PLAN)
        .hasToString(
            """
            preimage sweep plan 1
            experiment injectivity
            weights gaussian
            cells 2x4 2x6 3x9
            trials 1000
            seed 42
            effort 300000
            """);
    assertThat(PlanText.parse(PLAN.toString())).isEqualTo(PLAN);
    // Frozen: stores identify their plan by it.
    assertThat(PLAN.digest())
        .isEqualTo(PlanText.parse("# note\n\n" + PLAN + "# end").digest())
        .startsWith("8017fc02db8963c9974e8eae2828703f");
  }

  @Test
  void orderOfLinesIsFreeAndEffortHasADefault() {
    SweepPlan plan =
        PlanText.parse(
            """
            preimage sweep plan 1
            seed -3
            trials 5
            cells 2
            weights signs # law
            experiment smallest-rows
            """);
    assertThat(plan.effort()).isEqualTo(Experiment.SMALLEST_ROWS.usualEffort());
    assertThat(plan.seed()).isEqualTo(-3);
    assertThat(plan.cells()).containsExactly(Cell.of(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          trials 5            | seed 1      | cells 2x4 2x4 | different cells
          trials 5            | seed 1      | cells 2       | cells of the form NxROWS
          trials 5            | seed 1      | cells 2x      | such as 2x8
          trials 5            | seed 1      | cells 2x0     | such as 2x8
          trials 5            | seed 1      | cells 2x4@2   | cells of the form NxROWS
          trials 5            | seed 1      | cells 2x4@2@1 | such as 2x8
          trials 5            | seed 1      | cells 2x4@2x3 | such as 2x8
          trials 5            | seed 1      | cells 2x4@5   | from 0 to 4 observed outputs
          trials 5            | seed 1      | cells 2@1     | from 0 to 0 observed outputs
          trials 0            | seed 1      | cells 2x4     | trials and effort ≥ 1
          trials 3000000000   | seed 1      | cells 2x4     | fewer than 2³¹
          trials many         | seed 1      | cells 2x4     | whole number
          trials 5            | seed 1      | colour red    | (line 6)
          trials 5            | trials 5    | cells 2x4     | (line 5)
          trials 5            | effort 3    | cells 2x4     | a line "seed …"
          """)
  void saysWhatIsWrong(String trials, String seed, String cells, String message) {
    String text =
        "preimage sweep plan 1\nexperiment injectivity\nweights gaussian\n%s\n%s\n%s\n"
            .formatted(trials, seed, cells);
    assertThatThrownBy(() -> PlanText.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesOtherHeadersAndLawsWithoutIndependentRows() {
    assertThatThrownBy(() -> PlanText.parse("preimage sweep plan 2\n"))
        .hasMessageContaining("preimage sweep plan 1");
    assertThatThrownBy(() -> PlanText.parse("")).hasMessageContaining("empty");
    assertThatThrownBy(
            () ->
                new SweepPlan(
                    Experiment.SMALLEST_ROWS,
                    WeightEnsemble.ORTHOGONAL,
                    List.of(Cell.of(2)),
                    1,
                    1,
                    1))
        .hasMessageContaining("independent rows");
  }

  @Test
  void numbersAllTrialsWithDifferentSeeds() {
    Set<Long> seeds = new HashSet<>();
    for (long index = 0; index < PLAN.trialCount(); index++) {
      Trial trial = PLAN.trial(index);
      assertThat(trial.index()).isEqualTo(index);
      assertThat(seeds.add(trial.seed())).isTrue();
    }
    assertThat(seeds).hasSize(3000);
    assertThat(PLAN.trial(4).cell()).isEqualTo(Cell.of(2, 6));
    assertThat(PLAN.trial(4).number()).isEqualTo(1);
    assertThatThrownBy(() -> PLAN.trial(3000)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> PLAN.trial(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void cellsOfRecoveryNameTheObservedOutputs() {
    Cell cell = Cell.parse("2x8x12@6");
    assertThat(cell).isEqualTo(Cell.of(2, 8, 12).observedAt(0.5)).hasToString("2x8x12@6");
    assertThat(cell.unobserved()).isEqualTo(Cell.of(2, 8, 12)).hasToString("2x8x12");
    assertThat(Cell.of(2, 8).observedAt(0.01).observed()).isEqualTo(1);
    assertThatThrownBy(() -> Cell.of(2, 8).observedAt(1.5)).hasMessageContaining("1.5");
    assertThatThrownBy(() -> Plans.of(Experiment.RECOVERY, 1, "2x8"))
        .hasMessageContaining("@OBSERVED");
  }

  @Test
  void aTrialDoesNotDependOnTheOtherCells() {
    SweepPlan other =
        new SweepPlan(
            PLAN.experiment(), PLAN.weights(), List.of(Cell.of(3, 9)), 5, 42, PLAN.effort());
    assertThat(other.trial(1).seed()).isEqualTo(PLAN.trial(5).seed());
    // Frozen: sweeps recorded with a seed must stay repeatable.
    assertThat(PLAN.trial(0).seed()).isEqualTo(6942265054252733963L);
  }
}
