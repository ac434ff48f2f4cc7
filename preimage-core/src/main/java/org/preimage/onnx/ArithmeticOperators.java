package org.preimage.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.network.OpaqueFunction;

/** Sums, differences, products and quotients, with constants or between branches. */
final class ArithmeticOperators {
  private ArithmeticOperators() {}

  static void register(Map<String, Operator> all) {
    all.put("Add", Operator.single(c -> add(c, c.input(0), right(c), c.exclusive(exclusive(c)))));
    all.put("Sub", Operator.single(ArithmeticOperators::subtract));
    all.put("Mul", Operator.single(ArithmeticOperators::multiply));
    all.put("Div", Operator.single(ArithmeticOperators::divide));
    all.put("Neg", Operator.single(c -> negated(c, c.input(0))));
    all.put("Sum", Operator.single(ArithmeticOperators::sum));
  }

  private static int exclusive(Call call) {
    return call.input(0) instanceof Tensor ? 1 : 0;
  }

  /** The second operand; up to opset 6 an attribute aligned its axes. */
  private static Value right(Call call) {
    Value b = call.input(1);
    if (call.opset() >= 7 || call.integer("broadcast", 0) == 0 || !call.hasAttribute("axis")) {
      return b;
    }
    int rank = call.input(0).shape().rank();
    int start = Shape.axis(call.integer("axis", 0), rank);
    int[] aligned = Arrays.copyOf(b.shape().toArray(), Math.max(b.shape().rank(), rank - start));
    Arrays.fill(aligned, b.shape().rank(), aligned.length, 1);
    return call.graph().reshape(b, Shape.of(aligned));
  }

  private static Value sum(Call call) {
    List<Value> terms = call.allInputs();
    Shape shape = terms.get(0).shape();
    for (Value term : terms) {
      shape = Shape.broadcast(shape, term.shape());
    }
    Value total = call.graph().broadcast(terms.get(0), shape);
    for (Value term : terms.subList(1, terms.size())) {
      total = add(call, total, term, false);
    }
    return total;
  }

  private static Value subtract(Call call) {
    return add(call, call.input(0), negated(call, right(call)), call.exclusive(exclusive(call)));
  }

  static Value negated(Call call, Value x) {
    if (x instanceof Tensor t) {
      return t.isInteger()
          ? Tensor.integer(t.shape(), Arrays.stream(t.integers()).map(v -> -v).toArray())
          : Tensor.real(t.shape(), Arrays.stream(t.reals()).map(v -> -v).toArray());
    }
    return call.graph().scale((Value.Variable) x, new double[] {-1}, new double[] {0});
  }

  /**
   * a + b.
   *
   * @param exclusive whether nobody else reads the computed operand, so that a constant may become
   *     its bias
   */
  static Value add(Call call, Value a, Value b, boolean exclusive) {
    GraphBuilder graph = call.graph();
    Shape shape = Shape.broadcast(a.shape(), b.shape());
    if (a instanceof Tensor s && b instanceof Tensor t) {
      return ConstantFolding.binary(call, "Add", s, t, shape);
    }
    if (a instanceof Tensor t) {
      return shifted(graph, (Value.Variable) b, t, shape, exclusive);
    }
    if (b instanceof Tensor t) {
      return shifted(graph, (Value.Variable) a, t, shape, exclusive);
    }
    int first = graph.variable(graph.broadcast(a, shape)).node();
    int second = graph.variable(graph.broadcast(b, shape)).node();
    return graph.emit(new Node.Sum(Indices.of(first, second), shape.size()), shape);
  }

  private static Value shifted(
      GraphBuilder graph, Value.Variable x, Tensor t, Shape shape, boolean exclusive) {
    Value.Variable all = graph.variable(graph.broadcast(x, shape));
    double[] shift = parameters(graph, t, shape);
    if (exclusive) {
      Value biased = BiasFolding.add(graph, all, shift);
      if (biased != null) {
        return biased;
      }
    }
    return graph.scale(all, new double[] {1}, shift);
  }

  /** One shared number, or one for each element of the shape. */
  static double[] parameters(GraphBuilder graph, Tensor t, Shape shape) {
    return t.size() == 1 ? t.reals() : ((Tensor) graph.broadcast(t, shape)).reals();
  }

  private static Value multiply(Call call) {
    GraphBuilder graph = call.graph();
    Value a = call.input(0);
    Value b = right(call);
    Shape shape = Shape.broadcast(a.shape(), b.shape());
    if (a instanceof Tensor s && b instanceof Tensor t) {
      return ConstantFolding.binary(call, "Mul", s, t, shape);
    }
    if (a instanceof Tensor t) {
      return scaled(graph, b, t, shape);
    }
    if (b instanceof Tensor t) {
      return scaled(graph, a, t, shape);
    }
    return branches(graph, a, b, shape, new OpaqueFunction.Product());
  }

  private static Value scaled(GraphBuilder graph, Value x, Tensor t, Shape shape) {
    Value.Variable all = graph.variable(graph.broadcast(x, shape));
    return graph.scale(all, parameters(graph, t, shape), new double[] {0});
  }

  private static Value branches(
      GraphBuilder graph, Value a, Value b, Shape shape, OpaqueFunction function) {
    Value.Variable left = graph.variable(graph.broadcast(a, shape));
    Value.Variable right = graph.variable(graph.broadcast(b, shape));
    return graph.emit(List.of(left, right), function, shape);
  }

  private static Value divide(Call call) {
    GraphBuilder graph = call.graph();
    Value a = call.input(0);
    Value b = right(call);
    Shape shape = Shape.broadcast(a.shape(), b.shape());
    if (a instanceof Tensor s && b instanceof Tensor t) {
      return ConstantFolding.binary(call, "Div", s, t, shape);
    }
    if (!(b instanceof Tensor t)) {
      return branches(graph, a, b, shape, new OpaqueFunction.Quotient());
    }
    Value.Variable x = graph.variable(graph.broadcast(a, shape));
    double[] divisors = parameters(graph, t, shape);
    if (graph.node(x) instanceof Node.Mean mean && MeanFolding.divides(mean, divisors)) {
      return graph.emit(MeanFolding.divided(mean, divisors), shape);
    }
    Rounding rounding = new Rounding();
    for (int i = 0; i < divisors.length; i++) {
      divisors[i] = rounding.quotient(1, divisors[i]);
    }
    if (rounding.occurred()) {
      graph.assume(
          call.label()
              + " becomes a multiplication by reciprocals rounded to binary64; the claim concerns"
              + " those factors.");
    }
    return graph.scale(x, divisors, new double[] {0});
  }
}
