package org.preimage.spanning;

import java.util.Arrays;
import java.util.BitSet;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Ends;
import org.preimage.linalg.SparseRows;

/** Tiny layers as layers. */
public final class OneLayer {
  private OneLayer() {}

  /** The layer with the same numbers. */
  public static Layer of(TinyLayer tiny) {
    SparseRows.Builder weights = new SparseRows.Builder(tiny.inputs());
    for (long[] row : tiny.rows()) {
      weights.addDense(Arrays.stream(row).asDoubleStream().toArray());
    }
    Domain.Box box = new Domain.Box(Ends.of(tiny.lowerEnds()), Ends.of(tiny.upperEnds()));
    return new Layer(weights.build(), tiny.biases(), new BitSet(), box);
  }
}
