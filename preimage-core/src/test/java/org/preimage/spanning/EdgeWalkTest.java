package org.preimage.spanning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Point;

/**
 * Walks along edges end in open cells with fewer active rows than inputs, where such cells exist.
 */
class EdgeWalkTest {
  @ParameterizedTest(name = "{0} x {1}, biased {2}")
  @CsvSource({"8, 36, false", "12, 60, false", "20, 110, false", "8, 36, true", "15, 75, true"})
  void findsCollisionsOfGaussianLayersBelowCapacity(int n, int m, boolean biased) {
    Random random = new Random(5);
    double[][] rows = new double[m][n];
    double[] bias = new double[m];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        rows[i][j] = random.nextGaussian();
      }
      bias[i] = biased ? random.nextGaussian() : 0;
    }
    Layer layer = Layer.relu(rows, bias, Domain.wholeSpace(n));
    assertThat(EdgeWalk.appliesTo(layer)).isTrue();

    double[] x = new EdgeWalk(layer, random, SearchBudget.ofSeconds(30)).run(n, 30);

    assertThat(x).hasSize(n);
    assertThat(KernelDirection.activeAt(layer, Point.of(x)).cardinality()).isLessThan(n);
  }

  @ParameterizedTest
  @CsvSource({"10, 20", "30, 60"})
  void oppositeRowsHaveNoSuchCell(int n, int m) {
    Random random = new Random(6);
    double[][] rows = new double[m][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        rows[i][j] = random.nextGaussian();
        rows[n + i][j] = -2 * rows[i][j];
      }
    }
    Layer layer = Layer.relu(rows, new double[m], Domain.wholeSpace(n));
    double[] x = new EdgeWalk(layer, random, SearchBudget.ofSeconds(1)).run(n, 1);
    // Binary64 cannot tell a row that vanishes from its opposite, so a proposal may come out; it
    // must not survive the exact count.
    if (x.length > 0) {
      assertThat(KernelDirection.activeAt(layer, Point.of(x)).cardinality())
          .isGreaterThanOrEqualTo(n);
    }
    assertThat(LayerDecision.decide(layer, Optional.empty(), 1, SearchBudget.ofSeconds(5)))
        .isInstanceOf(LayerResult.Injective.class);
  }
}
