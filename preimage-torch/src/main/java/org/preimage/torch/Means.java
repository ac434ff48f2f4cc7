package org.preimage.torch;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.preimage.certificate.Node;

/** The sum of each window over its divisor. */
final class Means extends LinearOperation {
  private final Selected gathered;
  private final Tensor divisors;
  private final int width;

  Means(Node.Mean node, int inputs, Storage storage) {
    super(Layout.flat(node.size()));
    this.width = Windows.width(node.windows());
    this.gathered = new Selected(new int[] {inputs}, Windows.filled(node.windows(), -1), storage);
    double[] wide = Arrays.stream(node.divisors().toArray()).asDoubleStream().toArray();
    this.divisors = storage.keep(storage.tensor(wide, wide.length));
  }

  @Override
  public Tensor value(List<Tensor> sources) {
    Tensor all = gathered.value(sources);
    return all.view(all.size(0), layout().size(), width).sum(2).div(divisors);
  }

  @Override
  public Tensor push(List<Tensor> tangents) {
    Tensor all = gathered.push(tangents);
    return all.view(all.size(0), all.size(1), layout().size(), width).sum(3).div(divisors);
  }

  @Override
  public List<Tensor> pull(Tensor cotangent) {
    Tensor shares = cotangent.div(divisors).unsqueeze(3).expand(-1, -1, -1, width);
    return gathered.pull(
        shares.reshape(cotangent.size(0), cotangent.size(1), (long) layout().size() * width));
  }
}
