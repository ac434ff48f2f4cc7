package org.preimage.construction;

import java.math.BigDecimal;
import org.preimage.certificate.LayerProof;
import org.preimage.linalg.ModularRank;
import org.preimage.linalg.RowSource;
import org.preimage.spanning.AffineRows;

/** Replays the proof of a layer on its matrix, written out, in exact arithmetic. */
final class OppositeRowsReplay {
  private OppositeRowsReplay() {}

  static boolean accepts(InjectiveLayer layer) {
    double[][] rows = AffineRows.of(layer.affine());
    double[] bias = AffineRows.bias(layer.affine());
    LayerProof.OppositeRows proof = layer.proof();
    int n = layer.inputs();
    double[] basis = new double[n * n];
    for (int k = 0; k < n; k++) {
      int first = proof.first().get(k);
      int second = proof.second().get(k);
      if (!cover(rows[first], bias[first], rows[second], bias[second])) {
        return false;
      }
      System.arraycopy(rows[first], 0, basis, k * n, n);
    }
    return ModularRank.rank(n, RowSource.dense(basis, n), n) == n;
  }

  /** Second = −d · first with d > 0, and bias_second + d · bias_first ≥ 0. */
  private static boolean cover(double[] first, double b, double[] second, double c) {
    int lead = 0;
    while (lead < first.length && first[lead] == 0) {
      lead++;
    }
    BigDecimal p = new BigDecimal(first[lead]).abs();
    BigDecimal q = new BigDecimal(second[lead]).abs(); // d = q / p
    boolean opposite = first[lead] * second[lead] < 0;
    for (int j = 0; j < first.length; j++) {
      BigDecimal sum =
          q.multiply(new BigDecimal(first[j])).add(p.multiply(new BigDecimal(second[j])));
      opposite &= sum.signum() == 0;
    }
    BigDecimal cover = p.multiply(new BigDecimal(c)).add(q.multiply(new BigDecimal(b)));
    return opposite && cover.signum() >= 0;
  }
}
