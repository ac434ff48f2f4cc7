package org.preimage.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PositiveSolutionTest {
  private static final long SEED = 20261122;

  /** Small integers, so that singular systems and zeros in the solution are frequent. */
  @Test
  void isNeverSureOfWhatIsNotSo() {
    Random random = new Random(SEED);
    int sure = 0;
    int positive = 0;
    for (int round = 0; round < 20_000; round++) {
      int d = 1 + random.nextInt(4);
      double[][] system = new double[d][d + 1];
      for (double[] row : system) {
        Arrays.setAll(row, k -> random.nextInt(7) - 3);
      }
      boolean surely = isSurelyPositive(system);
      boolean exactly = isExactlyPositive(system);
      assertThat(exactly || !surely).as("seed %d: %s", SEED, Arrays.deepToString(system)).isTrue();
      sure += surely ? 1 : 0;
      positive += exactly ? 1 : 0;
    }
    assertThat(positive).isGreaterThan(500);
    assertThat(sure).isGreaterThan(positive * 95 / 100);
  }

  /** Solutions one rounding away from zero, on either side, and systems as close to singular. */
  @Test
  void isNotSureBesideTheBorder() {
    Random random = new Random(SEED);
    for (int round = 0; round < 20_000; round++) {
      int d = 2 + random.nextInt(4);
      double[][] system = new double[d][d + 1];
      for (double[] row : system) {
        Arrays.setAll(row, k -> random.nextGaussian());
      }
      int border = random.nextInt(d);
      for (double[] row : system) {
        double sum = 0;
        for (int k = 0; k < d; k++) {
          sum += k == border ? 0 : row[k] * (k + 1);
        }
        row[d] = sum;
        if (round % 2 == 0) {
          row[border] = sum * (1 + 0x1.0p-52 * (random.nextInt(5) - 2));
        }
      }
      assertThat(isExactlyPositive(system) || !isSurelyPositive(system))
          .as("seed %d: %s", SEED, Arrays.deepToString(system))
          .isTrue();
    }
  }

  @Test
  void gaussianSystemsAreDecided() {
    Random random = new Random(SEED);
    int sure = 0;
    for (int round = 0; round < 1000; round++) {
      int d = 12;
      double[] x = random.doubles(d, 0.1, 1.1).toArray();
      double[][] system = new double[d][d + 1];
      for (double[] row : system) {
        for (int k = 0; k < d; k++) {
          row[k] = random.nextGaussian();
          row[d] += row[k] * x[k];
        }
      }
      sure += isSurelyPositive(system) ? 1 : 0;
    }
    assertThat(sure).isGreaterThan(990);
  }

  @Test
  void overflowAndUnderflowProveNothing() {
    assertThat(isSurelyPositive(new double[][] {{1e300, 1e300, 1e308}, {1e300, -1e300, 0}}))
        .isFalse();
    assertThat(isSurelyPositive(new double[][] {{Double.MIN_VALUE, Double.MIN_VALUE}})).isFalse();
    assertThat(isSurelyPositive(new double[][] {{1, 1, 2}, {1, -1, 0}})).isTrue();
  }

  private static boolean isSurelyPositive(double[][] system) {
    PositiveSolution solution = new PositiveSolution(system.length);
    for (int i = 0; i < system.length; i++) {
      System.arraycopy(system[i], 0, solution.system()[i], 0, system.length + 1);
    }
    return solution.isSurelyPositive(system.length);
  }

  /** Ax = b with regular A and x &gt; 0 iff A and −b have a single dependence, and positive. */
  private static boolean isExactlyPositive(double[][] system) {
    int d = system.length;
    BigInteger[][] matrix = new BigInteger[d][d + 1];
    for (int i = 0; i < d; i++) {
      for (int k = 0; k <= d; k++) {
        double value = k < d ? system[i][k] : -system[i][k];
        // All entries are multiples of 2⁻²⁰⁰ here.
        matrix[i][k] = new BigDecimal(Math.scalb(value, 200)).toBigIntegerExact();
      }
    }
    return IntegerElimination.hasPositiveDependence(matrix, d + 1);
  }
}
