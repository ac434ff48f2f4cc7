package org.preimage.torch;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A node that is affine in its sources: its derivative is the same at every point. */
abstract class LinearOperation implements Operation, LinearMap {
  private final Layout layout;

  LinearOperation(Layout layout) {
    this.layout = layout;
  }

  @Override
  public final Layout layout() {
    return layout;
  }

  @Override
  public final LinearMap derivative(List<Tensor> sources, Tensor value) {
    return this;
  }
}
