package org.preimage.torch;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.preimage.certificate.Node;

/** scale·z + shift, elementwise. */
final class Scaled extends LinearOperation {
  private final Tensor scale;
  private final Tensor shift;

  private Scaled(Tensor scale, Tensor shift, Layout layout) {
    super(layout);
    this.scale = scale;
    this.shift = shift;
  }

  static Scaled of(Node.Scale node, Layout layout, Storage storage) {
    return new Scaled(
        storage.shared(node.scale(), layout), storage.shared(node.shift(), layout), layout);
  }

  @Override
  public Tensor value(List<Tensor> sources) {
    return sources.get(0).mul(scale).add(shift);
  }

  @Override
  public Tensor push(List<Tensor> tangents) {
    return tangents.get(0).mul(scale);
  }

  @Override
  public List<Tensor> pull(Tensor cotangent) {
    return List.of(cotangent.mul(scale));
  }
}
