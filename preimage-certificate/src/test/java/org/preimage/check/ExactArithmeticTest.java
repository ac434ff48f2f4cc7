package org.preimage.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.preimage.certificate.Rational;

/** The checker's own numbers against java.math. */
class ExactArithmeticTest {
  private static final BigInteger P = BigInteger.ONE.shiftLeft(61).subtract(BigInteger.ONE);

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        -0.0,
        1,
        -1,
        3,
        0.1,
        -1e300,
        1e-300,
        Double.MIN_VALUE,
        -Double.MIN_NORMAL,
        Double.MAX_VALUE,
        0x1.fffffffffffffp-1022,
        0x0.fffffffffffffp-1022
      })
  void dyadicPartsGiveTheNumberBack(double value) {
    BigDecimal mantissa = BigDecimal.valueOf(Dyadic.mantissa(value));
    int e = Dyadic.exponent(value);
    BigDecimal two = BigDecimal.valueOf(2);
    BigDecimal exact = e >= 0 ? mantissa.multiply(two.pow(e)) : mantissa.divide(two.pow(-e));
    assertThat(exact).isEqualByComparingTo(new BigDecimal(value));
    DyadicSum sum = new DyadicSum();
    sum.add(BigInteger.TEN, value);
    sum.add(BigInteger.TEN.negate(), value);
    assertThat(sum.signum()).isZero();
  }

  @Test
  void modularProductsAreRight() {
    Random random = new Random(5);
    long[] edges = {0, 1, 2, Modular.P - 1, Modular.P - 2, 1L << 60};
    for (int trial = 0; trial < 20_000; trial++) {
      long a = trial < 36 ? edges[trial / 6] : Math.floorMod(random.nextLong(), Modular.P);
      long b = trial < 36 ? edges[trial % 6] : Math.floorMod(random.nextLong(), Modular.P);
      BigInteger product = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)).mod(P);
      assertThat(Modular.times(a, b)).isEqualTo(product.longValueExact());
      long difference = BigInteger.valueOf(a).subtract(BigInteger.valueOf(b)).mod(P).longValue();
      assertThat(Modular.minus(a, b)).isEqualTo(difference);
      if (a != 0 && trial < 500) {
        assertThat(Modular.times(a, Modular.inverse(a))).isEqualTo(1);
      }
    }
  }

  @Test
  void modularImageIsTheRingHomomorphism() {
    Random random = new Random(7);
    for (int trial = 0; trial < 2000; trial++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value) && value != 0) {
        BigInteger m = BigInteger.valueOf(Dyadic.mantissa(value));
        BigInteger power = BigInteger.TWO.modPow(BigInteger.valueOf(Dyadic.exponent(value)), P);
        assertThat(Modular.of(value)).isEqualTo(m.multiply(power).mod(P).longValueExact());
      }
    }
  }

  @Test
  void vectorsCompareByValue() throws Rejection {
    ExactVector thirds = ExactVector.of(List.of(rational(1, 3), rational(-1, 4)));
    BitSet all = new BitSet();
    all.set(0, thirds.size());
    assertThat(thirds.times(i -> 4).times(i -> 0.25).placesEqualTo(thirds)).isEqualTo(all);
    assertThat(thirds.plus(i -> 0.125).plus(i -> -0.125).placesEqualTo(thirds)).isEqualTo(all);
    all.clear(0);
    assertThat(thirds.plus(i -> i == 0 ? Double.MIN_VALUE : 0).placesEqualTo(thirds))
        .isEqualTo(all);
    assertThat(thirds.times(i -> 0).isZero()).isTrue();
    assertThat(ExactVector.concatenation(List.of(thirds, thirds)).size()).isEqualTo(4);
    assertThat(thirds.signum(1)).isNegative();
  }

  @Test
  void basisTakesRowsBack() {
    ModularBasis basis = new ModularBasis(3);
    assertThat(basis.add(row(0, 1, 1, 2))).isTrue();
    assertThat(basis.add(row(0, 2, 1, 4))).isFalse();
    assertThat(basis.add(row(1, 0.5, 2, -1))).isTrue();
    basis.truncate(1);
    assertThat(basis.add(row(0, 1, 1, 3))).isTrue();
    assertThat(basis.add(row(1, 1e-300))).isFalse();
    assertThat(basis.isFull()).isFalse();
    assertThat(basis.add(row(2, 1e300))).isTrue();
    assertThat(basis.isFull()).isTrue();
  }

  /** A tridiagonal matrix with n in the thousands takes well under a second. */
  @Test
  void sparseIndependenceScales() throws Rejection {
    int n = 5000;
    SparseRow[] rows = new SparseRow[n];
    for (int i = 0; i < n; i++) {
      rows[i] = row(i, 3, (i + 1) % n, 1);
    }
    long start = System.nanoTime();
    Independence.require(rows, n);
    assertThat((System.nanoTime() - start) / 1e9).isLessThan(20);
    rows[n - 1] = rows[0];
    assertThatThrownBy(() -> Independence.require(rows, n)).isInstanceOf(Rejection.class);
  }

  private static SparseRow row(double... pairs) {
    int[] columns = new int[pairs.length / 2];
    double[] values = new double[pairs.length / 2];
    for (int k = 0; k < columns.length; k++) {
      columns[k] = (int) pairs[2 * k];
      values[k] = pairs[2 * k + 1];
    }
    return new SparseRow(columns, values);
  }

  private static Rational rational(long p, long q) {
    return new Rational(BigInteger.valueOf(p), BigInteger.valueOf(q));
  }
}
