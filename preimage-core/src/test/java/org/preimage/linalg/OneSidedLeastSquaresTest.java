package org.preimage.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneSidedLeastSquaresTest {
  @BeforeEach
  void needsTheLibrary() {
    assumeTrue(Lapack.isAvailable(), "skipped: no OpenBLAS library for this platform");
  }

  @Test
  void anInequalityActsOnlyWhenViolated() {
    // (x − 1)² + max(0, x − 3)² and (x − 1)² + max(0, x − 0)².
    assertThat(OneSidedLeastSquares.solve(line(1, 3)).orElseThrow()[0]).isEqualTo(1, within(1e-12));
    assertThat(OneSidedLeastSquares.solve(line(1, 0)).orElseThrow()[0])
        .isEqualTo(0.5, within(1e-12));
  }

  private static OneSidedSystem line(double equal, double atMost) {
    return new OneSidedSystem(
        new double[] {1, 1}, 1, new double[] {equal, atMost}, new boolean[] {false, true});
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theGradientVanishesWhichIsEnoughForAConvexCost(long seed) {
    int n = 6;
    OneSidedSystem system = gaussian(n, 40, 9, seed);

    double[] x = OneSidedLeastSquares.solve(system).orElseThrow();

    double[] residuals = system.residuals(x);
    assertThat(violatedInequalities(system, residuals)).as("makes the test a test").isPositive();
    for (int j = 0; j < n; j++) {
      double gradient = 0;
      for (int i = 0; i < residuals.length; i++) {
        gradient += residuals[i] * system.rows()[i * n + j];
      }
      assertThat(gradient).isEqualTo(0, within(1e-9));
    }
  }

  private static long violatedInequalities(OneSidedSystem system, double[] residuals) {
    long count = 0;
    for (int i = 0; i < residuals.length; i++) {
      count += system.atMost()[i] && residuals[i] > 0 ? 1 : 0;
    }
    return count;
  }

  @Test
  void tooFewRowsGiveNoAnswer() {
    assertThat(OneSidedLeastSquares.solve(gaussian(6, 5, 5, 1))).isEmpty();
  }

  @Test
  void firstEquationsDetermineWhatAllDo() {
    OneSidedSystem system = gaussian(30, 60, 60, 3);
    double[] truth = new Random(4).doubles(30).toArray();
    double[] right =
        new OneSidedSystem(system.rows(), 30, new double[60], new boolean[60]).residuals(truth);
    OneSidedSystem consistent = new OneSidedSystem(system.rows(), 30, right, new boolean[60]);

    assertThat(LeastSquares.solveFirst(consistent).orElseThrow())
        .containsExactly(truth, within(1e-9));
    assertThat(LeastSquares.solve(consistent).orElseThrow()).containsExactly(truth, within(1e-11));
  }

  @Test
  void dependentFirstEquationsGiveNoAnswer() {
    OneSidedSystem twice =
        new OneSidedSystem(
            new double[] {1, 2, 1, 2, 0, 1}, 2, new double[] {1, 1, 1}, new boolean[3]);

    assertThat(LeastSquares.solveFirst(twice)).isEmpty();
    assertThat(LeastSquares.solve(twice)).isPresent();
  }

  @Test
  void amplificationIsTheSpreadOfSolutions() {
    OneSidedSystem system = gaussian(8, 14, 14, 5);
    Random random = new Random(6);
    double sum = 0;
    int trials = 4000;
    for (int t = 0; t < trials; t++) {
      double[] noise = random.doubles(14).map(u -> random.nextGaussian()).toArray();
      double[] x =
          LeastSquares.solve(new OneSidedSystem(system.rows(), 8, noise, new boolean[14]))
              .orElseThrow();
      sum += Arrays.stream(x).map(a -> a * a).sum() / 8 / trials;
    }

    assertThat(LeastSquares.amplification(system, new Random(7)))
        .isEqualTo(Math.sqrt(sum), within(0.25 * Math.sqrt(sum)));
  }

  private static OneSidedSystem gaussian(int n, int m, int equations, long seed) {
    Random random = new Random(seed);
    double[] rows = random.doubles((long) m * n).map(u -> random.nextGaussian()).toArray();
    double[] right = random.doubles(m).map(u -> random.nextGaussian()).toArray();
    boolean[] atMost = new boolean[m];
    Arrays.fill(atMost, equations, m, true);
    return new OneSidedSystem(rows, n, right, atMost);
  }
}
