package org.preimage.onnx;

import java.util.List;
import java.util.function.Function;

/** How one ONNX operator becomes nodes. */
@FunctionalInterface
interface Operator {
  /**
   * The values of the operator's outputs in order; trailing outputs that are not supported are left
   * out.
   *
   * @throws IllegalArgumentException if the operator's inputs or attributes are not supported
   */
  List<Value> lower(Call call);

  static Operator single(Function<Call, ? extends Value> lowering) {
    return call -> List.of(lowering.apply(call));
  }
}
