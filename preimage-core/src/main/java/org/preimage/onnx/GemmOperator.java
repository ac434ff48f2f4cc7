package org.preimage.onnx;

/** alpha·A′B′ + beta·C with optionally transposed factors. */
final class GemmOperator {
  private GemmOperator() {}

  static Value lower(Call call) {
    Value a = matrix(call, 0);
    Value b = matrix(call, 1);
    if (call.integer("transA", 0) != 0) {
      a = LinearOperators.transposed(call.graph(), a, 1, 0);
    }
    boolean flipped = call.integer("transB", 0) != 0;
    double alpha = call.real("alpha", 1);
    if (flipped && a instanceof Value.Variable x && b instanceof Tensor w) {
      return plus(call, rows(call.graph(), x, times(call, w, alpha)));
    }
    return plus(
        call,
        product(call, a, flipped ? LinearOperators.transposed(call.graph(), b, 1, 0) : b, alpha));
  }

  private static Value matrix(Call call, int i) {
    Value x = call.input(i);
    if (x.shape().rank() != 2) {
      throw new IllegalArgumentException(
          "Gemm requires matrices but input " + i + " has shape " + x.shape() + ".");
    }
    return x;
  }

  /** x·wᵀ, with the weights as an affine node stores them. */
  private static Value rows(GraphBuilder graph, Value.Variable x, Tensor w) {
    int count = x.shape().get(0);
    int n = x.shape().get(1);
    int m = w.shape().get(0);
    if (w.shape().get(1) != n) {
      throw new IllegalArgumentException(
          "A matrix product requires matching inner extents but received "
              + x.shape()
              + " and transposed "
              + w.shape()
              + ".");
    }
    Value product =
        LinearOperators.contract(
            graph, graph.reshape(x, Shape.of(1, count, n)), w.reshaped(Shape.of(1, m, n)), true);
    return graph.reshape(product, Shape.of(count, m));
  }

  private static Value product(Call call, Value a, Value b, double alpha) {
    if (b instanceof Tensor t) {
      return LinearOperators.matmul(call, a, times(call, t, alpha));
    } else if (a instanceof Tensor t) {
      return LinearOperators.matmul(call, times(call, t, alpha), b);
    }
    Value.Variable product = call.graph().variable(LinearOperators.matmul(call, a, b));
    return call.graph().scale(product, new double[] {alpha}, new double[] {0});
  }

  private static Value plus(Call call, Value product) {
    double beta = call.real("beta", 1);
    if (!call.has(2) || beta == 0) {
      return product;
    }
    Value c =
        call.input(2) instanceof Tensor t
            ? times(call, t, beta)
            : call.graph().scale(call.variable(2), new double[] {beta}, new double[] {0});
    return ArithmeticOperators.add(call, product, c, true);
  }

  private static Tensor times(Call call, Tensor t, double factor) {
    if (factor == 1) {
      return t;
    }
    Rounding rounding = new Rounding();
    double[] scaled = t.reals();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = rounding.product(factor, scaled[i]);
    }
    if (rounding.occurred()) {
      call.graph()
          .assume(
              call.label()
                  + " has a factor that is multiplied into its weights in binary64; the claim concerns"
                  + " the folded weights.");
    }
    return Tensor.real(t.shape(), scaled);
  }
}
