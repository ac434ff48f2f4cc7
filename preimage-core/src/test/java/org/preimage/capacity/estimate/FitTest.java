package org.preimage.capacity.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.preimage.random.RandomNumbers;
import org.preimage.random.SeedStream;

final class FitTest {
  @Test
  void logisticFitFindsTheCurveWithinItsErrors() {
    RandomNumbers random = SeedStream.of(11).numbers();
    int inside = 0;
    for (int repetition = 0; repetition < 200; repetition++) {
      List<LogisticFit.Observation> observations = new ArrayList<>();
      for (double x = 3; x <= 6; x += 0.5) {
        long successes = 0;
        for (int k = 0; k < 100; k++) {
          successes += random.nextDouble() < 1 / (1 + Math.exp(-(x - 4.4) / 0.6)) ? 1 : 0;
        }
        observations.add(new LogisticFit.Observation(x, new Proportion(successes, 100)));
      }
      LogisticFit fit = LogisticFit.of(observations).orElseThrow();
      inside += Math.abs(fit.midpoint() - 4.4) < 2 * fit.midpointError() ? 1 : 0;
      inside += Math.abs(fit.width() - 0.6) < 2 * fit.widthError() ? 1 : 0;
    }
    // Two standard errors hold 95.4 % of 400; binomial standard deviation 4.2.
    assertThat(inside).isBetween(365, 397);
  }

  @Test
  void logisticFitPassesThroughExactShares() {
    // 1/5, 1/2 and 4/5 lie on a curve with midpoint 2 and width 1/ln 4.
    LogisticFit fit =
        LogisticFit.of(
                List.of(
                    new LogisticFit.Observation(1, new Proportion(20, 100)),
                    new LogisticFit.Observation(2, new Proportion(50, 100)),
                    new LogisticFit.Observation(3, new Proportion(80, 100))))
            .orElseThrow();
    assertThat(fit.midpoint()).isCloseTo(2, within(1e-9));
    assertThat(fit.width()).isCloseTo(1 / Math.log(4), within(1e-9));
    assertThat(fit.at(3)).isCloseTo(0.8, within(1e-9));
  }

  @Test
  void separatedSharesHaveNoFit() {
    assertThat(
            LogisticFit.of(
                List.of(
                    new LogisticFit.Observation(1, new Proportion(0, 100)),
                    new LogisticFit.Observation(2, new Proportion(100, 100)))))
        .isEmpty();
    assertThat(LogisticFit.of(List.of())).isEmpty();
  }

  @Test
  void lineAgainstOneOverNIsFound() {
    List<FiniteSizeFit.Threshold> thresholds = new ArrayList<>();
    for (int n = 2; n < 8; n++) {
      thresholds.add(new FiniteSizeFit.Threshold(n, 6.7 - 5.0 / n, 0.01 * n));
    }
    FiniteSizeFit fit = FiniteSizeFit.of(thresholds).orElseThrow();
    assertThat(fit.limit()).isCloseTo(6.7, within(1e-9));
    assertThat(fit.slope()).isCloseTo(-5, within(1e-9));
    assertThat(fit.chiSquare()).isCloseTo(0, within(1e-9));
    assertThat(FiniteSizeFit.of(thresholds.subList(0, 1))).isEmpty();
  }

  @Test
  void medianIntervalIsMadeOfOrderStatistics() {
    double[] ten = {10, 3, 5, 1, 9, 7, 2, 8, 6, 4};
    Sample sample = new Sample(ten);
    assertThat(sample.median()).isEqualTo(5.5);
    // P(Binomial(10, ½) ≤ 1) = 11/1024 ≤ 0.025 < P(≤ 2) = 56/1024.
    assertThat(sample.medianInterval(0.95)).isEqualTo(new Interval(2, 9));
    assertThat(new Sample(new double[] {1, 2}).medianInterval(0.95).upper()).isInfinite();
    assertThat(sample.countAtLeast(8)).isEqualTo(3);
    assertThat(sample.standardDeviation()).isCloseTo(Math.sqrt(82.5 / 9), within(1e-12));
  }
}
