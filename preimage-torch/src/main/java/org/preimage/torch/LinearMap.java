package org.preimage.torch;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * A linear map for each point of a batch, applied to several vectors a point. Tensors have axes
 * point × vector × layout; a first axis of length one stands for vectors shared by all points.
 */
interface LinearMap {
  /** Tangents of the node, given tangents of its sources. */
  Tensor push(List<Tensor> tangents);

  /** The transpose: one cotangent a source, given a cotangent of the node. */
  List<Tensor> pull(Tensor cotangent);
}
