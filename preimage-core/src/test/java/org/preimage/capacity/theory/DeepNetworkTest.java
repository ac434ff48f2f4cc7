package org.preimage.capacity.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.preimage.capacity.theory.DeepNetwork.Duality;
import org.preimage.capacity.theory.DeepNetwork.Notion;

/** Golden values: an independent script in Python; no published table could be read. */
final class DeepNetworkTest {
  @ParameterizedTest
  @CsvSource({
    "LOCAL, 7.54067291, 7.43732824, 7.33748763, 7.24098792, 7.14767542",
    "PAIRS, 11.46025688, 11.36188798, 11.26600037, 11.17250595, 11.08132055"
  })
  void plainDuality(Notion notion, double two, double three, double four, double five, double six) {
    List<TheoryValue> chain = DeepNetwork.of(Duality.PLAIN, notion).chain(6);

    double[] expected = {7.64769494, two, three, four, five, six};
    for (int l = 0; l < 6; l++) {
      assertThat(chain.get(l).value()).isCloseTo(expected[l], within(2e-8));
      assertThat(chain.get(l).rigor()).isEqualTo(Rigor.DERIVED_BOUND);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2, 0.881353, 7.239448, 11.087653",
    "3, 0.933409, 7.420324, 11.311636",
    "5, 0.957604, 7.503434, 11.414304",
    "6.698, 0.965598, 7.530767, 11.448035",
    "10, 0.973404, 7.557395, 11.480882",
    "20, 0.982201, 7.587337, 11.517798",
    "100, 0.992386, 7.621911, 11.560400",
    "1e6, 0.999925, 7.647441, 11.591841"
  })
  void plainDualityOfGivenWidths(double first, double width, double local, double pairs) {
    assertThat(PlainDuality.squaredWidth(first)).isCloseTo(width, within(1e-6));
    assertThat(second(Duality.PLAIN, Notion.LOCAL, first)).isCloseTo(local, within(1e-6));
    assertThat(second(Duality.PLAIN, Notion.PAIRS, first)).isCloseTo(pairs, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({
    "LOCAL, 7.41125895, 7.36810248, 7.31527716",
    "PAIRS, 11.02902617, 11.00697957, 10.98343887"
  })
  void partialLifting(Notion notion, double two, double three, double four) {
    List<TheoryValue> chain = DeepNetwork.of(Duality.PARTIAL, notion).chain(4);

    double[] expected = {7.44863873, two, three, four};
    for (int l = 0; l < 4; l++) {
      assertThat(chain.get(l).value()).isCloseTo(expected[l], within(1e-7));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "LOCAL, 7.40811208, 7.36439993, 7.31053699",
    "PAIRS, 11.02682100, 11.00463501, 10.98092581"
  })
  void partialLiftingOfGivenWidths(Notion notion, double two, double three, double four) {
    List<TheoryValue> chain =
        DeepNetwork.of(Duality.PARTIAL, notion).after(4, new double[] {6.698});

    assertThat(chain).hasSize(3);
    assertThat(chain.get(0).value()).isCloseTo(two, within(1e-7));
    assertThat(chain.get(1).value()).isCloseTo(three, within(1e-7));
    assertThat(chain.get(2).value()).isCloseTo(four, within(1e-7));
  }

  /** The script's own quadrature errors are 5·10⁻⁵ at two layers, 5·10⁻⁴ at three. */
  @ParameterizedTest
  @CsvSource({"LOCAL, 6.43001626", "PAIRS, 9.66185647"})
  void secondLevelOfTwoLayers(Notion notion, double expected) {
    List<TheoryValue> chain = DeepNetwork.of(Duality.FULL, notion).after(2, new double[] {6.698});

    assertThat(chain.get(0).value()).isCloseTo(expected, within(1e-4));
    assertThat(chain.get(0).accuracy()).isLessThan(1e-5);
    assertThat(chain.get(0).rigor()).isEqualTo(Rigor.STATIONARY_VALUE);
  }

  @Test
  void secondLevelOfThreeLayers() {
    List<TheoryValue> chain =
        DeepNetwork.of(Duality.FULL, Notion.LOCAL).after(3, new double[] {6.698, 6.43002});

    assertThat(chain.get(0).value()).isCloseTo(6.17487788, within(1e-4));
  }

  @Test
  void oneLayerIsTheSameInEveryVariant() {
    ReplicaLadder ladder = new ReplicaLadder();
    assertThat(SecondLevelLifting.oneLayer(1).alpha())
        .isCloseTo(ladder.capacity(1).alpha(), within(1e-8));
    for (Notion notion : Notion.values()) {
      assertThat(DeepNetwork.of(Duality.PLAIN, notion).chain(1).get(0).value())
          .isEqualTo(ReplicaSymmetric.capacity());
    }
  }

  @Test
  void wideHiddenLayersDoNoHarm() {
    assertThat(second(Duality.PLAIN, Notion.LOCAL, 1e8))
        .isCloseTo(ReplicaSymmetric.capacity(1, 1), within(1e-4));
    assertThat(second(Duality.PLAIN, Notion.PAIRS, 1e8))
        .isCloseTo(ReplicaSymmetric.capacity(2, 1), within(1e-4));
  }

  /** Where lifting gains nothing, c → 0 is the best choice and the bound is the plain one. */
  @ParameterizedTest
  @EnumSource(Notion.class)
  void liftingNeverLosesAgainstPlainDuality(Notion notion) {
    double[] hidden = {7, 7.5, 8, 9, 7};
    for (int l = 2; l <= 6; l++) {
      double[] widths = java.util.Arrays.copyOf(hidden, l - 1);
      double plain = DeepNetwork.of(Duality.PLAIN, notion).after(l, widths).get(0).value();
      double partial = DeepNetwork.of(Duality.PARTIAL, notion).after(l, widths).get(0).value();
      assertThat(partial).isLessThanOrEqualTo(plain);
    }
  }

  @Test
  void refusesWidthsWithoutALastLayer() {
    DeepNetwork network = DeepNetwork.of(Duality.PLAIN, Notion.LOCAL);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> network.after(2, new double[] {7, 7}))
        .withMessageContaining("more layers than hidden widths");
    assertThatIllegalArgumentException().isThrownBy(() -> network.after(2, new double[] {-1}));
  }

  private static double second(Duality duality, Notion notion, double first) {
    return DeepNetwork.of(duality, notion).after(2, new double[] {first}).get(0).value();
  }
}
