package org.preimage.torch;

import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.preimage.certificate.Node;

/** The largest entry of each window; where several are largest the derivative is that of one. */
final class Maxima implements Operation {
  private final int inputs;
  private final int width;
  private final Layout layout;
  private final Tensor table;

  Maxima(Node.Maximum node, int inputs, Storage storage) {
    this.inputs = inputs;
    this.width = Windows.width(node.windows());
    this.layout = Layout.flat(node.size());
    this.table = storage.positions(Windows.repeated(node.windows()));
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public Tensor value(List<Tensor> sources) {
    return candidates(sources.get(0)).amax(new long[] {2}, false);
  }

  private Tensor candidates(Tensor x) {
    long points = x.size(0);
    return x.reshape(points, inputs).index_select(1, table).view(points, layout.size(), width);
  }

  @Override
  public LinearMap derivative(List<Tensor> sources, Tensor value) {
    Tensor best = candidates(sources.get(0)).argmax(new LongOptional(2), true);
    Tensor positions =
        table.view(1, layout.size(), width).expand(best.size(0), -1, -1).gather(2, best);
    return new Choice(positions.squeeze(2).unsqueeze(1), inputs);
  }

  /** Reads one source entry for each value: its position. */
  private record Choice(Tensor positions, int inputs) implements LinearMap {
    @Override
    public Tensor push(List<Tensor> tangents) {
      Tensor d = tangents.get(0);
      long points = positions.size(0);
      long vectors = d.size(1);
      Tensor flat = d.reshape(d.size(0), vectors, inputs).expand(points, vectors, inputs);
      return flat.gather(2, positions.expand(points, vectors, -1));
    }

    @Override
    public List<Tensor> pull(Tensor cotangent) {
      long points = cotangent.size(0);
      long vectors = cotangent.size(1);
      return List.of(
          cotangent
              .new_zeros(points, vectors, inputs)
              .scatter_add(2, positions.expand(points, vectors, -1), cotangent));
    }
  }
}
