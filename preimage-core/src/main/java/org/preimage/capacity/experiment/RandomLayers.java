package org.preimage.capacity.experiment;

import java.util.Arrays;
import org.preimage.certificate.Domain;
import org.preimage.certify.Verdict;
import org.preimage.spanning.Layer;

/** Layers x ↦ ReLU(Wx) on Rⁿ from rows in one array, and what verdicts about them say. */
final class RandomLayers {
  private RandomLayers() {}

  /** The layer of the first {@code m} rows. */
  static Layer layer(double[] entries, int m, int n) {
    double[][] rows = new double[m][];
    for (int i = 0; i < m; i++) {
      rows[i] = Arrays.copyOfRange(entries, i * n, (i + 1) * n);
    }
    return Layer.relu(rows, new double[m], Domain.wholeSpace(n));
  }

  static Outcome outcome(Verdict verdict) {
    if (verdict instanceof Verdict.Injective) {
      return Outcome.INJECTIVE;
    }
    return verdict instanceof Verdict.NotInjective ? Outcome.NOT_INJECTIVE : Outcome.UNDECIDED;
  }

  /** 1 when the answer holds only for rows in general position, which was not proved. */
  static double assumesGeneralPosition(Verdict verdict) {
    return verdict instanceof Verdict.Injective yes && yes.assumesGeneralPosition() ? 1 : 0;
  }
}
