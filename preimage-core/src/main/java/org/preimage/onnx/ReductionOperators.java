package org.preimage.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;

/** Reductions over whole axes, and elementwise extremes of several tensors. */
final class ReductionOperators {
  private ReductionOperators() {}

  static void register(Map<String, Operator> all) {
    all.put("ReduceMean", Operator.single(c -> reduce(c, 18)));
    all.put("ReduceSum", Operator.single(c -> reduce(c, 13)));
    all.put("ReduceMax", Operator.single(c -> reduce(c, 18)));
    all.put("ReduceMin", Operator.single(c -> reduce(c, 18)));
    all.put("Max", Operator.single(c -> extreme(c, false)));
    all.put("Min", Operator.single(c -> extreme(c, true)));
  }

  private static Value reduce(Call call, int inputSince) {
    long[] given =
        call.opset() >= inputSince ? call.integersFrom("axes", 1, "axes") : call.integers("axes");
    Shape in = call.input(0).shape();
    boolean none = given == null || given.length == 0;
    if (none && call.integer("noop_with_empty_axes", 0) != 0) {
      return call.input(0);
    }
    int[] axes =
        given == null || none
            ? LinearOperators.range(in.rank())
            : Arrays.stream(given).mapToInt(in::axis).distinct().sorted().toArray();
    boolean keep = call.integer("keepdims", 1) != 0;
    Value.Variable x = call.variable(0);
    return switch (call.operator()) {
      case "ReduceMean" -> mean(call.graph(), x, axes, keep, true);
      case "ReduceSum" -> mean(call.graph(), x, axes, keep, false);
      case "ReduceMax" -> maximum(call.graph(), x, axes, keep);
      default -> {
        Value.Variable flipped = call.graph().variable(ArithmeticOperators.negated(call, x));
        yield ArithmeticOperators.negated(call, maximum(call.graph(), flipped, axes, keep));
      }
    };
  }

  static Value maximum(GraphBuilder graph, Value.Variable x, int[] axes, boolean keep) {
    List<Indices> windows = windows(graph, x.shape(), axes);
    return PoolingOperators.maximum(graph, x, windows, reduced(x.shape(), axes, keep));
  }

  /** The mean over the axes, or their sum. */
  static Value mean(
      GraphBuilder graph, Value.Variable x, int[] axes, boolean keep, boolean divide) {
    List<Indices> windows = windows(graph, x.shape(), axes);
    int[] divisors = new int[windows.size()];
    Arrays.fill(divisors, divide ? windows.get(0).size() : 1);
    Shape out = reduced(x.shape(), axes, keep);
    return PoolingOperators.mean(graph, x, windows, Indices.of(divisors), out);
  }

  private static Shape reduced(Shape in, int[] axes, boolean keep) {
    List<Integer> extents = new ArrayList<>();
    for (int a = 0; a < in.rank(); a++) {
      if (Arrays.binarySearch(axes, a) < 0) {
        extents.add(in.get(a));
      } else if (keep) {
        extents.add(1);
      }
    }
    return Shape.of(extents.stream().mapToInt(Integer::intValue).toArray());
  }

  private static List<Indices> windows(GraphBuilder graph, Shape in, int[] axes) {
    int[] order = new int[in.rank()];
    int next = 0;
    int length = 1;
    for (int a = 0; a < in.rank(); a++) {
      if (Arrays.binarySearch(axes, a) < 0) {
        order[next++] = a;
      }
    }
    for (int a : axes) {
      order[next++] = a;
      length *= in.get(a);
    }
    int[] index = Selection.transpose(in, order, graph.budget);
    List<Indices> windows = new ArrayList<>(index.length / length);
    for (int j = 0; j < index.length; j += length) {
      windows.add(Indices.of(Arrays.copyOfRange(index, j, j + length)));
    }
    return windows;
  }

  /** Elementwise maximum; the minimum is the negated maximum of the negated operands. */
  private static Value extreme(Call call, boolean minimum) {
    Value result = call.allInputs().get(0);
    for (Value next : call.allInputs().subList(1, call.inputCount())) {
      result = pair(call, result, next, minimum);
    }
    return result;
  }

  private static Value pair(Call call, Value a, Value b, boolean minimum) {
    GraphBuilder graph = call.graph();
    Shape shape = Shape.broadcast(a.shape(), b.shape());
    if (a instanceof Tensor s && b instanceof Tensor t) {
      return ConstantFolding.binary(call, minimum ? "Min" : "Max", s, t, shape);
    }
    if (a instanceof Tensor t && t.size() == 1) {
      return clipped(graph, graph.broadcast(b, shape), t.scalar(), minimum);
    }
    if (b instanceof Tensor t && t.size() == 1) {
      return clipped(graph, graph.broadcast(a, shape), t.scalar(), minimum);
    }
    Value left = graph.broadcast(minimum ? ArithmeticOperators.negated(call, a) : a, shape);
    Value right = graph.broadcast(minimum ? ArithmeticOperators.negated(call, b) : b, shape);
    Value largest = largest(graph, left, right, shape);
    return minimum ? ArithmeticOperators.negated(call, largest) : largest;
  }

  private static Value clipped(GraphBuilder graph, Value x, double bound, boolean minimum) {
    return ActivationOperators.clipped(
        graph,
        graph.variable(x),
        minimum ? Double.NEGATIVE_INFINITY : bound,
        minimum ? bound : Double.POSITIVE_INFINITY);
  }

  private static Value largest(GraphBuilder graph, Value a, Value b, Shape shape) {
    int n = shape.size();
    Shape both = Shape.of(Math.multiplyExact(2, n));
    graph.budget.take(both.size());
    Value all = graph.select(List.of(a, b), LinearOperators.range(both.size()), both);
    List<Indices> windows = new ArrayList<>(n);
    for (int j = 0; j < n; j++) {
      windows.add(Indices.of(j, j + n));
    }
    return graph.emit(new Node.Maximum(graph.variable(all).node(), windows), shape);
  }
}
