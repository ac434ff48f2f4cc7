package org.preimage.certificate;

import java.util.List;

/**
 * Why at least k rows w_i of a layer without negative biases are active everywhere, by bounds on
 * the part that a few rows can have in Σ max(s_i·z_i, 0), with weights s_i and z = Wx (s-goodness
 * of the column space, Juditsky and Nemirovski 2011).
 *
 * <p>All numbers are integers; {@code docs/certificate-format.md} says how they are scaled. The
 * multipliers that prove a bound are not listed: they follow from a vector of n integers, as y_i =
 * ⟨v_i, x⟩ cut off at 0 and at the cap.
 *
 * @param scaling of the fixed-point numbers
 * @param rows distinct ReLU rows the proof speaks about; the position in this list numbers them in
 *     what follows
 * @param weights s_i &gt; 0, one a listed row; any scaling of a row has the same sign
 * @param frame n × n numbers, row after row: an approximate inverse that bounds how much
 *     multipliers must change to remove a residual
 * @param dependence n numbers: give a positive dependence of all listed rows, nearly
 * @param caps bounds; the sets with one row come first, one for each listed row in order
 */
public record GoodnessProof(
    Scaling scaling,
    Indices rows,
    Weights weights,
    Indices frame,
    Indices dependence,
    List<Cap> caps)
    implements CountProof {
  public GoodnessProof {
    caps = List.copyOf(caps);
    Shapes.require(
        rows.size() == weights.size(),
        "A goodness proof requires one weight a row but received %d rows and %d weights",
        rows.size(),
        weights.size());
  }

  /**
   * Powers of two.
   *
   * @param rowBits weighted rows are rounded to multiples of 2^−rowBits
   * @param multiplierBits multipliers are multiples of 2^−multiplierBits
   * @param pointShift a product with a point is divided by 2^pointShift and rounded, half up, to
   *     give a multiplier
   * @param frameBits the frame is multiplied by 2^−frameBits
   */
  public record Scaling(int rowBits, int multiplierBits, int pointShift, int frameBits) {}

  /**
   * The weighted values of these rows sum to at most {@code cap} (plus a correction) times Σ
   * max(s_i·z_i, 0).
   *
   * @param set positions in the list of rows, ascending
   * @param cap in units of 2^−multiplierBits
   * @param point x, n numbers
   */
  public record Cap(Indices set, int cap, Indices point) {}
}
