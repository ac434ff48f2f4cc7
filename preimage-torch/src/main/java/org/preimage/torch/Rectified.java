package org.preimage.torch;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.preimage.certificate.Node;

/** Rectifiers; the slope at 0 is that of the negative side, as in libtorch. */
final class Rectified extends Elementwise {
  private final boolean relu;
  private final Tensor slopes;
  private final Scalar zero;

  private Rectified(boolean relu, Tensor slopes, Scalar zero, Layout layout) {
    super(layout);
    this.relu = relu;
    this.slopes = slopes;
    this.zero = zero;
  }

  static Rectified of(Node.Rectifier node, Layout layout, Storage storage) {
    return new Rectified(
        node.isRelu(),
        storage.shared(node.slopes(), layout),
        storage.keep(new Scalar(0.0)),
        layout);
  }

  @Override
  Tensor function(Tensor z) {
    return relu ? z.relu() : torch.where(z.gt(zero), z, z.mul(slopes));
  }

  @Override
  Tensor slopes(Tensor z) {
    Tensor active = z.gt(zero);
    return relu ? active.to(z.scalar_type()) : torch.where(active, z.new_ones(1), slopes);
  }
}
