package org.preimage.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Operators that only give values another shape, or speak about shapes. They add no nodes. */
final class ShapeOperators {
  private ShapeOperators() {}

  static void register(Map<String, Operator> all) {
    all.put("Identity", Operator.single(call -> call.input(0)));
    all.put("Dropout", Operator.single(ShapeOperators::dropout));
    all.put("Reshape", Operator.single(ShapeOperators::reshape));
    all.put("Flatten", Operator.single(ShapeOperators::flatten));
    all.put("Squeeze", Operator.single(ShapeOperators::squeeze));
    all.put("Unsqueeze", Operator.single(ShapeOperators::unsqueeze));
    all.put("Shape", Operator.single(ShapeOperators::shape));
    all.put("Size", Operator.single(c -> Tensor.integer(Shape.of(), c.input(0).shape().size())));
    all.put("Cast", Operator.single(Casting::cast));
  }

  private static Value dropout(Call call) {
    boolean old = call.opset() < 7 && call.integer("is_test", 0) == 0;
    Tensor training = call.optionalConstant(2, "training modes");
    if (old || (training != null && training.scalar() != 0)) {
      throw call.unsupported("mode (inference, not training)", "training_mode");
    }
    return call.input(0);
  }

  private static Value reshape(Call call) {
    long[] wanted = call.integersFrom("shape", 1, "shape");
    if (wanted == null) {
      throw new IllegalArgumentException("Reshape requires a shape but received none.");
    }
    Value x = call.input(0);
    boolean keepZero = call.integer("allowzero", 0) != 0;
    int open = -1;
    long known = 1;
    for (int a = 0; a < wanted.length; a++) {
      if (wanted[a] == 0 && !keepZero) {
        wanted[a] = x.shape().get(Shape.axis(a, x.shape().rank()));
      }
      if (wanted[a] == -1 && open < 0) {
        open = a;
      } else {
        known = Math.multiplyExact(known, wanted[a]);
      }
    }
    if (open >= 0) {
      if (known <= 0 || x.shape().size() % known != 0) {
        throw call.unsupported("shape for " + x.shape(), wanted);
      }
      wanted[open] = x.shape().size() / known;
    }
    return call.graph().reshape(x, Shape.of(wanted));
  }

  private static Value flatten(Call call) {
    Shape s = call.input(0).shape();
    long given = call.integer("axis", 1);
    int axis = given == s.rank() ? s.rank() : Shape.axis(given, Math.max(1, s.rank()));
    Shape flat = Shape.of(s.volume(0, Math.min(axis, s.rank())), s.volume(axis, s.rank()));
    return call.graph().reshape(call.input(0), flat);
  }

  private static Value squeeze(Call call) {
    Shape s = call.input(0).shape();
    long[] given = call.integersFrom("axes", 1, "axes");
    List<Integer> extents = new ArrayList<>();
    Set<Integer> axes = new TreeSet<>();
    if (given != null) {
      Arrays.stream(given).forEach(a -> axes.add(s.axis(a)));
    }
    for (int a = 0; a < s.rank(); a++) {
      boolean drop = given == null ? s.get(a) == 1 : axes.contains(a);
      if (!drop) {
        extents.add(s.get(a));
      } else if (s.get(a) != 1) {
        throw call.unsupported("axes for " + s, axes);
      }
    }
    int[] rest = extents.stream().mapToInt(Integer::intValue).toArray();
    return call.graph().reshape(call.input(0), Shape.of(rest));
  }

  private static Value unsqueeze(Call call) {
    Shape s = call.input(0).shape();
    long[] given = call.integersFrom("axes", 1, "axes");
    if (given == null) {
      throw new IllegalArgumentException("Unsqueeze requires axes but received none.");
    }
    int rank = s.rank() + given.length;
    Set<Integer> axes = new TreeSet<>();
    Arrays.stream(given).forEach(a -> axes.add(Shape.axis(a, rank)));
    if (axes.size() < given.length) {
      throw call.unsupported("axes", given);
    }
    int[] extents = new int[rank];
    int next = 0;
    for (int a = 0; a < rank; a++) {
      extents[a] = axes.contains(a) ? 1 : s.get(next++);
    }
    return call.graph().reshape(call.input(0), Shape.of(extents));
  }

  private static Value shape(Call call) {
    Shape s = call.input(0).shape();
    int start = clamped(call.integer("start", 0), s.rank());
    int end = clamped(call.integer("end", s.rank()), s.rank());
    long[] extents = new long[Math.max(0, end - start)];
    Arrays.setAll(extents, a -> s.get(start + a));
    return Tensor.integer(Shape.of(extents.length), extents);
  }

  private static int clamped(long axis, int rank) {
    return (int) Math.max(0, Math.min(rank, axis < 0 ? axis + rank : axis));
  }
}
