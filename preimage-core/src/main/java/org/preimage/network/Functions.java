package org.preimage.network;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The floating-point functions of the one-to-one and opaque nodes, by node number. */
record Functions(
    Map<Integer, ElementwiseFunction> elementwise, Map<Integer, OpaqueFunction> opaque) {
  Functions {
    elementwise = Map.copyOf(elementwise);
    opaque = Map.copyOf(opaque);
  }

  ElementwiseFunction elementwise(int node) {
    return required(elementwise.get(node), node);
  }

  OpaqueFunction opaque(int node) {
    return required(opaque.get(node), node);
  }

  private static <F> F required(@Nullable F function, int node) {
    if (function == null) {
      throw new IllegalArgumentException("Node " + node + " has no function of that kind.");
    }
    return function;
  }
}
