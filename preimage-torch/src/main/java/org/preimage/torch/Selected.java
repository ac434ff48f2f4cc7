package org.preimage.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Entries of the concatenated sources, in any order and number; zero where none is named. */
final class Selected extends LinearOperation {
  private final int[] sizes;
  private final int available;
  private final boolean zeros;
  private final Tensor positions;

  /**
   * @param sizes one a source
   * @param index −1 means zero
   */
  Selected(int[] sizes, int[] index, Storage storage) {
    super(Layout.flat(index.length));
    this.sizes = sizes;
    this.available = Arrays.stream(sizes).sum();
    this.zeros = Arrays.stream(index).anyMatch(i -> i < 0);
    this.positions =
        storage.positions(Arrays.stream(index).map(i -> i < 0 ? available : i).toArray());
  }

  @Override
  public Tensor value(List<Tensor> sources) {
    return selected(sources, sources.stream().mapToLong(x -> x.size(0)).max().orElse(1));
  }

  @Override
  public Tensor push(List<Tensor> tangents) {
    long points = tangents.stream().mapToLong(d -> d.size(0)).max().orElse(1);
    long vectors = tangents.get(0).size(1);
    if (sizes.length > 1 || zeros) {
      return selected(tangents, points, vectors);
    }
    // Entries of all vectors side by side are copied as a row; one by one they take thrice as long.
    Tensor d = tangents.get(0);
    Tensor rows = d.movedim(1, -1).reshape(d.size(0), available, vectors);
    return rows.index_select(1, positions).transpose(1, 2).expand(points, -1, -1);
  }

  private Tensor selected(List<Tensor> sources, long... leading) {
    TensorVector parts = new TensorVector();
    for (int k = 0; k < sizes.length; k++) {
      Tensor flat = Layout.flat(sizes[k]).of(sources.get(k), leadingOf(sources.get(k), leading));
      parts.push_back(flat.expand(Layout.flat(sizes[k]).after(leading)));
    }
    if (zeros) {
      parts.push_back(sources.get(0).new_zeros(Layout.flat(1).after(leading)));
    }
    Tensor all = parts.size() == 1 ? parts.get(0) : torch.cat(parts, leading.length);
    return all.index_select(leading.length, positions);
  }

  /** Shared vectors have a first axis of length one. */
  private static long[] leadingOf(Tensor x, long[] leading) {
    long[] own = leading.clone();
    own[0] = x.size(0);
    return own;
  }

  @Override
  public List<Tensor> pull(Tensor cotangent) {
    long points = cotangent.size(0);
    long vectors = cotangent.size(1);
    Tensor all =
        cotangent
            .new_zeros(points, vectors, available + (zeros ? 1 : 0))
            .index_add(2, positions, cotangent);
    List<Tensor> parts = new ArrayList<>();
    int from = 0;
    for (int size : sizes) {
      parts.add(all.narrow(2, from, size));
      from += size;
    }
    return parts;
  }
}
