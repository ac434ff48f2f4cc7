package org.preimage.torch;

import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.preimage.certificate.Indices;

/** Nearest-neighbour upsampling of images by whole factors: every pixel becomes a rectangle. */
final class Enlarged extends LinearOperation {
  private final Layout source;
  private final int rows;
  private final int columns;

  private Enlarged(Layout source, Layout target, int rows, int columns) {
    super(target);
    this.source = source;
    this.rows = rows;
    this.columns = columns;
  }

  /**
   * The operation if a selection is one.
   *
   * @param source layout of the selected values
   * @param index the selection
   * @param target layout of the result
   */
  static @Nullable Enlarged recognized(Layout source, Indices index, Layout target) {
    if (!source.isImage() || !target.isImage() || source.channels() != target.channels()) {
      return null;
    }
    long[] from = source.spatial();
    long[] to = target.spatial();
    if (to[0] % from[0] != 0 || to[1] % from[1] != 0) {
      return null;
    }
    int rows = (int) (to[0] / from[0]);
    int columns = (int) (to[1] / from[1]);
    for (int j = 0; j < index.size(); j++) {
      long x = j % to[1];
      long y = j / to[1] % to[0];
      long c = j / to[1] / to[0];
      if (index.get(j) != (c * from[0] + y / rows) * from[1] + x / columns) {
        return null;
      }
    }
    return new Enlarged(source, target, rows, columns);
  }

  @Override
  public Tensor value(List<Tensor> sources) {
    Tensor x = sources.get(0);
    return enlarged(source.of(x, x.size(0)));
  }

  @Override
  public Tensor push(List<Tensor> tangents) {
    Tensor d = tangents.get(0);
    Tensor images = source.of(d, d.size(0), d.size(1)).flatten(0, 1);
    return enlarged(images).unflatten(0, d.size(0), d.size(1));
  }

  private Tensor enlarged(Tensor images) {
    return torch.upsample_nearest2d(images, layout().spatial());
  }

  @Override
  public List<Tensor> pull(Tensor cotangent) {
    long[] block = {rows, columns};
    // Average pooling over blocks with divisor one adds them up.
    Tensor sums =
        torch.avg_pool2d(
            cotangent.flatten(0, 1),
            block,
            block,
            new long[] {0, 0},
            false,
            true,
            new LongOptional(1));
    return List.of(sums.unflatten(0, cotangent.size(0), cotangent.size(1)));
  }
}
