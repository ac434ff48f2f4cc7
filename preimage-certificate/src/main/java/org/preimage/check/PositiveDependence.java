package org.preimage.check;

import java.math.BigInteger;
import org.preimage.certificate.Indices;

/**
 * A dependence Σ d_i a_i = 0 with d_i ≥ ½ of all weighted rows, of which a vector u gives the
 * approximation max(1, ⟨V_i, u⟩·2^−(shift+16)); the correction removes its residual and moves each
 * number by at most ½. Shows that where no row is positive all are zero, and turns multipliers that
 * are slightly negative into others that are not.
 */
final class PositiveDependence {
  private static final int BITS = 16;
  private static final BigInteger ONE = BigInteger.ONE.shiftLeft(BITS);

  private final BigInteger largest;

  PositiveDependence(FixedRows rows, Correction correction, Indices point, int shift)
      throws Rejection {
    long[] d = new long[rows.size()];
    rows.products(point, d);
    long total = 0;
    long most = 0;
    for (int i = 0; i < d.length; i++) {
      d[i] = Math.max(1L << BITS, d[i] >> shift);
      most = Math.max(most, d[i]);
      // Products are at most 2^62 and the shift is positive: this neither overflows nor falls back
      // below 2^62, which is too large for any use.
      total = Math.min(1L << 62, total) + d[i];
    }
    long[] sum = new long[rows.columns()];
    rows.subtract(d, total, sum);
    BigInteger moved = correction.of(Residual.size(sum, total));
    Rejection.unless(
        moved.shiftLeft(1).compareTo(ONE) <= 0, "", "leaves a residual that is too large");
    this.largest = BigInteger.valueOf(most);
  }

  /**
   * How much caps grow when multipliers off by at most {@code moved} are made non-negative: after
   * scaling to d_i ≥ 1 the dependence has d_i ≤ 2·largest + 1.
   */
  BigInteger growth(BigInteger moved) {
    BigInteger most = largest.shiftLeft(1).add(ONE);
    return moved.add(moved.multiply(most).add(ONE).subtract(BigInteger.ONE).shiftRight(BITS));
  }
}
