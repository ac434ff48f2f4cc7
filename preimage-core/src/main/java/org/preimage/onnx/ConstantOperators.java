package org.preimage.onnx;

import java.util.Arrays;
import java.util.Map;

/** Operators that yield constants. */
final class ConstantOperators {
  private ConstantOperators() {}

  static void register(Map<String, Operator> all) {
    all.put("Constant", Operator.single(ConstantOperators::constant));
    all.put("ConstantOfShape", Operator.single(ConstantOperators::ofShape));
    all.put("Range", Operator.single(ConstantOperators::range));
  }

  private static Value constant(Call call) {
    Tensor value = call.tensor("value");
    double[] reals = call.reals("value_floats");
    long[] integers = call.integers("value_ints");
    if (value != null) {
      return value;
    } else if (call.hasAttribute("value_float")) {
      return Tensor.real(Shape.of(), call.real("value_float", 0));
    } else if (call.hasAttribute("value_int")) {
      return Tensor.integer(Shape.of(), call.integer("value_int", 0));
    } else if (reals != null) {
      return Tensor.real(Shape.of(reals.length), reals);
    } else if (integers != null) {
      return Tensor.integer(Shape.of(integers.length), integers);
    }
    throw new IllegalArgumentException("Constant requires a dense numeric value.");
  }

  private static Value ofShape(Call call) {
    Shape shape = Shape.of(call.constant(0, "shape").integers());
    call.graph().budget.take(shape.size());
    Tensor value = call.tensor("value");
    if (value != null && value.isInteger()) {
      long[] all = new long[shape.size()];
      Arrays.fill(all, (long) value.scalar());
      return Tensor.integer(shape, all);
    }
    double[] all = new double[shape.size()];
    Arrays.fill(all, value == null ? 0 : value.scalar());
    return Tensor.real(shape, all);
  }

  private static Value range(Call call) {
    Tensor start = call.constant(0, "bounds");
    Tensor limit = call.constant(1, "bounds");
    Tensor step = call.constant(2, "steps");
    double count = Math.ceil((limit.scalar() - start.scalar()) / step.scalar());
    if (Double.isNaN(count) || step.scalar() == 0 || count > Integer.MAX_VALUE) {
      throw call.unsupported("range", start.scalar() + " to " + limit.scalar());
    }
    int n = (int) Math.max(0, count);
    call.graph().budget.take(n);
    if (start.isInteger() && step.isInteger()) {
      long[] all = new long[n];
      Arrays.setAll(all, i -> start.integers()[0] + i * step.integers()[0]);
      return Tensor.integer(Shape.of(n), all);
    }
    Rounding rounding = new Rounding();
    double[] all = new double[n];
    Arrays.setAll(all, i -> rounding.sum(start.scalar(), rounding.product(i, step.scalar())));
    ConstantFolding.note(call, rounding);
    return Tensor.real(Shape.of(n), all);
  }
}
