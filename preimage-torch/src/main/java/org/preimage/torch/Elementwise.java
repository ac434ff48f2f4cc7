package org.preimage.torch;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A function of one number applied to every value; its derivative is a diagonal matrix. */
abstract class Elementwise implements Operation {
  private final Layout layout;

  Elementwise(Layout layout) {
    this.layout = layout;
  }

  @Override
  public final Layout layout() {
    return layout;
  }

  @Override
  public final Tensor value(List<Tensor> sources) {
    return function(sources.get(0));
  }

  @Override
  public final LinearMap derivative(List<Tensor> sources, Tensor value) {
    Tensor slopes = slopes(sources.get(0)).unsqueeze(1);
    return new Diagonal(slopes);
  }

  abstract Tensor function(Tensor z);

  /** The derivative at z, with the shape and the type of z. */
  abstract Tensor slopes(Tensor z);

  private record Diagonal(Tensor slopes) implements LinearMap {
    @Override
    public Tensor push(List<Tensor> tangents) {
      return tangents.get(0).mul(slopes);
    }

    @Override
    public List<Tensor> pull(Tensor cotangent) {
      return List.of(cotangent.mul(slopes));
    }
  }
}
