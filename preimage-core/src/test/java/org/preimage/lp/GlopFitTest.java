package org.preimage.lp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.preimage.linalg.OneSidedSystem;

class GlopFitTest {
  @BeforeEach
  void needsTheLibrary() {
    assumeTrue(GlopMinimax.isAvailable(), "skipped: no OR-Tools library for this platform");
  }

  @Test
  void onALineTheyAreMedianAndMidrange() {
    OneSidedSystem line = onALine(new double[] {1, 2, 4, 7, 100}, new boolean[5]);

    assertThat(GlopFit.leastSum(line, 5).orElseThrow()[0]).isEqualTo(4, within(1e-9));
    assertThat(GlopFit.leastMaximum(line, 5).orElseThrow()[0]).isEqualTo(50.5, within(1e-9));
  }

  @Test
  void anInequalityThatHoldsCostsNothing() {
    OneSidedSystem line =
        onALine(new double[] {1, 2, 4, 7, 100}, new boolean[] {false, false, false, false, true});

    assertThat(GlopFit.leastMaximum(line, 5).orElseThrow()[0]).isEqualTo(4, within(1e-9));
    OneSidedSystem below = onALine(new double[] {3, 1, 1}, new boolean[] {false, true, true});
    assertThat(GlopFit.leastSum(below, 5).orElseThrow()[0]).isEqualTo(1, within(1e-9));
  }

  private static OneSidedSystem onALine(double[] right, boolean[] atMost) {
    double[] ones = new double[right.length];
    Arrays.fill(ones, 1);
    return new OneSidedSystem(ones, 1, right, atMost);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void noNeighbourIsBetter(long seed) {
    Random random = new Random(seed);
    int n = 4;
    int m = 25;
    double[] rows = random.doubles((long) n * m).map(u -> random.nextGaussian()).toArray();
    double[] right = random.doubles(m).map(u -> random.nextGaussian()).toArray();
    boolean[] atMost = new boolean[m];
    Arrays.fill(atMost, 12, m, true);
    OneSidedSystem system = new OneSidedSystem(rows, n, right, atMost);

    requireLocalMinimum(
        x -> Arrays.stream(system.residuals(x)).map(Math::abs).sum(),
        GlopFit.leastSum(system, 5).orElseThrow(),
        random);
    requireLocalMinimum(
        x -> Arrays.stream(system.residuals(x)).map(Math::abs).max().orElse(0),
        GlopFit.leastMaximum(system, 5).orElseThrow(),
        random);
  }

  /** Local is global for a convex cost. */
  private static void requireLocalMinimum(
      ToDoubleFunction<double[]> cost, double[] x, Random random) {
    double at = cost.applyAsDouble(x);
    for (int k = 0; k < 2000; k++) {
      double size = Math.pow(10, -6 * random.nextDouble());
      double[] near = Arrays.stream(x).map(v -> v + size * random.nextGaussian()).toArray();
      assertThat(cost.applyAsDouble(near)).isGreaterThanOrEqualTo(at - 1e-9);
    }
  }

  @Test
  void noTimeAndNotANumberGiveNoAnswer() {
    assertThat(GlopFit.leastSum(onALine(new double[] {1, 2}, new boolean[2]), 0)).isEmpty();
    OneSidedSystem broken = onALine(new double[] {Double.NaN, 2}, new boolean[2]);
    assertThat(GlopFit.leastSum(broken, 5)).isEmpty();
    assertThat(GlopFit.leastMaximum(broken, 5)).isEmpty();
  }
}
