package org.preimage.lp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The least cap: bracketed by its dual, multipliers held against their definition. */
final class LeastCapTest {
  private static final int LIMIT = 200;

  /** Any y gives an upper bound and any x a lower one; where they meet the least cap lies. */
  @ParameterizedTest
  @CsvSource({"3, 20, 1", "5, 40, 2", "8, 100, 3", "16, 200, 4"})
  void closesTheGapBetweenPrimalAndDual(int n, int m, long seed) {
    double[] rows = unitRows(m, n, seed);
    LeastCap program = new LeastCap(rows, m, n);
    for (int i = 0; i < Math.min(m, 8); i++) {
      double[] target = Arrays.copyOfRange(rows, i * n, (i + 1) * n);
      double[] x = target.clone();
      double before = Double.POSITIVE_INFINITY;
      for (double excess = Math.sqrt(n); excess < 40 * Math.sqrt(n); excess *= 2) {
        assertThat(program.solve(target, excess, x, 1e-9, LIMIT)).isTrue();
        assertThat(program.cap()).isLessThan(before + 1e-9);
        assertThat(lowerBound(rows, m, n, i, x)).isLessThan(program.cap() + 1e-9);
        assertThat(program.lowerBound(target, x))
            .isCloseTo(lowerBound(rows, m, n, i, x), Offset.offset(1e-9));
        before = program.cap();
      }
      assertThat(lowerBound(rows, m, n, i, x)).isGreaterThan(0.99 * program.cap());
    }
  }

  private static double lowerBound(double[] rows, int m, int n, int i, double[] x) {
    double total = 0;
    double own = 0;
    for (int j = 0; j < m; j++) {
      double z = 0;
      for (int k = 0; k < n; k++) {
        z += rows[j * n + k] * x[k];
      }
      total += Math.max(z, 0);
      own = j == i ? z : own;
    }
    return own / total;
  }

  @ParameterizedTest
  @CsvSource({"4, 40, 5", "8, 100, 6", "24, 288, 7"})
  void multipliersRebuiltFromThePointGiveTheTarget(int n, int m, long seed) {
    double[] rows = unitRows(m, n, seed);
    LeastCap program = new LeastCap(rows, m, n);
    for (int j = 0; j < 6; j++) {
      if (j % 2 == 0) {
        program.active(j);
      } else {
        program.inactive(j);
      }
    }
    double[] target = Arrays.copyOfRange(rows, 7 * n, 8 * n);
    double[] x = target.clone();
    assertThat(program.solve(target, 3 * Math.sqrt(n), x, 1e-10, LIMIT)).isTrue();
    double[] sum = new double[n];
    for (int j = 0; j < m; j++) {
      double z = 0;
      for (int k = 0; k < n; k++) {
        z += rows[j * n + k] * x[k];
      }
      double low = j < 6 && j % 2 == 0 ? z : Math.max(z, 0);
      double y = j < 6 && j % 2 == 1 ? low : Math.min(low, program.cap());
      for (int k = 0; k < n; k++) {
        sum[k] += y * rows[j * n + k];
      }
    }
    for (int k = 0; k < n; k++) {
      assertThat(sum[k]).isCloseTo(target[k], Offset.offset(1e-8));
    }
  }

  @ParameterizedTest
  @CsvSource({"5, 60, 8", "12, 144, 9"})
  void decidedRowsOnlyLowerTheCap(int n, int m, long seed) {
    double[] rows = unitRows(m, n, seed);
    LeastCap program = new LeastCap(rows, m, n);
    double[] target = Arrays.copyOfRange(rows, 0, n);
    double before = Double.POSITIVE_INFINITY;
    for (int decided = 0; decided < 8; decided++) {
      double[] x = target.clone();
      assertThat(program.solve(target, 20 * Math.sqrt(n), x, 1e-9, LIMIT)).isTrue();
      assertThat(program.cap()).isLessThan(before * 1.01);
      before = Math.min(before, program.cap());
      if (decided % 2 == 0) {
        program.active(decided + 1);
      } else {
        program.inactive(decided + 1);
      }
    }
  }

  private static double[] unitRows(int m, int n, long seed) {
    Random random = new Random(seed);
    double[] rows = new double[m * n];
    for (int j = 0; j < m; j++) {
      double square = 0;
      for (int k = j * n; k < (j + 1) * n; k++) {
        rows[k] = random.nextGaussian();
        square += rows[k] * rows[k];
      }
      for (int k = j * n; k < (j + 1) * n; k++) {
        rows[k] /= Math.sqrt(square);
      }
    }
    return rows;
  }
}
