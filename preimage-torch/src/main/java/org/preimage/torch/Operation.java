package org.preimage.torch;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * One node on batches: the first axis counts points, the others are a {@link Layout}. Everything is
 * made of differentiable libtorch functions, so that its automatic differentiation works too.
 */
interface Operation {
  /** Layout of the result. */
  Layout layout();

  /** The node's values at a batch of source values. */
  Tensor value(List<Tensor> sources);

  /**
   * The derivative at each point of the batch; at kinks that of one side.
   *
   * @param sources as given to {@link #value}
   * @param value what that answered
   */
  LinearMap derivative(List<Tensor> sources, Tensor value);
}
