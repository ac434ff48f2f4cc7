package org.preimage.stability;

import org.preimage.certificate.Rational;

/**
 * W = [B; −DB] up to the order of its rows, with D a positive diagonal matrix and without biases:
 * the only injective ReLU layers with m = 2n. Their stability constant is known: κ =
 * σ_min(diag(d_k/√(1 + d_k²))·B).
 */
final class OppositePairs {
  private OppositePairs() {}

  /** κ in binary64, or NaN when the layer has another form. Only the form is decided exactly. */
  static double stability(SlopedLayer layer) {
    int n = layer.inputs();
    if (layer.outputs() != 2 * n
        || !layer.domain().equals(org.preimage.certificate.Domain.wholeSpace(n))) {
      return Double.NaN;
    }
    boolean[] used = new boolean[2 * n];
    double[] sum = new double[n * n];
    for (int i = 0; i < 2 * n; i++) {
      if (layer.bias(i) != 0 || layer.slope(i) != 0) {
        return Double.NaN;
      }
      if (!used[i]) {
        int partner = i + 1;
        double d = 0;
        while (partner < 2 * n && (used[partner] || (d = ratio(layer, i, partner)) == 0)) {
          partner++;
        }
        if (partner == 2 * n) {
          return Double.NaN;
        }
        used[partner] = true;
        layer.addSquare(sum, i, d * d / (1 + d * d));
      }
    }
    return Math.sqrt(Math.max(0, Symmetric.smallest(sum, n, new double[n])));
  }

  /** d &gt; 0 with w_j = −d·w_i, rounded; 0 when there is none. */
  private static double ratio(SlopedLayer layer, int i, int j) {
    int lead = 0;
    while (lead < layer.inputs() && layer.weight(i, lead) == 0) {
      lead++;
    }
    if (lead == layer.inputs() || layer.weight(i, lead) > 0 == layer.weight(j, lead) >= 0) {
      return 0;
    }
    Rational a = Rational.of(layer.weight(i, lead));
    Rational b = Rational.of(layer.weight(j, lead));
    for (int k = 0; k < layer.inputs(); k++) {
      Rational left = a.times(Rational.of(layer.weight(j, k)));
      if (left.compareTo(b.times(Rational.of(layer.weight(i, k)))) != 0) {
        return 0;
      }
    }
    return -b.dividedBy(a).toDouble();
  }
}
