package org.preimage.torch;

import java.util.Collections;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** The sum of all sources. */
final class Added extends LinearOperation {
  private final int terms;

  Added(int terms, Layout layout) {
    super(layout);
    this.terms = terms;
  }

  @Override
  public Tensor value(List<Tensor> sources) {
    return total(sources, 1);
  }

  @Override
  public Tensor push(List<Tensor> tangents) {
    return total(tangents, 2);
  }

  @Override
  public List<Tensor> pull(Tensor cotangent) {
    return Collections.nCopies(terms, cotangent);
  }

  private Tensor total(List<Tensor> all, int leading) {
    Tensor total = shaped(all.get(0), leading);
    for (int k = 1; k < all.size(); k++) {
      total = total.add(shaped(all.get(k), leading));
    }
    return total;
  }

  private Tensor shaped(Tensor x, int leading) {
    return leading == 1 ? layout().of(x, x.size(0)) : layout().of(x, x.size(0), x.size(1));
  }
}
