package org.preimage.check;

import java.math.BigInteger;
import org.preimage.certificate.Indices;

/**
 * Bounds how far multipliers must move to remove a residual. Write a_i for the weighted rows, V_i =
 * a_i − θ_i for their integers, U_i = ⌊V_i / 2^14⌋, and N·2^−r for the frame of the certificate. If
 * ‖I − Σ a_i U_iᵀ·N·2^−r‖∞ ≤ ½, every vector e is Σ δ_i a_i with |δ_i| ≤ 2·‖U_i‖₁·‖N‖∞·2^−r·‖e‖∞.
 */
final class Correction {
  private static final int COARSE = 14;

  private final FixedRows rows;
  private final BigInteger gain;
  private final int frameBits;

  Correction(FixedRows rows, Indices frame, int frameBits) throws Rejection {
    this.rows = rows;
    this.frameBits = frameBits;
    int n = rows.columns();
    Rejection.unless(
        (long) n * n == frame.size(), "frame", "has %d numbers, not %d²", frame.size(), n);
    Rejection.unless(frameBits >= 0 && frameBits <= 1000, "frame", "has an absurd scale");
    requireContraction(frame);
    this.gain =
        BigInteger.valueOf(2 * largestCoarseSum()).multiply(BigInteger.valueOf(largestRow(frame)));
  }

  private long coarse(int i, int k) {
    return rows.entry(i, k) >> COARSE;
  }

  /** max ‖U_i‖₁. */
  private long largestCoarseSum() {
    long most = 0;
    for (int i = 0; i < rows.size(); i++) {
      long sum = 0;
      for (int k = 0; k < rows.columns(); k++) {
        sum += Math.abs(coarse(i, k));
      }
      most = Math.max(most, sum);
    }
    return most;
  }

  /** ‖N‖∞, the largest absolute row sum. */
  private long largestRow(Indices frame) {
    int n = rows.columns();
    long most = 0;
    for (int k = 0; k < n; k++) {
      long sum = 0;
      for (int c = 0; c < n; c++) {
        sum += Math.abs((long) frame.get(k * n + c));
      }
      most = Math.max(most, sum);
    }
    return most;
  }

  /**
   * Row k of I·2^r − Σ V_i U_iᵀ·N has absolute sum at most 2^r/2, less what the θ_i can add: ½ Σ_j
   * (Σ_i |U_ij|)·(Σ_c |N_jc|).
   */
  private void requireContraction(Indices frame) throws Rejection {
    int n = rows.columns();
    long[] coarseSums = new long[n];
    long[][] gram = gram(coarseSums);
    BigInteger roundedAway = BigInteger.ZERO;
    BigInteger[] n0 = new BigInteger[n * n];
    for (int j = 0; j < n; j++) {
      long sum = 0;
      for (int c = 0; c < n; c++) {
        n0[j * n + c] = BigInteger.valueOf(frame.get(j * n + c));
        sum += Math.abs((long) frame.get(j * n + c));
      }
      roundedAway =
          roundedAway.add(BigInteger.valueOf(coarseSums[j]).multiply(BigInteger.valueOf(sum)));
    }
    BigInteger one = BigInteger.ONE.shiftLeft(frameBits);
    for (int k = 0; k < n; k++) {
      BigInteger[] difference = new BigInteger[n];
      java.util.Arrays.fill(difference, BigInteger.ZERO);
      difference[k] = one;
      for (int j = 0; j < n; j++) {
        BigInteger factor = BigInteger.valueOf(gram[k][j]);
        for (int c = 0; c < n; c++) {
          difference[c] = difference[c].subtract(factor.multiply(n0[j * n + c]));
        }
      }
      BigInteger sum = roundedAway;
      for (BigInteger entry : difference) {
        sum = sum.add(entry.abs().shiftLeft(1));
      }
      Rejection.unless(sum.compareTo(one) <= 0, "frame", "is no approximate inverse in row %d", k);
    }
  }

  /** Σ V_i U_iᵀ, and Σ |U_ij| for each column j. */
  private long[][] gram(long[] coarseSums) throws Rejection {
    int n = rows.columns();
    long most = rows.largest();
    Rejection.unless(
        rows.size() <= (1L << 62) / most / ((most >> COARSE) + 1), "frame", "has too many rows");
    long[][] gram = new long[n][n];
    long[] u = new long[n];
    for (int i = 0; i < rows.size(); i++) {
      for (int k = 0; k < n; k++) {
        u[k] = coarse(i, k);
        coarseSums[k] += Math.abs(u[k]);
      }
      for (int k = 0; k < n; k++) {
        long factor = rows.entry(i, k);
        long[] sums = gram[k];
        for (int c = 0; c < n; c++) {
          sums[c] += factor * u[c];
        }
      }
    }
    return gram;
  }

  /** At least |δ_i| for every i when ‖e‖∞ ≤ {@code size}. */
  BigInteger of(BigInteger size) {
    BigInteger up = BigInteger.ONE.shiftLeft(frameBits).subtract(BigInteger.ONE);
    return gain.multiply(size).add(up).shiftRight(frameBits);
  }
}
