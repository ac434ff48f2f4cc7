package org.preimage.construction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.preimage.certificate.Indices;
import org.preimage.check.Checker;
import org.preimage.check.Outcome;
import org.preimage.construction.ConvolutionPlan.Direction;
import org.preimage.random.WeightEnsemble;

class BuildPlanTest {
  private static final LayerStyle VARIED =
      LayerStyle.defaults().withBiasScale(0.7).withOrder(RowOrder.SHUFFLED);

  static Stream<BuildPlan> plans() {
    DensePlan dense = DensePlan.defaults();
    ConvolutionPlan convolution = ConvolutionPlan.defaults();
    ConvolutionPlan upsampling =
        convolution
            .withDirection(Direction.TRANSPOSED)
            .withChannels(8, 4, 2)
            .withSpace(Indices.of(2, 2), Indices.of(4, 4), Indices.of(2, 2));
    return Stream.of(
        dense,
        dense.withWidths(2, 5, 11).withStyle(VARIED),
        dense.withWidths(1, 2, 4, 8, 16, 33).withStyle(VARIED.withEnsemble(WeightEnsemble.SIGNS)),
        convolution,
        convolution.withChannels(1, 2, 5).withStyle(VARIED.withEnsemble(WeightEnsemble.UNIFORM)),
        upsampling.withStyle(VARIED));
  }

  @ParameterizedTest
  @MethodSource("plans")
  void theCheckerAcceptsWhatIsBuilt(BuildPlan plan) {
    ConstructedNetwork built = ConstructedNetwork.build(plan);
    assertThat(Checker.check(built.certificate())).isInstanceOf(Outcome.Accepted.class);
    assertThat(built.network().subject()).isEqualTo(built.certificate().subject());
    assertThat(built.certificateFor(built.network())).isEqualTo(built.certificate());
    assertThat(built.network().evaluate(new double[built.network().inputSize()]))
        .hasSize(built.network().outputSize());
  }

  @Test
  void aCertificateIsOnlyGivenForTheNetworkThatWasBuilt() {
    ConstructedNetwork one = ConstructedNetwork.build(DensePlan.defaults());
    ConstructedNetwork two = ConstructedNetwork.build(DensePlan.defaults().withSeed(2));
    assertThatIllegalArgumentException().isThrownBy(() -> one.certificateFor(two.network()));
  }

  @Test
  void chainsHaveAProofForEachLayer() {
    Construction chain = DensePlan.defaults().withWidths(2, 6, 14).withSeed(9).construct();
    assertThat(chain.inputs()).isEqualTo(2);
    assertThat(chain.proof().stages().keySet()).containsExactly(1, 3);
    assertThat(chain.subject().outputs()).isEqualTo(Indices.of(4));
    assertThat(chain.certificate("-").claim())
        .isEqualTo(new org.preimage.certificate.Claim.Injective());
  }

  @Test
  void theSamePlanGivesTheSameNetwork() {
    DensePlan plan = DensePlan.defaults().withSeed(4);
    assertThat(plan.construct()).isEqualTo(plan.construct());
    assertThat(plan.construct()).isNotEqualTo(plan.withSeed(5).construct());
  }

  @Test
  void transposedConvolutionsDoubleTheSize() {
    ConvolutionPlan plan =
        ConvolutionPlan.defaults()
            .withDirection(Direction.TRANSPOSED)
            .withChannels(8, 4, 2)
            .withSpace(Indices.of(2, 2), Indices.of(4, 4), Indices.of(2, 2));
    assertThat(plan.geometries().get(0).outShape()).isEqualTo(Indices.of(4, 4));
    assertThat(plan.geometries().get(1).outShape()).isEqualTo(Indices.of(8, 8));
    assertThat(plan.construct().inputs()).isEqualTo(32);
    assertThat(plan.inputShape()).containsExactly(8, 2, 2);
    assertThat(plan.description())
        .isEqualTo("transposed convolution, 8 → 4 → 2 channels, input 2×2, kernel 4×4, stride 2×2");
  }

  @Test
  void sameSizeByDefault() {
    assertThat(ConvolutionPlan.defaults().geometries().get(0).outShape())
        .isEqualTo(Indices.of(8, 8));
    assertThat(ConvolutionPlan.defaults().withPads(0, 0).geometries().get(0).outShape())
        .isEqualTo(Indices.of(6, 6));
  }

  @Test
  void impossiblePlansAreRefusedWithAWayOut() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DensePlan.defaults().withWidths(2, 6, 11))
        .withMessageContaining("6 and 11");
    assertThatIllegalArgumentException().isThrownBy(() -> DensePlan.defaults().withWidths(2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConvolutionPlan.defaults().withPads(1))
        .withMessageContaining("padding of 2 axes");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ConvolutionPlan.defaults()
                    .withSpace(Indices.of(2, 2), Indices.of(9, 9), Indices.of(1, 1))
                    .withPads(0, 0)
                    .construct())
        .withMessageContaining("does not fit");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LayerStyle.defaults().withBiasScale(Double.NaN));
  }
}
