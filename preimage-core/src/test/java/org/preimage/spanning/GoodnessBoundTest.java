package org.preimage.spanning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bound on active rows, held against points of the cell it speaks about. */
final class GoodnessBoundTest {
  private static final SearchBudget BUDGET = SearchBudget.ofSeconds(60);

  /** At every x of the node's cell the caps of the active rows sum to at least 1. */
  @ParameterizedTest
  @CsvSource({"3, 24, 1", "4, 40, 2", "6, 60, 3"})
  void capsOfActiveRowsSumToOneAtEachPointOfTheCell(int n, int m, long seed) {
    Random random = new Random(seed);
    double[] rows = gaussian(m * n, random);
    GoodnessBound bound = GoodnessBound.of(rows, m, n, 2, BUDGET);
    GoodnessBound.Caps root = bound.root();
    for (int trial = 0; trial < 40; trial++) {
      double[] x = gaussian(n, random);
      boolean[] positive = new boolean[m];
      double sum = 0;
      long[] active = new long[1];
      long[] inactive = new long[1];
      for (int i = 0; i < m; i++) {
        double z = 0;
        for (int k = 0; k < n; k++) {
          z += rows[i * n + k] * x[k];
        }
        positive[i] = z > 0;
        if (i < trial / 4) {
          (positive[i] ? active : inactive)[0] |= 1L << i;
        }
      }
      GoodnessBound.Caps caps =
          bound.refine(root, active, inactive, m, Double.POSITIVE_INFINITY, BUDGET);
      for (int i = 0; i < m; i++) {
        assertThat(caps.of(i)).isLessThanOrEqualTo(root.of(i));
        sum += positive[i] ? caps.of(i) : 0;
      }
      assertThat(sum).isGreaterThan(1 - 1e-6);
    }
  }

  @ParameterizedTest
  @CsvSource({"8, 96, 4", "16, 192, 5"})
  void provesGaussianRowsAtTheRoot(int n, int m, long seed) {
    double[] rows = gaussian(m * n, new Random(seed));
    GoodnessBound.Caps root = GoodnessBound.of(rows, m, n, 3, BUDGET).root();
    assertThat(root.sum(new long[0], new long[0], n)).isLessThan(1);
    assertThat(root.sum(new long[0], new long[0], m / 2)).isGreaterThan(1);
  }

  private static double[] gaussian(int size, Random random) {
    double[] values = new double[size];
    for (int k = 0; k < size; k++) {
      values[k] = random.nextGaussian();
    }
    return values;
  }
}
