package org.preimage.spanning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Ends;
import org.preimage.certificate.Point;

/** Annealing ends in points with fewer active rows than inputs, where such points exist. */
class AnnealedDescentTest {
  private static final int PATIENCE = 1000;

  @ParameterizedTest(name = "{0} x {1}, seed {2}")
  @CsvSource({"8, 36, 1", "12, 60, 1", "30, 165, 1", "30, 165, 2", "50, 300, 1", "100, 600, 1"})
  void findsCollisionsOfGaussianLayersBelowCapacity(int n, int m, long seed) {
    findsCollision(Layer.relu(gaussian(m, n, seed), new double[m], Domain.wholeSpace(n)));
  }

  @ParameterizedTest(name = "{0}, biased {1}")
  @CsvSource({
    "space, true",
    "cube, true",
    "cube, false",
    "offset, true",
    "half, true",
    "ball, true",
    "ball, false",
    "orthant, true",
    "orthant, false"
  })
  void findsInteriorPointsOfDomains(String domain, boolean biased) {
    int n = 20;
    int m = 64;
    double[] bias = biased ? gaussian(1, m, 9)[0] : new double[m];
    findsCollision(Layer.relu(gaussian(m, n, 3), bias, domain(domain, n)));
  }

  private static Domain domain(String name, int n) {
    return switch (name) {
      case "cube" -> new Domain.Box(Ends.all(n, -1), Ends.all(n, 1));
      case "offset" -> new Domain.Box(Ends.all(n, 0.125), Ends.all(n, 4));
      case "half" -> new Domain.Box(Ends.all(n, Double.NEGATIVE_INFINITY), Ends.all(n, 0.5));
      case "ball" -> new Domain.Ball(n, 0.75);
      case "orthant" -> Domain.orthant(n);
      default -> Domain.wholeSpace(n);
    };
  }

  private static void findsCollision(Layer layer) {
    AnnealedDescent descent = descent(layer, 1, SearchBudget.ofSeconds(60));
    assertThat(descent.run(layer.inputs(), PATIENCE)).isTrue();
    double[] x = descent.bestPoint();
    assertThat(new Region(layer.domain()).containsInside(x)).isTrue();
    assertThat(KernelDirection.activeAt(layer, Point.of(x)).cardinality())
        .isEqualTo(descent.best())
        .isLessThan(layer.inputs());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"space", "cube", "offset", "ball", "orthant"})
  void theDecisionConfirmsThem(String domain) {
    int n = 20;
    Layer layer = Layer.relu(gaussian(70, n, 8), gaussian(1, 70, 9)[0], domain(domain, n));
    LayerResult result =
        LayerDecision.decide(layer, Optional.empty(), 1, SearchBudget.ofSeconds(60));
    assertThat(result).isInstanceOf(LayerResult.Deficient.class);
    LayerResult.Deficient deficient = (LayerResult.Deficient) result;
    assertThat(KernelDirection.activeAt(layer, deficient.x()).cardinality()).isLessThan(n);
    assertThat(new Region(layer.domain()).containsInside(deficient.x().toDoubles())).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"-900", "-300", "300", "900"})
  void theSizeOfTheRowsDoesNotMatter(int exponent) {
    double[][] rows = gaussian(110, 20, 7);
    for (int i = 0; i < rows.length; i += 2) {
      rows[i] = scaled(rows[i], Math.scalb(1.0, exponent));
    }
    findsCollision(Layer.relu(rows, new double[110], Domain.wholeSpace(20)));
  }

  @Test
  void oneSeedOneAnswer() {
    Layer layer = Layer.relu(gaussian(84, 14, 2), new double[84], Domain.wholeSpace(14));
    AnnealedDescent first = descent(layer, 5, SearchBudget.ofSeconds(60));
    AnnealedDescent second = descent(layer, 5, SearchBudget.ofSeconds(60));
    first.run(14, 3);
    second.run(14, 3);
    assertThat(first.bestPoint()).containsExactly(second.bestPoint());
    assertThat(first.best()).isEqualTo(second.best());
  }

  @Test
  void parallelRowsAreOneDirection() {
    double[][] rows = gaussian(30, 10, 4);
    double[][] thrice = new double[90][];
    Arrays.setAll(thrice, i -> scaled(rows[i % 30], i / 30 + 1));
    Layer layer = Layer.relu(thrice, new double[90], Domain.wholeSpace(10));
    assertThat(descent(layer, 1, SearchBudget.ofSeconds(60)).run(10, PATIENCE)).isTrue();
  }

  @Test
  void hopelessLayersAreLeftSoon() {
    Layer layer = Layer.relu(gaussian(300, 12, 1), new double[300], Domain.wholeSpace(12));
    AnnealedDescent descent = descent(layer, 1, SearchBudget.ofSeconds(60));
    assertThat(descent.run(12, PATIENCE)).isFalse();
    assertThat(descent.anneals()).isLessThan(10);
    assertThat(descent.best()).isBetween(12, 150);
  }

  @Test
  void aSpentBudgetEndsTheSearch() {
    Layer layer = Layer.relu(gaussian(900, 100, 1), new double[900], Domain.wholeSpace(100));
    SearchBudget budget = SearchBudget.ofSeconds(0.2);
    long start = System.nanoTime();
    assertThat(descent(layer, 1, budget).run(1, PATIENCE)).isFalse();
    assertThat((System.nanoTime() - start) / 1e9).isLessThan(5);
    assertThat(budget.points()).isPositive();

    budget.stop();
    AnnealedDescent stopped = descent(layer, 1, budget);
    assertThat(stopped.run(1, PATIENCE)).isFalse();
    assertThat(stopped.anneals()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"10", "30"})
  void oppositeRowsHaveNoSuchPoint(int n) {
    double[][] above = gaussian(n, n, 6);
    double[][] rows = Arrays.copyOf(above, 2 * n);
    for (int i = 0; i < n; i++) {
      rows[n + i] = scaled(above[i], -2);
    }
    Layer layer = Layer.relu(rows, new double[2 * n], Domain.wholeSpace(n));
    AnnealedDescent descent = descent(layer, 1, SearchBudget.ofSeconds(60));
    assertThat(descent.run(n, 3)).isFalse();
    assertThat(descent.best()).isEqualTo(n);
    assertThat(LayerDecision.decide(layer, Optional.empty(), 1, SearchBudget.ofSeconds(5)))
        .isInstanceOf(LayerResult.Injective.class);
  }

  private static AnnealedDescent descent(Layer layer, long seed, SearchBudget budget) {
    return new AnnealedDescent(layer, ParallelClasses.of(layer.weights()), seed, budget);
  }

  private static double[][] gaussian(int rows, int columns, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] matrix = new double[rows][columns];
    for (double[] row : matrix) {
      Arrays.setAll(row, j -> random.nextGaussian());
    }
    return matrix;
  }

  private static double[] scaled(double[] row, double factor) {
    return Arrays.stream(row).map(value -> factor * value).toArray();
  }
}
