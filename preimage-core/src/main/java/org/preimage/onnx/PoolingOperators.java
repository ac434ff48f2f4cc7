package org.preimage.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;

/** Poolings, as explicit lists of windows. */
final class PoolingOperators {
  private PoolingOperators() {}

  static void register(Map<String, Operator> all) {
    all.put("MaxPool", Operator.single(call -> pool(call, true)));
    all.put("AveragePool", Operator.single(call -> pool(call, false)));
    all.put("GlobalMaxPool", Operator.single(call -> global(call, true)));
    all.put("GlobalAveragePool", Operator.single(call -> global(call, false)));
  }

  private static Value global(Call call, boolean maximum) {
    Shape in = call.input(0).shape();
    int[] axes = new int[Math.max(0, in.rank() - 2)];
    Arrays.setAll(axes, a -> a + 2);
    return maximum
        ? ReductionOperators.maximum(call.graph(), call.variable(0), axes, true)
        : ReductionOperators.mean(call.graph(), call.variable(0), axes, true, true);
  }

  private static Value pool(Call call, boolean maximum) {
    Value.Variable x = call.variable(0);
    int rank = x.shape().rank();
    if (rank < 3) {
      throw new IllegalArgumentException(
          "A pooling requires at least one spatial axis but received shape " + x.shape() + ".");
    }
    if (call.integer("storage_order", 0) != 0 && call.outputCount() > 1) {
      throw call.unsupported("storage_order", 1);
    }
    int[] in = Arrays.copyOfRange(x.shape().toArray(), 2, rank);
    int[] kernel = Window.list(call, "kernel_shape", in.length, 0);
    if (Arrays.stream(kernel).anyMatch(k -> k <= 0)) {
      throw call.unsupported("kernel_shape", Arrays.toString(kernel));
    }
    Window w = Window.forward(call, in, kernel);
    int planes = x.shape().get(0) * x.shape().get(1);
    Shape out = shape(x.shape(), w.out());
    call.graph().budget.take(out.size(), Shape.of(kernel).size());
    boolean includePad = call.integer("count_include_pad", 0) != 0;
    PoolingWindows all = PoolingWindows.of(in, w, planes, includePad);
    if (maximum) {
      return maximum(call.graph(), x, all.windows(), out);
    }
    return mean(call.graph(), x, all.windows(), all.divisors(), out);
  }

  /** Looks through a selection, so that no zero enters a window unseen. */
  static Value maximum(GraphBuilder graph, Value.Variable x, List<Indices> windows, Shape out) {
    if (graph.node(x) instanceof Node.Select s
        && s.sources().size() == 1
        && Arrays.stream(s.index().toArray()).allMatch(i -> i >= 0)) {
      List<Indices> seen = windows.stream().map(w -> distinct(s, w)).toList();
      return graph.emit(new Node.Maximum(s.sources().get(0), seen), out);
    }
    return graph.emit(new Node.Maximum(x.node(), windows), out);
  }

  private static Indices distinct(Node.Select s, Indices window) {
    return Indices.of(Arrays.stream(window.toArray()).map(s.index()::get).distinct().toArray());
  }

  /** Looks through a selection; its zeros count in the divisor only. */
  static Value mean(
      GraphBuilder graph, Value.Variable x, List<Indices> windows, Indices by, Shape out) {
    if (graph.node(x) instanceof Node.Select s && s.sources().size() == 1) {
      List<Indices> seen = windows.stream().map(w -> present(s, w)).toList();
      if (seen.stream().allMatch(w -> w.size() > 0)) {
        return graph.emit(new Node.Mean(s.sources().get(0), seen, by), out);
      }
    }
    return graph.emit(new Node.Mean(x.node(), windows, by), out);
  }

  private static Indices present(Node.Select s, Indices window) {
    return Indices.of(
        Arrays.stream(window.toArray()).map(s.index()::get).filter(i -> i >= 0).toArray());
  }

  private static Shape shape(Shape in, Indices spatial) {
    int[] all = in.toArray();
    System.arraycopy(spatial.toArray(), 0, all, 2, spatial.size());
    return Shape.of(all);
  }
}
