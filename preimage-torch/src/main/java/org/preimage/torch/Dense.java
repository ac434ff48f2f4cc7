package org.preimage.torch;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * x ↦ Wx + b as a matrix product. A result that is an image is computed with channels innermost:
 * the rows of W are reordered once, and the result is a view.
 */
final class Dense extends LinearOperation {
  private final Tensor weights;
  private final TensorOptional bias;
  private final int inputs;

  /**
   * @param weights m × n
   * @param bias length m
   */
  private Dense(Tensor weights, TensorOptional bias, int inputs, Layout layout) {
    super(layout);
    this.weights = weights;
    this.bias = bias;
    this.inputs = inputs;
  }

  static Dense of(double[] weights, double[] bias, Layout layout, Storage storage) {
    int inputs = weights.length / bias.length;
    Tensor w = storage.tensor(weights, bias.length, inputs);
    Tensor b = storage.tensor(bias, bias.length);
    if (layout.isImage()) {
      w = layout.of(w.t(), inputs).permute(0, 2, 3, 1).reshape(inputs, bias.length).t();
      b = layout.of(b).permute(1, 2, 0).reshape(bias.length);
    }
    return new Dense(
        storage.keep(w.contiguous()),
        storage.keep(new TensorOptional(storage.keep(b.contiguous()))),
        inputs,
        layout);
  }

  @Override
  public Tensor value(List<Tensor> sources) {
    Tensor x = sources.get(0);
    long points = x.size(0);
    // One code: OpenBLAS multiplies a matrix of one row five times slower than a vector.
    Tensor y =
        points == 1
            ? torch.addmv(bias.get(), weights, x.reshape(inputs))
            : torch.linear(x.reshape(points, inputs), weights, bias);
    if (!layout().isImage()) {
      return layout().of(y, points);
    }
    long[] shape = layout().spatial();
    return y.view(points, shape[0], shape[1], layout().channels()).permute(0, 3, 1, 2);
  }

  @Override
  public Tensor push(List<Tensor> tangents) {
    Tensor d = tangents.get(0);
    long points = d.size(0);
    long vectors = d.size(1);
    Tensor y = torch.linear(d.reshape(points * vectors, inputs), weights);
    if (!layout().isImage()) {
      return layout().of(y, points, vectors);
    }
    long[] shape = layout().spatial();
    return y.view(points, vectors, shape[0], shape[1], layout().channels()).permute(0, 1, 4, 2, 3);
  }

  @Override
  public List<Tensor> pull(Tensor cotangent) {
    long points = cotangent.size(0);
    long vectors = cotangent.size(1);
    Tensor c = layout().isImage() ? cotangent.permute(0, 1, 3, 4, 2) : cotangent;
    if (points * vectors == 1) {
      return List.of(weights.t().mv(c.reshape(layout().size())).view(1, 1, inputs));
    }
    return List.of(c.reshape(points, vectors, layout().size()).matmul(weights));
  }
}
