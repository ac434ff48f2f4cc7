package org.preimage.capacity.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.preimage.certify.LayerVerdict;
import org.preimage.certify.Verdict;
import org.preimage.random.SeedStream;
import org.preimage.random.WeightEnsemble;
import org.preimage.spanning.SearchBudget;

final class PlanarNetworkTest {
  /** Signs give parallel rows and forms that vanish on whole cells. */
  @ParameterizedTest
  @EnumSource(names = {"GAUSSIAN", "SIGNS"})
  void oneLayerAgreesWithTheCertifiedDecision(WeightEnsemble weights) {
    for (int k = 0; k < 120; k++) {
      int m = 2 + k % 9;
      double[] entries = weights.draw(m, 2, SeedStream.of(k).numbers());
      PlanarNetwork network = PlanarNetwork.of(List.of(IntegerMatrix.of(entries, m, 2)));
      Verdict verdict =
          LayerVerdict.of(RandomLayers.layer(entries, m, 2), 1, SearchBudget.ofSeconds(20));
      boolean injective = verdict instanceof Verdict.Injective;
      assertThat(verdict).isNotInstanceOf(Verdict.Undecided.class);
      assertThat(network.collision().isEmpty()).as("seed %d", k).isEqualTo(injective);
      assertThat(network.isFirstLayerInjective()).isEqualTo(injective);
    }
  }

  @Test
  void countingConditionsEncloseTheDecisionOfTwoLayers() throws Exception {
    SweepPlan plan =
        Plans.of(Experiment.DEEP_ACTIVITY, 60, "2x6x6", "2x8x10", "2x10x6", "2x10x4x5");
    int injective = 0;
    for (long index = 0; index < plan.trialCount(); index++) {
      TrialResult result = TrialRunner.defaults().run(plan.trial(index));
      boolean decided = result.outcome() == Outcome.INJECTIVE;
      injective += decided ? 1 : 0;
      if (result.number("sufficient") == 1) {
        assertThat(decided).as(result.toString()).isTrue();
      }
      if (result.number("necessary") == 0) {
        assertThat(decided).as(result.toString()).isFalse();
      }
    }
    assertThat(injective).isBetween(20, 220);
  }

  @Test
  void aSecondLayerThatFoldsIsFound() {
    // Layer 1 splits x into positive and negative parts. Layer 2 keeps the first coordinate and
    // maps the second to its absolute value.
    IntegerMatrix split = IntegerMatrix.of(new double[] {1, 0, 0, 1, -1, 0, 0, -1}, 4, 2);
    IntegerMatrix fold = IntegerMatrix.of(new double[] {1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1}, 3, 4);
    IntegerMatrix keep =
        IntegerMatrix.of(new double[] {1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1}, 4, 4);

    assertThat(PlanarNetwork.of(List.of(split, keep)).collision()).isEmpty();
    List<Ray> pair = PlanarNetwork.of(List.of(split, fold)).collision().orElseThrow();
    assertThat(pair.get(0).x()).isEqualTo(pair.get(1).x());
    assertThat(pair.get(0).y()).isEqualTo(pair.get(1).y().negate());
    assertThat(PlanarNetwork.of(List.of(split, fold)).fewestActive(2)).isEqualTo(2);
  }

  @Test
  void nonnegativeSolutionsAreThoseOfLeastSupport() {
    // v1 + v2 = v3 and v1 = v4.
    var rows =
        new java.math.BigInteger[][] {
          whole(1, 1, -1, 0), whole(1, 0, 0, -1), whole(2, 1, -1, -1),
        };
    assertThat(NonnegativeSolutions.extremeRays(rows))
        .containsExactlyInAnyOrder(whole(0, 1, 1, 0), whole(1, 0, 1, 1));
  }

  private static java.math.BigInteger[] whole(long... values) {
    return java.util.Arrays.stream(values)
        .mapToObj(java.math.BigInteger::valueOf)
        .toArray(java.math.BigInteger[]::new);
  }
}
