package org.preimage.capacity.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FiniteLayerTest {
  /** Rows for 1 % by the union bound, from an independent script. */
  @ParameterizedTest
  @CsvSource({"5, 46", "10, 96", "20, 198", "50, 506", "100, 1020"})
  void unionBoundAgreesWithTheIndependentScript(int inputs, int rows) {
    assertThat(FiniteLayer.rowsByUnionBound(inputs, 0.01)).isEqualTo(rows);
    assertThat(FiniteLayer.rowsNeeded(inputs, 0.01)).isLessThan(rows);
  }

  @ParameterizedTest
  @CsvSource({"1, 0.5", "3, 0.01", "17, 1e-6"})
  void rowsNeededAreTheLeast(int inputs, double risk) {
    int rows = FiniteLayer.rowsNeeded(inputs, risk);
    assertThat(FiniteLayer.of(inputs, rows).logFailureBound()).isLessThanOrEqualTo(Math.log(risk));
    assertThat(FiniteLayer.of(inputs, rows - 1).logFailureBound()).isGreaterThan(Math.log(risk));
  }

  /** With one input a layer fails exactly if all weights have one sign. */
  @Test
  void oneInputIsExact() {
    for (int m = 2; m < 30; m++) {
      double exact = Math.pow(2, 1 - m);
      assertThat(Math.exp(FiniteLayer.of(1, m).logExpectedBadCells()))
          .isCloseTo(exact, within(1e-12 * exact));
    }
  }

  /**
   * P(injective) for n = 2 from exact decisions of random layers (0.63 … 0.999, two or three
   * digits): the bounds hold.
   */
  @ParameterizedTest
  @CsvSource({"8, 0.63", "10, 0.84", "12, 0.945", "14, 0.976", "16, 0.994", "20, 0.999"})
  void boundsHoldForTwoInputs(int rows, double injective) {
    double failure = Math.exp(FiniteLayer.of(2, rows).logFailureBound());
    assertThat(failure)
        .isGreaterThan(1 - injective - 0.005)
        .isLessThan(2.2 * (1 - injective) + 1e-3);
  }

  /** Formula against face counts of random layers, both from an independent script. */
  @ParameterizedTest
  @CsvSource({"2, 5, 1.25", "2, 8, 0.4375", "3, 7, 2.09375", "3, 10, 1.8671875"})
  void expectedEulerCharacteristic(int inputs, int rows, double expected) {
    assertThat(FiniteLayer.of(inputs, rows).expectedEulerCharacteristic()).isEqualTo(expected);
  }

  @Test
  void growthRatesMeetTheLimits() {
    int n = 20000;
    assertThat(FiniteLayer.rowsNeeded(n, 0.01) / (double) n)
        .isCloseTo(LayerBounds.firstMomentOfCells(), within(2e-3));
    assertThat(FiniteLayer.rowsByUnionBound(n, 0.01) / (double) n)
        .isCloseTo(LayerBounds.unionBoundExactBinomial(), within(2e-3));
  }

  @Test
  void refusesNonsense() {
    assertThatIllegalArgumentException().isThrownBy(() -> FiniteLayer.of(0, 4));
    assertThatIllegalArgumentException().isThrownBy(() -> FiniteLayer.rowsNeeded(3, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> FiniteLayer.rowsNeeded(3, Double.NaN));
  }
}
