package org.preimage.capacity.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProportionTest {
  private static final Offset<Double> DIGITS = within(6e-5);

  /** Newcombe, Statistics in Medicine 17, 1998, Table I, methods 3 and 5. */
  @ParameterizedTest
  @CsvSource({
    "81, 263, 0.2553, 0.3662, 0.2527, 0.3676",
    "15, 148, 0.0624, 0.1605, 0.0578, 0.1617",
    "0, 20, 0, 0.1611, 0, 0.1684",
    "1, 29, 0.0061, 0.1718, 0.0009, 0.1776"
  })
  void intervalsAgreeWithPublishedOnes(
      int successes, int trials, double w0, double w1, double c0, double c1) {
    Proportion proportion = new Proportion(successes, trials);
    assertThat(proportion.wilson(0.95).lower()).isCloseTo(w0, DIGITS);
    assertThat(proportion.wilson(0.95).upper()).isCloseTo(w1, DIGITS);
    assertThat(proportion.clopperPearson(0.95).lower()).isCloseTo(c0, DIGITS);
    assertThat(proportion.clopperPearson(0.95).upper()).isCloseTo(c1, DIGITS);
  }

  @Test
  void noFailureOfManyIsTheRuleOfThree() {
    Interval interval = new Proportion(100_000, 100_000).clopperPearson(0.95);
    assertThat(interval.upper()).isEqualTo(1);
    // 0.025^(1/n)
    assertThat(interval.lower()).isCloseTo(Math.pow(0.025, 1e-5), within(1e-12));
  }

  @Test
  void refusesMoreSuccessesThanTrials() {
    assertThatThrownBy(() -> new Proportion(3, 2)).hasMessageContaining("3 of 2");
  }
}
