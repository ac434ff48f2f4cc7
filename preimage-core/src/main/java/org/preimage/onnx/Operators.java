package org.preimage.onnx;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The supported operators by ONNX name. */
final class Operators {
  private static final Map<String, Operator> ALL = all();

  private Operators() {}

  private static Map<String, Operator> all() {
    Map<String, Operator> all = new TreeMap<>();
    LinearOperators.register(all);
    ArithmeticOperators.register(all);
    ConvolutionOperators.register(all);
    PoolingOperators.register(all);
    NormalizationOperators.register(all);
    ActivationOperators.register(all);
    ShapeOperators.register(all);
    SelectionOperators.register(all);
    ResizeOperators.register(all);
    ConstantOperators.register(all);
    ReductionOperators.register(all);
    return all;
  }

  static @Nullable Operator find(String name) {
    return ALL.get(name);
  }

  /** All names in alphabetical order, separated by commas. */
  static String names() {
    return String.join(", ", ALL.keySet());
  }
}
