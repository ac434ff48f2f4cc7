package org.preimage.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ChiSquareTest {
  /** Tables of the chi-square distribution. */
  @Test
  void quantilesAgreeWithTables() {
    assertThat(ChiSquare.quantile(1, 0.95)).isCloseTo(3.841459, within(1e-6));
    assertThat(ChiSquare.quantile(2, 0.95)).isCloseTo(5.991465, within(1e-6));
    assertThat(ChiSquare.quantile(10, 0.99)).isCloseTo(23.209251, within(1e-6));
    assertThat(ChiSquare.quantile(100, 0.5)).isCloseTo(99.334129, within(1e-6));
  }

  @Test
  void equalWeightsScaleTheQuantile() {
    assertThat(ChiSquare.weightedQuantile(new double[] {4, 4, 4}, 0.95))
        .isCloseTo(4 * ChiSquare.quantile(3, 0.95), within(1e-9));
  }
}
