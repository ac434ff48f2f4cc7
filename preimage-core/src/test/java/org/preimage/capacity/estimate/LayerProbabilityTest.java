package org.preimage.capacity.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LayerProbabilityTest {
  /** Monte-Carlo values from the project's theory notes, to the digits given there. */
  @ParameterizedTest
  @CsvSource({
    "4, 0, 0",
    "6, .25, .005",
    "8, .63, .006",
    "10, .84, .005",
    "12, .945, .004",
    "14, .976, .004",
    "16, .994, .001",
    "20, .999, .001"
  })
  void closedFormAgreesWithSimulations(int m, double share, double error) {
    assertThat(LayerProbability.exact(2, m).orElseThrow()).isCloseTo(share, within(error));
  }

  /** Lines at angles πk/m: rotating x by π/m flips one sign after the other. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8, 11, 14})
  void closedFormIsTheNumberOfSignPatterns(int m) {
    int good = 0;
    for (int signs = 0; signs < 1 << m; signs++) {
      boolean enough = true;
      for (int flipped = 0; flipped < m; flipped++) {
        int active = Integer.bitCount(signs ^ ((1 << flipped) - 1));
        enough &= active >= 2 && m - active >= 2;
      }
      good += enough ? 1 : 0;
    }
    assertThat(LayerProbability.exact(2, m).orElseThrow())
        .isCloseTo(Math.scalb((double) good, -m), within(1e-15));
  }

  @Test
  void boundIsBelowTheExactValue() {
    for (int m = 2; m < 60; m++) {
      assertThat(LayerProbability.lowerBound(1, m))
          .isLessThanOrEqualTo(LayerProbability.exact(1, m).orElseThrow() + 1e-12);
      assertThat(LayerProbability.lowerBound(2, m))
          .isLessThanOrEqualTo(LayerProbability.exact(2, m).orElseThrow() + 1e-12);
    }
    assertThat(LayerProbability.lowerBound(2, 40)).isGreaterThan(0.999);
    assertThat(LayerProbability.lowerBound(100, 1020)).isBetween(0.9, 1.0);
    assertThat(LayerProbability.exact(3, 5)).hasValue(0);
    assertThat(LayerProbability.exact(3, 9)).isEmpty();
  }

  /** c† of Puthawala et al. 2022: the share at the mean direction is n/m there. */
  @Test
  void shareAtTheMeanMeetsOneOverAlphaAtThePublishedThreshold() {
    double c = 3.402816;
    assertThat(LayerProbability.activeShareAtMean(c)).isCloseTo(1 / c, within(1e-6));
  }
}
