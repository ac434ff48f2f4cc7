package org.preimage.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Weights;
import org.preimage.network.ElementwiseFunction;
import org.preimage.network.NetworkBuilder;
import org.preimage.network.OpaqueFunction;

/** Appends nodes to the network being read, simplifying only where that is exact. */
final class GraphBuilder {
  final NetworkBuilder network = new NetworkBuilder();
  final ElementBudget budget;
  private String label = "";

  GraphBuilder(ElementBudget budget) {
    this.budget = budget;
  }

  /** Names the operator that the next nodes come from. */
  void begin(String newLabel) {
    label = newLabel;
  }

  String label() {
    return label;
  }

  void assume(String sentence) {
    network.assume(sentence);
  }

  Node node(Value.Variable x) {
    return network.node(x.node());
  }

  /** Appends a node whose values are seen with the given shape. */
  Value.Variable emit(Node node, Shape shape) {
    requireNonEmpty(shape);
    budget.take(shape.size());
    return new Value.Variable(network.add(node, label, shape.withoutBatch()), shape);
  }

  Value.Variable emit(Value.Variable x, ElementwiseFunction function) {
    budget.take(x.shape().size());
    int node = network.add(x.node(), function, label, x.shape().withoutBatch());
    return new Value.Variable(node, x.shape());
  }

  Value.Variable emit(List<Value.Variable> sources, OpaqueFunction function, Shape shape) {
    requireNonEmpty(shape);
    budget.take(shape.size());
    Indices numbers = Indices.of(sources.stream().mapToInt(Value.Variable::node).toArray());
    int node = network.add(numbers, shape.size(), function, label, shape.withoutBatch());
    return new Value.Variable(node, shape);
  }

  private static void requireNonEmpty(Shape shape) {
    if (shape.size() == 0) {
      throw new IllegalArgumentException(
          "A computed tensor requires at least one element but received shape " + shape + ".");
    }
  }

  /** The same values in another shape; adds no node. */
  Value reshape(Value x, Shape shape) {
    if (x.shape().size() != shape.size()) {
      throw new IllegalArgumentException(
          "Reshaping requires as many elements as "
              + x.shape()
              + " has but received shape "
              + shape
              + ".");
    }
    return x instanceof Tensor t
        ? t.reshaped(shape)
        : new Value.Variable(((Value.Variable) x).node(), shape);
  }

  /** A constant as the value of a node: zeros that are shifted. */
  Value.Variable variable(Value x) {
    if (x instanceof Value.Variable v) {
      return v;
    }
    Tensor t = (Tensor) x;
    int[] nothing = new int[t.size()];
    Arrays.fill(nothing, -1);
    Value.Variable zeros = emit(new Node.Select(Indices.of(), Indices.of(nothing)), t.shape());
    return scale(zeros, new double[] {1}, t.reals());
  }

  /** scale·x + shift with parameters of length one or the size of x; adds no identity. */
  Value.Variable scale(Value.Variable x, double[] scale, double[] shift) {
    boolean plain = all(scale, 1);
    if (plain && all(shift, 0)) {
      return x;
    }
    if (plain && node(x) instanceof Node.Scale s && all(s.shift().toArray(), 0)) {
      return emit(new Node.Scale(s.source(), s.size(), s.scale(), Weights.of(shift)), x.shape());
    }
    return emit(
        new Node.Scale(x.node(), x.shape().size(), Weights.of(scale), Weights.of(shift)),
        x.shape());
  }

  static boolean all(double[] values, double expected) {
    return Arrays.stream(values).allMatch(v -> v == expected);
  }

  /** Entry j is entry index[j] of the concatenated sources, or 0 where the index is −1. */
  Value select(List<Value> sources, int[] index, Shape shape) {
    budget.take(index.length);
    if (sources.stream().allMatch(Tensor.class::isInstance)) {
      Tensor selected = Selection.constants(sources).selected(index, shape);
      // The index was charged when it was made and is not kept.
      budget.give(index.length);
      return selected;
    }
    List<Value.Variable> variables = sources.stream().map(this::variable).toList();
    Map<Integer, Integer> offsets = new LinkedHashMap<>();
    int[] composed = compose(variables, index, offsets);
    List<Integer> numbers = new ArrayList<>(offsets.keySet());
    if (numbers.size() == 1 && isIdentity(composed, network.node(numbers.get(0)).size())) {
      return new Value.Variable(numbers.get(0), shape);
    }
    Indices from = Indices.of(numbers.stream().mapToInt(Integer::intValue).toArray());
    return emit(new Node.Select(from, Indices.of(composed)), shape);
  }

  Value select(Value source, int[] index, Shape shape) {
    return select(List.of(source), index, shape);
  }

  private static boolean isIdentity(int[] index, int size) {
    return index.length == size && IntStream.range(0, size).allMatch(j -> index[j] == j);
  }

  /** Looks through sources that are selections themselves, and fills the offsets of the sources. */
  private int[] compose(List<Value.Variable> sources, int[] index, Map<Integer, Integer> offsets) {
    int total = sources.stream().mapToInt(s -> s.shape().size()).reduce(0, Math::addExact);
    budget.take(total);
    int[] through = new int[total];
    int at = 0;
    int[] end = {0};
    for (Value.Variable source : sources) {
      if (node(source) instanceof Node.Select inner) {
        int[] starts = starts(inner.sources(), offsets, end);
        int[] bounds = bounds(inner.sources());
        for (int j = 0; j < inner.size(); j++) {
          through[at++] = resolve(inner.index().get(j), bounds, starts);
        }
      } else {
        int start = starts(Indices.of(source.node()), offsets, end)[0];
        for (int j = 0; j < source.shape().size(); j++) {
          through[at++] = start + j;
        }
      }
    }
    return Arrays.stream(index).map(i -> i < 0 ? -1 : through[i]).toArray();
  }

  private int[] starts(Indices numbers, Map<Integer, Integer> offsets, int[] end) {
    int[] starts = new int[numbers.size()];
    for (int s = 0; s < starts.length; s++) {
      int number = numbers.get(s);
      Integer known = offsets.get(number);
      if (known == null) {
        known = end[0];
        offsets.put(number, known);
        end[0] = Math.addExact(end[0], network.node(number).size());
      }
      starts[s] = known;
    }
    return starts;
  }

  private int[] bounds(Indices numbers) {
    int[] bounds = new int[numbers.size() + 1];
    for (int s = 0; s < numbers.size(); s++) {
      bounds[s + 1] = bounds[s] + network.node(numbers.get(s)).size();
    }
    return bounds;
  }

  private static int resolve(int index, int[] bounds, int[] starts) {
    if (index < 0) {
      return -1;
    }
    int found = Arrays.binarySearch(bounds, index);
    int s = found >= 0 ? found : -found - 2;
    return starts[s] + index - bounds[s];
  }

  /** x repeated along broadcast axes. */
  Value broadcast(Value x, Shape shape) {
    if (x.shape().size() == shape.size()) {
      return reshape(x, shape);
    }
    return select(x, Selection.broadcast(x.shape(), shape, budget), shape);
  }
}
