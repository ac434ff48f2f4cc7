package org.preimage.torch;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.preimage.certificate.Node;

/** Clipping to an interval; the slope at an end is that of the outside. */
final class Clipped extends Elementwise {
  private final Scalar lower;
  private final Scalar upper;

  private Clipped(Scalar lower, Scalar upper, Layout layout) {
    super(layout);
    this.lower = lower;
    this.upper = upper;
  }

  static Clipped of(Node.Clip node, Layout layout, Storage storage) {
    return new Clipped(
        storage.keep(new Scalar(node.lower())), storage.keep(new Scalar(node.upper())), layout);
  }

  @Override
  Tensor function(Tensor z) {
    return z.clamp_min(lower).clamp_max(upper);
  }

  @Override
  Tensor slopes(Tensor z) {
    return z.gt(lower).logical_and(z.lt(upper)).to(z.scalar_type());
  }
}
