package org.preimage.check;

import java.math.BigInteger;
import java.util.Arrays;
import org.preimage.certificate.GoodnessProof;

/**
 * Bounds Σ over a set of s_i·z_i by cap · Σ max(s_i·z_i, 0) for all x, by multipliers 0 ≤ y_i ≤ cap
 * with Σ y_i a_i = Σ over the set of a_i. The multipliers are cut off at 0 and the cap from
 * products with a point; their residual is bounded and removed.
 */
final class CapRule {
  private final GoodnessProof proof;
  private final FixedRows rows;
  private final int bits;
  private final long[] multipliers;
  private final long[] residual;
  private final Correction correction;
  private final PositiveDependence dependence;

  CapRule(Layer layer, GoodnessProof proof) throws Rejection {
    this.proof = proof;
    GoodnessProof.Scaling scaling = proof.scaling();
    this.bits = scaling.multiplierBits();
    this.rows = new FixedRows(layer, proof.rows().toArray(), proof.weights(), scaling.rowBits());
    this.multipliers = new long[rows.size()];
    this.residual = new long[rows.columns()];
    this.correction = new Correction(rows, proof.frame(), scaling.frameBits());
    try {
      this.dependence =
          new PositiveDependence(rows, correction, proof.dependence(), scaling.pointShift());
    } catch (Rejection e) {
      throw e.inside("dependence");
    }
  }

  /** The corrected caps in units of 2^−multiplierBits, in the order of the proof. */
  long[] check() throws Rejection {
    int count = proof.caps().size();
    Rejection.unless(count >= rows.size(), "caps", "are missing for some rows");
    long[] caps = new long[count];
    for (int c = 0; c < count; c++) {
      GoodnessProof.Cap cap = proof.caps().get(c);
      try {
        Rejection.unless(
            c >= rows.size() || (cap.set().size() == 1 && cap.set().get(0) == c),
            "",
            "is not that of row %d alone",
            c);
        caps[c] = corrected(cap);
      } catch (Rejection e) {
        throw e.inside("cap " + c);
      }
    }
    return caps;
  }

  private long corrected(GoodnessProof.Cap cap) throws Rejection {
    Rejection.unless(cap.cap() >= 0, "", "is negative");
    rows.products(cap.point(), multipliers);
    long total = cutOff(cap.cap());
    Arrays.fill(residual, 0);
    int before = -1;
    for (int k = 0; k < cap.set().size(); k++) {
      int i = cap.set().get(k);
      Rejection.unless(i > before && i < rows.size(), "", "has a set that is not ascending rows");
      before = i;
      for (int c = 0; c < residual.length; c++) {
        residual[c] += rows.entry(i, c) << bits;
      }
      total += 1L << bits;
    }
    rows.subtract(multipliers, total, residual);
    BigInteger moved = correction.of(Residual.size(residual, total));
    BigInteger corrected = BigInteger.valueOf(cap.cap()).add(dependence.growth(moved));
    Rejection.unless(corrected.bitLength() <= 40, "", "leaves a residual that is too large");
    return corrected.longValueExact();
  }

  /** Turns products into multipliers; returns their sum. */
  private long cutOff(long cap) {
    int shift = proof.scaling().pointShift();
    long half = 1L << (shift - 1);
    long total = 0;
    for (int i = 0; i < multipliers.length; i++) {
      long y = Math.min(Math.max((multipliers[i] + half) >> shift, 0), cap);
      multipliers[i] = y;
      total += y;
    }
    return total;
  }
}
