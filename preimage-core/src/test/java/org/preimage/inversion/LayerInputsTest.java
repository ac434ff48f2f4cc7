package org.preimage.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.preimage.linalg.LeastSquares;
import org.preimage.linalg.OneSidedLeastSquares;
import org.preimage.linalg.OneSidedSystem;
import org.preimage.linalg.SingularValues;
import org.preimage.linalg.SparseRows;
import org.preimage.lp.GlopMinimax;
import org.preimage.random.RandomNumbers;
import org.preimage.random.SeedStream;

/** One Gaussian layer y = ReLU(Wx + b) + e, Wᵢⱼ ~ N(0, 1/n), b ~ 0.1 N(0, I), x ~ N(0, I). */
class LayerInputsTest {
  private static final int N = 20;
  private static final double SECONDS = 20;

  @BeforeEach
  void needsTheLibraries() {
    assumeTrue(SingularValues.isAvailable(), "skipped: no OpenBLAS library for this platform");
  }

  private static void needsLinearPrograms() {
    assumeTrue(GlopMinimax.isAvailable(), "skipped: no OR-Tools library for this platform");
  }

  /** A layer, the input x and its outputs without noise. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Example(LayerChain.Layer layer, double[] x, double[] y, RandomNumbers numbers) {
    static Example of(int m, long seed) {
      RandomNumbers numbers = SeedStream.of(seed).child("layer").numbers();
      SparseRows.Builder rows = new SparseRows.Builder(N);
      for (int i = 0; i < m; i++) {
        rows.addDense(gaussian(N, 1 / Math.sqrt(N), numbers));
      }
      double[] bias = gaussian(m, 0.1, numbers);
      SparseRows weights = rows.build();
      double[] x = gaussian(N, 1, numbers);
      double[] y = new double[m];
      Arrays.setAll(y, i -> Math.max(0, weights.dot(i, x) + bias[i]));
      Readout relu = new Readout.Rectified(0);
      return new Example(new LayerChain.Layer(0, weights, bias, relu), x, y, numbers);
    }

    int[] rows() {
      return IntStream.range(0, y.length).toArray();
    }

    Optional<double[]> recovered(double[] data, double error, Loss loss) {
      return LayerInputs.of(layer, rows(), new LayerInputs(data, error), loss, SECONDS)
          .map(LayerInputs::values);
    }

    double[] noisy(double deviation) {
      return Arrays.stream(y).map(v -> v + deviation * numbers.nextGaussian()).toArray();
    }

    double error(double[] found) {
      return distance(found, x) / distance(x, new double[N]);
    }
  }

  private static double[] gaussian(int size, double scale, RandomNumbers numbers) {
    double[] values = new double[size];
    Arrays.setAll(values, j -> scale * numbers.nextGaussian());
    return values;
  }

  private static double distance(double[] a, double[] b) {
    return Math.sqrt(
        IntStream.range(0, a.length).mapToDouble(j -> (a[j] - b[j]) * (a[j] - b[j])).sum());
  }

  @Test
  void exactOutputsGiveTheInput() {
    for (long seed = 1; seed <= 20; seed++) {
      Example example = Example.of(100, seed);
      double[] found = example.recovered(example.y(), 0, Loss.L2).orElseThrow();
      assertThat(example.error(found)).isLessThan(1e-10);
    }
  }

  /** A tenth of the outputs replaced by anything, active ones by zero among them. */
  @Test
  void fewWrongOutputsDoNotMoveTheCodeOfLeastSum() {
    needsLinearPrograms();
    double worst = 0;
    double best = Double.POSITIVE_INFINITY;
    for (long seed = 1; seed <= 50; seed++) {
      Example example = Example.of(160, seed);
      double[] data = example.y().clone();
      int[] order = example.numbers().permutation(data.length);
      for (int k = 0; k < data.length / 10; k++) {
        data[order[k]] = k % 2 == 0 ? 0 : Math.abs(10 * example.numbers().nextGaussian());
      }
      worst = Math.max(worst, example.error(example.recovered(data, 0, Loss.L1).orElseThrow()));
      best = Math.min(best, example.error(example.recovered(data, 0.1, Loss.L2).orElseThrow()));
    }

    assertThat(worst).as("largest error with ℓ1").isLessThan(1e-9);
    assertThat(best).as("least error with ℓ2").isGreaterThan(0.05);
  }

  /** Outputs that are zero up to noise bound pre-activations from above. */
  @Test
  void inequalitiesHelpWithNoise() {
    int trials = 200;
    double deviation = 0.1;
    double[] with = new double[trials];
    double[] without = new double[trials];
    int better = 0;
    for (int t = 0; t < trials; t++) {
      Example example = Example.of(100, 1000 + t);
      double[] data = example.noisy(deviation);
      OneSidedSystem system =
          LayerEquations.of(example.layer(), example.rows(), data, deviation, Loss.L2);
      with[t] = example.error(OneSidedLeastSquares.solve(system).orElseThrow());
      without[t] = example.error(LeastSquares.solve(system).orElseThrow());
      better += with[t] < without[t] ? 1 : 0;
    }

    assertThat(median(with)).isLessThan(0.85 * median(without));
    assertThat(better).isGreaterThan(trials * 3 / 4);
  }

  /** The descent on the likelihood must end about as well as one that begins at the truth. */
  @Test
  void withNoiseTheLikelihoodDecides() {
    int trials = 200;
    double deviation = 0.1;
    double[] found = new double[trials];
    double[] fromTruth = new double[trials];
    for (int t = 0; t < trials; t++) {
      Example example = Example.of(100, 1000 + t);
      double[] data = example.noisy(deviation);
      OneSidedSystem system =
          LayerEquations.of(example.layer(), example.rows(), data, deviation, Loss.L2);
      found[t] = example.error(example.recovered(data, deviation, Loss.L2).orElseThrow());
      fromTruth[t] = example.error(LayerLikelihood.descend(system, data, example.x()));
    }

    assertThat(median(found)).isLessThan(1.15 * median(fromTruth));
  }

  private static double median(double[] values) {
    return Arrays.stream(values).sorted().skip(values.length / 2).findFirst().orElseThrow();
  }

  /**
   * With |e| ≤ ε, x itself has largest residual ε at most, so the solution has, and both meet the
   * equations S up to ε: ‖W_S (x̂ − x)‖∞ ≤ 2ε, hence ‖x̂ − x‖ ≤ 2ε √|S| / σ_min(W_S).
   */
  @Test
  void boundedNoiseMovesTheCodeOfLeastMaximumNoFurtherThanItsBound() {
    needsLinearPrograms();
    double bound = 0.05;
    for (long seed = 1; seed <= 60; seed++) {
      Example example = Example.of(100, seed);
      double[] data =
          Arrays.stream(example.y())
              .map(v -> v + bound * (2 * example.numbers().nextDouble() - 1))
              .toArray();
      OneSidedSystem system =
          LayerEquations.of(example.layer(), example.rows(), data, bound, Loss.LINF);

      double[] found = example.recovered(data, bound, Loss.LINF).orElseThrow();

      assertThat(Loss.LINF.of(system.residuals(example.x()))).isLessThanOrEqualTo(bound + 1e-12);
      assertThat(Loss.LINF.of(system.residuals(found))).isLessThanOrEqualTo(bound + 1e-9);
      int equations = system.equationCount();
      double least = leastSingularValue(system.equations());
      assertThat(distance(found, example.x()))
          .isLessThanOrEqualTo(2 * bound * Math.sqrt(equations) / least + 1e-9);
    }
  }

  private static double leastSingularValue(OneSidedSystem system) {
    double[][] rows = new double[system.size()][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(system.rows(), i * N, (i + 1) * N));
    return SingularValues.of(rows)[N - 1];
  }

  @Test
  void someOutputsAreEnough() {
    Example example = Example.of(150, 3);
    int[] seen = IntStream.range(0, 150).filter(i -> i % 3 != 0).toArray();
    double[] data = IntStream.of(seen).mapToDouble(i -> example.y()[i]).toArray();

    double[] found =
        LayerInputs.of(example.layer(), seen, LayerInputs.exact(data), Loss.L2, SECONDS)
            .orElseThrow()
            .values();

    assertThat(found).containsExactly(example.x(), within(1e-9));
  }

  @Test
  void fewerActiveOutputsThanUnknownsLeaveTheInputOpen() {
    Example example = Example.of(25, 1);

    assertThat(example.recovered(example.y(), 0, Loss.L2)).isEmpty();
  }

  @Test
  void theErrorOfTheInputsIsPredicted() {
    double sum = 0;
    double predicted = 0;
    for (long seed = 1; seed <= 100; seed++) {
      Example example = Example.of(200, seed);
      LayerInputs found =
          LayerInputs.of(
                  example.layer(),
                  example.rows(),
                  new LayerInputs(example.noisy(0.01), 0.01),
                  Loss.L2,
                  SECONDS)
              .orElseThrow();
      sum += Math.pow(distance(found.values(), example.x()), 2) / N / 100;
      predicted += Math.pow(found.error(), 2) / 100;
    }

    assertThat(Math.sqrt(predicted)).isEqualTo(Math.sqrt(sum), within(0.3 * Math.sqrt(sum)));
  }
}
