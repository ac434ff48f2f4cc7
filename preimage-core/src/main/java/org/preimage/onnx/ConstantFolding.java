package org.preimage.onnx;

/**
 * Arithmetic on constants: exact on integers, in binary64 on real numbers with a note if it rounds.
 */
final class ConstantFolding {
  private ConstantFolding() {}

  static Tensor binary(Call call, String operation, Tensor a, Tensor b, Shape shape) {
    GraphBuilder graph = call.graph();
    graph.budget.take(shape.size());
    Tensor left = (Tensor) graph.broadcast(a, shape);
    Tensor right = (Tensor) graph.broadcast(b, shape);
    if (a.isInteger() && b.isInteger()) {
      return integers(operation, left, right);
    }
    Rounding rounding = new Rounding();
    double[] values = new double[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = real(operation, left.real(i), right.real(i), rounding);
    }
    note(call, rounding);
    return Tensor.real(shape, values);
  }

  /** Notes that constants were rounded, if they were. */
  static void note(Call call, Rounding rounding) {
    if (rounding.occurred()) {
      call.graph()
          .assume(
              call.label()
                  + " acts on constants and is folded in binary64; the claim concerns the folded"
                  + " constants.");
    }
  }

  private static Tensor integers(String operation, Tensor a, Tensor b) {
    long[] left = a.integers();
    long[] right = b.integers();
    for (int i = 0; i < left.length; i++) {
      left[i] =
          switch (operation) {
            case "Add" -> Math.addExact(left[i], right[i]);
            case "Mul" -> Math.multiplyExact(left[i], right[i]);
            case "Max" -> Math.max(left[i], right[i]);
            case "Min" -> Math.min(left[i], right[i]);
            default -> left[i] / right[i];
          };
    }
    return Tensor.integer(a.shape(), left);
  }

  private static double real(String operation, double a, double b, Rounding rounding) {
    return switch (operation) {
      case "Add" -> rounding.sum(a, b);
      case "Mul" -> rounding.product(a, b);
      case "Max" -> Math.max(a, b);
      case "Min" -> Math.min(a, b);
      default -> rounding.quotient(a, b);
    };
  }
}
