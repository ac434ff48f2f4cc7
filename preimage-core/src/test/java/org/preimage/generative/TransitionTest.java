package org.preimage.generative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.preimage.certificate.Indices;
import org.preimage.inversion.MaskFamily;
import org.preimage.inversion.NetworkForwardModel;
import org.preimage.random.WeightEnsemble;

final class TransitionTest {
  private static final GeneratorPlan SMALL = GeneratorPlan.defaults().withChannels(4, 12, 1);

  private static final Indices IMAGE = Indices.of(1, 17, 17);

  private static Transition run(GeneratorPlan generators, TransitionPlan plan) {
    return Transition.run(generators::draw, IMAGE, NetworkForwardModel::of, plan, share -> {});
  }

  @ParameterizedTest
  @EnumSource(
      value = WeightEnsemble.class,
      names = {"GAUSSIAN", "UNIFORM", "SIGNS"})
  void recoveryBeginsAtTheNumberOfLatentCoordinatesAndEndsAtAlways(WeightEnsemble law) {
    TransitionPlan plan =
        TransitionPlan.defaults()
            .withTrials(8)
            .withFamilies(List.of(MaskFamily.values()))
            .withRates(List.of(0.01, 0.05, 0.3, 1.0));
    Transition transition = run(SMALL.withLaw(law), plan);

    assertThat(transition.trials()).isEqualTo(8);
    assertThat(transition.points()).hasSize(7 * 4);
    for (MaskFamily family : MaskFamily.values()) {
      List<Transition.Point> curve = transition.curve(family);
      // 3 of 289 values say too little of 4 coordinates, whatever the method.
      assertThat(curve.get(0).values()).isEqualTo(3);
      assertThat(curve.get(0).determined().successes()).isZero();
      assertThat(curve.get(0).recovered().successes()).isZero();
      assertThat(curve.get(3).determined().successes()).isEqualTo(8);
      assertThat(curve.get(3).recovered().successes()).isGreaterThanOrEqualTo(7);
      for (int k = 0; k < curve.size(); k++) {
        long determined = curve.get(k).determined().successes();
        assertThat(curve.get(k).recovered().successes()).isLessThanOrEqualTo(determined);
        // Nested masks: more rows have at least the rank.
        assertThat(k == 0 || curve.get(k - 1).determined().successes() <= determined).isTrue();
      }
    }
  }

  @Test
  void positiveWeightsLoseTheCodesOfTheNegativeQuadrant() {
    TransitionPlan plan =
        TransitionPlan.defaults()
            .withTrials(40)
            .withFamilies(List.of(MaskFamily.RANDOM))
            .withRates(List.of(1.0));
    GeneratorPlan generators = GeneratorPlan.defaults().withLaw(WeightEnsemble.POSITIVE);
    Transition.Point whole = run(generators, plan).points().get(0);

    // A quarter of normal codes is negative in both coordinates; more collapse onto few units.
    assertThat(whole.determined().estimate()).isBetween(0.4, 0.9);
  }

  @Test
  void anInterruptedRunKeepsWhatWasDone() {
    TransitionPlan plan =
        TransitionPlan.defaults()
            .withTrials(1000)
            .withFamilies(List.of(MaskFamily.TOP))
            .withRates(List.of(0.5));
    Transition transition =
        Transition.run(
            SMALL::draw,
            IMAGE,
            NetworkForwardModel::of,
            plan,
            share -> {
              if (share > 0.0025) {
                Thread.currentThread().interrupt();
              }
            });

    assertThat(Thread.interrupted()).isTrue();
    assertThat(transition.trials()).isEqualTo(3);
    assertThat(transition.points().get(0).recovered().trials()).isEqualTo(3);
  }

  @Test
  void refusesPlansWithoutRates() {
    assertThatThrownBy(() -> TransitionPlan.defaults().withRates(List.of()))
        .hasMessageContaining("at least one family of masks and one rate");
    assertThatThrownBy(() -> TransitionPlan.defaults().withRates(List.of(0.5, -1.0)))
        .hasMessageContaining("received -1.0");
  }
}
