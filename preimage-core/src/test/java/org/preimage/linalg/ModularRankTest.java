package org.preimage.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModularRankTest {
  private static final BigInteger P = BigInteger.ONE.shiftLeft(61).subtract(BigInteger.ONE);

  @ParameterizedTest
  @ValueSource(
      doubles = {
        1,
        -1,
        0.1,
        -1e300,
        3e-310,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        0x1p61,
        0x1.fffffffffffffp60,
        -0.75
      })
  void residuesAgreeWithBigArithmetic(double value) {
    BigDecimal exact = new BigDecimal(value);
    BigInteger power = BigInteger.TEN.pow(Math.max(0, exact.scale()));
    BigInteger numerator = exact.multiply(new BigDecimal(power)).toBigIntegerExact();
    long expected = numerator.multiply(power.modInverse(P)).mod(P).longValueExact();
    assertThat(Mersenne61.residue(value)).isEqualTo(expected);
  }

  @Test
  void productsAgreeWithBigArithmetic() {
    Random random = new Random(1);
    for (int trial = 0; trial < 1000; trial++) {
      long a = random.nextLong() >>> 3;
      long b =
          random.nextInt(5) == 0 ? Mersenne61.P - 1 : Mersenne61.reduce(random.nextLong() >>> 3);
      long expected = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)).mod(P).longValueExact();
      assertThat(Mersenne61.multiply(a, b)).isEqualTo(expected);
      if (b != 0) {
        assertThat(Mersenne61.multiply(b, Mersenne61.inverse(b))).isEqualTo(1);
      }
    }
  }

  @Test
  void notANumberAndTheInverseOfZeroAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Mersenne61.residue(Double.NaN));
    assertThatThrownBy(() -> Mersenne61.inverse(0)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void earlierCandidatesArePreferred() {
    double[] w = {1, 2, 2, 4, 0, 0, 0, 3, 1, 0};
    RowSource rows = RowSource.dense(w, 2);
    assertThat(ModularRank.independentRows(2, rows, new int[] {0, 1, 2, 3, 4}))
        .containsExactly(0, 3);
    assertThat(ModularRank.independentRows(2, rows, new int[] {2, 4, 1, 0})).containsExactly(4, 1);
    assertThat(ModularRank.independentRows(2, rows, new int[] {2, 1, 0})).containsExactly(1);
    assertThat(ModularRank.rank(2, rows, 5)).isEqualTo(2);
    assertThat(ModularRank.rank(2, rows, 0)).isZero();
  }

  @Test
  void rankOfTinyDoublesIsExact() {
    double e = 0x1p-1000;
    assertThat(ModularRank.rank(2, RowSource.dense(new double[] {1, e, 1, 2 * e}, 2), 2))
        .isEqualTo(2);
    assertThat(ModularRank.rank(2, RowSource.dense(new double[] {1, e, 2, 2 * e}, 2), 2))
        .isEqualTo(1);
  }

  @Test
  void entriesOfOneColumnAddUp() {
    RowSource cancelling =
        (row, entries) -> {
          entries.entry(0, 1);
          entries.entry(0, -1);
        };
    assertThat(ModularRank.rank(1, cancelling, 1)).isZero();
  }

  @Test
  void rankOfProductsOfThinMatrices() {
    Random random = new Random(5);
    for (int trial = 0; trial < 200; trial++) {
      int r = random.nextInt(5);
      int m = 5 + random.nextInt(6);
      int n = 5 + random.nextInt(6);
      double[] product = new double[m * n];
      for (int k = 0; k < r; k++) {
        addOuterProduct(product, m, n, random);
      }
      assertThat(ModularRank.rank(n, RowSource.dense(product, n), m)).isEqualTo(r);
    }
  }

  @Test
  void denseFiveHundredByAThousand() {
    double[] w = new Random(2).doubles(500 * 1000, -1, 1).toArray();
    System.arraycopy(w, 0, w, 499 * 1000, 1000);
    assertThat(ModularRank.rank(1000, RowSource.dense(w, 1000), 500)).isEqualTo(499);
  }

  @Test
  void bandOfFourThousand() {
    int n = 4000;
    RowSource band =
        (row, entries) -> {
          for (int j = Math.max(0, row - 66); j <= Math.min(n - 1, row + 66); j++) {
            if (Math.abs(row - j) < 3 || Math.abs(row - j) > 63) {
              entries.entry(j, 1.0 / (1 + (row * 31 + j * 17) % 101));
            }
          }
        };
    assertThat(ModularRank.rank(n, band, n)).isEqualTo(n);
  }

  @Test
  void stopsAtFullRank() {
    RowSource rows =
        (row, entries) -> {
          if (row > 2) {
            throw new AssertionError("row " + row + " was read");
          }
          entries.entry(row, 1);
        };
    int[] order = IntStream.range(0, 10).toArray();
    assertThat(ModularRank.independentRows(3, rows, order)).containsExactly(0, 1, 2);
  }

  private static void addOuterProduct(double[] w, int m, int n, Random random) {
    int[] u = random.ints(m, -9, 10).toArray();
    int[] v = random.ints(n, -9, 10).toArray();
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        w[i * n + j] += u[i] * v[j];
      }
    }
  }
}
