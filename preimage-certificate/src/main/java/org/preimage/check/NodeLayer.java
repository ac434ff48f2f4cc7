package org.preimage.check;

import java.util.function.IntFunction;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Node;

/** An affine node with an activation. */
record NodeLayer(AffineMap map, IntFunction<RowKind> kinds, Domain domain) implements Layer {
  @Override
  public int rows() {
    return map.rows();
  }

  @Override
  public int columns() {
    return map.columns();
  }

  @Override
  public SparseRow row(int i) {
    return map.row(i);
  }

  @Override
  public double bias(int i) {
    return map.bias(i);
  }

  @Override
  public RowKind kind(int i) {
    return kinds.apply(i);
  }

  /** How each row's activation is classed by its slope. */
  static IntFunction<RowKind> kinds(Node.Rectifier rectifier) {
    return i -> {
      double slope = rectifier.slopes().shared(i);
      if (slope > 0) {
        return RowKind.ALWAYS;
      }
      return slope == 0 ? RowKind.RELU : RowKind.UNUSABLE;
    };
  }
}
