package org.preimage.check;

import java.math.BigInteger;
import java.util.Arrays;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Weights;

/**
 * Weighted rows of a layer rounded to integers: s_i·w_i·2^bits = V_i + θ_i with |θ| ≤ ½ in each
 * coordinate. Sums and products are exact; a sum that could leave 64 bits is refused before it is
 * made.
 */
final class FixedRows {
  /** Entries have at most so many bits, so that products with 31-bit numbers are safe. */
  private static final int MOST_BITS = 30;

  private final int m;
  private final int n;
  private final long[][] byRow;
  private final long[][] byColumn;
  private final long largest;

  FixedRows(Layer layer, int[] rows, Weights weights, int bits) throws Rejection {
    this.m = rows.length;
    this.n = layer.columns();
    this.byRow = new long[m][n];
    this.byColumn = new long[n][m];
    long most = 1;
    for (int i = 0; i < m; i++) {
      SparseRow row = layer.row(rows[i]);
      for (int e = 0; e < row.size(); e++) {
        long entry = round(row.value(e), weights.get(i), bits);
        byRow[i][row.column(e)] = entry;
        byColumn[row.column(e)][i] = entry;
        most = Math.max(most, Math.abs(entry));
      }
    }
    this.largest = most;
  }

  /** The integer nearest to value·weight·2^bits. */
  private static long round(double value, double weight, int bits) throws Rejection {
    BigInteger product =
        BigInteger.valueOf(Dyadic.mantissa(value))
            .multiply(BigInteger.valueOf(Dyadic.mantissa(weight)));
    int shift = Math.addExact(Dyadic.exponent(value) + Dyadic.exponent(weight), bits);
    Rejection.unless(
        shift + product.bitLength() <= MOST_BITS || product.signum() == 0,
        "rows",
        "do not fit %d bits",
        MOST_BITS);
    if (shift >= 0) {
      return product.shiftLeft(shift).longValueExact();
    }
    if (product.bitLength() + shift < -1) {
      return 0;
    }
    // ⌊p/2^s + ½⌋
    return product.shiftRight(-shift - 1).add(BigInteger.ONE).shiftRight(1).longValueExact();
  }

  int size() {
    return m;
  }

  int columns() {
    return n;
  }

  /** Largest |V_ik|, at least 1. */
  long largest() {
    return largest;
  }

  /** V_ik. */
  long entry(int i, int k) {
    return byRow[i][k];
  }

  /** Writes ⟨V_i, x⟩ for all i. */
  void products(Indices x, long[] result) throws Rejection {
    Rejection.unless(x.size() == n, "", "has %d numbers for %d coordinates", x.size(), n);
    long total = 0;
    for (int k = 0; k < n; k++) {
      total += Math.abs((long) x.get(k));
    }
    requireRoom(total);
    Arrays.fill(result, 0);
    int k = 0;
    for (; k + 3 < n; k += 4) {
      addFour(k, x.get(k), x.get(k + 1), x.get(k + 2), x.get(k + 3), result);
    }
    for (; k < n; k++) {
      add(result, x.get(k), byColumn[k]);
    }
  }

  private void addFour(int k, long x0, long x1, long x2, long x3, long[] result) {
    long[] a0 = byColumn[k];
    long[] a1 = byColumn[k + 1];
    long[] a2 = byColumn[k + 2];
    long[] a3 = byColumn[k + 3];
    for (int i = 0; i < result.length; i++) {
      result[i] += x0 * a0[i] + x1 * a1[i] + x2 * a2[i] + x3 * a3[i];
    }
  }

  private static void add(long[] sum, long factor, long[] values) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * values[i];
    }
  }

  /**
   * Adds −Σ y_i V_i to {@code sum}.
   *
   * @param total at least Σ |y_i| plus whatever multiple of rows {@code sum} already holds
   */
  void subtract(long[] y, long total, long[] sum) throws Rejection {
    requireRoom(total);
    for (int i = 0; i < m; i++) {
      if (y[i] != 0) {
        add(sum, -y[i], byRow[i]);
      }
    }
  }

  /** Refuses sums Σ c_i V_ik with Σ |c_i| = total that could pass 2^62. */
  private void requireRoom(long total) throws Rejection {
    Rejection.unless(
        total >= 0 && total <= (1L << 62) / largest, "", "needs sums of more than 62 bits");
  }
}
