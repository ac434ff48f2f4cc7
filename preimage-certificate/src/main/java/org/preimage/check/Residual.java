package org.preimage.check;

import java.math.BigInteger;

/** Sizes of residuals known up to the rounding of the rows. */
final class Residual {
  private Residual() {}

  /**
   * At least ‖Σ c_i a_i‖∞ for {@code sum} = ±Σ c_i V_i and {@code total} ≥ Σ |c_i|: each a_i is V_i
   * up to ½.
   */
  static BigInteger size(long[] sum, long total) {
    long most = 0;
    for (long entry : sum) {
      most = Math.max(most, Math.abs(entry));
    }
    return BigInteger.valueOf(most).add(BigInteger.valueOf(total / 2 + 1));
  }
}
