package org.preimage.torch;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.preimage.network.ElementwiseFunction;

/**
 * The one-to-one functions. Slopes are written so that they keep their relative accuracy where the
 * function saturates: 1 − tanh² does not.
 */
final class Smooth extends Elementwise {
  private final ElementwiseFunction function;

  Smooth(ElementwiseFunction function, Layout layout) {
    super(layout);
    this.function = function;
  }

  @Override
  Tensor function(Tensor z) {
    if (function instanceof ElementwiseFunction.Sigmoid) {
      return z.sigmoid();
    } else if (function instanceof ElementwiseFunction.Tanh) {
      return z.tanh();
    } else if (function instanceof ElementwiseFunction.Elu f) {
      Tensor below = z.expm1().mul(scalar(f.alpha()));
      return torch.where(z.ge(scalar(0)), z, below).mul(scalar(f.gain()));
    } else if (function instanceof ElementwiseFunction.Softplus) {
      return z.clamp_min(scalar(0)).add(z.abs().neg().exp().log1p());
    } else if (function instanceof ElementwiseFunction.Softsign) {
      return z.div(z.abs().add(scalar(1)));
    }
    return z.exp();
  }

  @Override
  Tensor slopes(Tensor z) {
    if (function instanceof ElementwiseFunction.Sigmoid) {
      return z.sigmoid().mul(z.neg().sigmoid());
    } else if (function instanceof ElementwiseFunction.Tanh) {
      return z.cosh().square().reciprocal();
    } else if (function instanceof ElementwiseFunction.Elu f) {
      Tensor below = z.exp().mul(scalar(f.alpha()));
      return torch.where(z.ge(scalar(0)), z.new_ones(1), below).mul(scalar(f.gain()));
    } else if (function instanceof ElementwiseFunction.Softplus) {
      return z.sigmoid();
    } else if (function instanceof ElementwiseFunction.Softsign) {
      return z.abs().add(scalar(1)).square().reciprocal();
    }
    return z.exp();
  }

  private static Scalar scalar(double value) {
    return new Scalar(value);
  }
}
