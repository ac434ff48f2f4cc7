package org.preimage.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Operators that move values without changing them. */
final class SelectionOperators {
  private SelectionOperators() {}

  static void register(Map<String, Operator> all) {
    all.put("Transpose", Operator.single(SelectionOperators::transpose));
    all.put("Concat", Operator.single(SelectionOperators::concat));
    all.put("Slice", Operator.single(SelectionOperators::slice));
    all.put("Split", SelectionOperators::split);
    all.put("Gather", Operator.single(SelectionOperators::gather));
    all.put("Expand", Operator.single(SelectionOperators::expand));
    all.put("Tile", Operator.single(SelectionOperators::tile));
    all.put("Pad", Operator.single(Padding::pad));
    all.put("DepthToSpace", Operator.single(SelectionOperators::depthToSpace));
    all.put("SpaceToDepth", Operator.single(SelectionOperators::spaceToDepth));
  }

  private static Value transpose(Call call) {
    Shape s = call.input(0).shape();
    long[] given = call.integers("perm");
    int[] permutation =
        given == null
            ? IntStream.range(0, s.rank()).map(a -> s.rank() - 1 - a).toArray()
            : Arrays.stream(given).mapToInt(s::axis).toArray();
    if (permutation.length != s.rank()
        || Arrays.stream(permutation).distinct().count() != s.rank()) {
      throw call.unsupported("perm for " + s, given);
    }
    return permuted(call, call.input(0), permutation);
  }

  private static Value permuted(Call call, Value x, int... permutation) {
    int[] index = Selection.transpose(x.shape(), permutation, call.graph().budget);
    return call.graph().select(x, index, Selection.transposed(x.shape(), permutation));
  }

  private static Value separable(Call call, Value x, int[][] maps) {
    int[] index = Selection.separable(x.shape(), maps, call.graph().budget);
    return call.graph().select(x, index, Selection.separableShape(maps));
  }

  private static Value concat(Call call) {
    List<Value> parts = call.allInputs();
    Shape first = parts.get(0).shape();
    int axis = first.axis(call.integer("axis", 1));
    int total = 0;
    for (Value part : parts) {
      if (part.shape().rank() != first.rank()
          || !part.shape().with(axis, 0).equals(first.with(axis, 0))) {
        throw new IllegalArgumentException(
            "Concat requires equal extents except on axis "
                + axis
                + " but received "
                + first
                + " and "
                + part.shape()
                + ".");
      }
      total = Math.addExact(total, part.shape().get(axis));
    }
    Shape out = first.with(axis, total);
    call.graph().budget.take(out.size());
    int[] index = new int[out.size()];
    int inner = first.volume(axis + 1, first.rank());
    int offset = 0;
    int column = 0;
    for (Value part : parts) {
      int run = part.shape().get(axis) * inner;
      for (int j = 0; j < part.shape().size(); j++) {
        index[j / run * total * inner + column + j % run] = offset + j;
      }
      offset += part.shape().size();
      column += run;
    }
    return call.graph().select(parts, index, out);
  }

  private static Value slice(Call call) {
    Value x = call.input(0);
    long[] starts = required(call.integersFrom("starts", 1, "starts"), "starts");
    long[] ends = required(call.integersFrom("ends", 2, "ends"), "ends");
    long[] axes = call.integersFrom("axes", 3, "axes");
    long[] steps = call.integersFrom("steps", 4, "steps");
    boolean fits =
        starts.length == ends.length
            && (axes == null ? starts.length <= x.shape().rank() : axes.length == starts.length)
            && (steps == null || steps.length == starts.length);
    if (!fits) {
      throw new IllegalArgumentException(
          "Slice requires starts, ends, axes and steps of one length but received "
              + starts.length
              + " starts and "
              + ends.length
              + " ends.");
    }
    int[][] maps = Selection.identity(x.shape(), call.graph().budget);
    for (int k = 0; k < starts.length; k++) {
      int axis = x.shape().axis(axes == null ? k : axes[k]);
      maps[axis] = sliced(x.shape().get(axis), starts[k], ends[k], steps == null ? 1 : steps[k]);
    }
    return separable(call, x, maps);
  }

  private static long[] required(long @Nullable [] list, String what) {
    if (list == null) {
      throw new IllegalArgumentException("The " + what + " are required but missing.");
    }
    return list;
  }

  private static int[] sliced(int extent, long start, long end, long step) {
    if (step == 0) {
      throw new IllegalArgumentException("Slice requires steps that are not 0.");
    }
    long from = start < 0 ? start + extent : start;
    long to = end < 0 ? end + extent : end;
    long lowest = step > 0 ? 0 : -1;
    from = Math.max(step > 0 ? 0 : -1, Math.min(step > 0 ? extent : extent - 1, from));
    to = Math.max(lowest, Math.min(step > 0 ? extent : extent - 1, to));
    long stride = Math.max(-extent - 1L, Math.min(extent + 1L, step));
    long room = stride > 0 ? to - from : from - to;
    long count = room <= 0 ? 0 : (room - 1) / Math.abs(stride) + 1;
    int first = (int) from;
    return IntStream.range(0, (int) count).map(k -> (int) (first + k * stride)).toArray();
  }

  private static List<Value> split(Call call) {
    Value x = call.input(0);
    int axis = x.shape().axis(call.integer("axis", 0));
    int extent = x.shape().get(axis);
    long[] parts = call.integersFrom("split", 1, "lengths");
    if (parts == null) {
      parts = new long[Math.toIntExact(call.integer("num_outputs", call.outputCount()))];
      int each = (extent + parts.length - 1) / Math.max(1, parts.length);
      Arrays.fill(parts, each);
      if (parts.length > 0) {
        parts[parts.length - 1] = extent - (parts.length - 1L) * each;
      }
    }
    if (Arrays.stream(parts).anyMatch(p -> p < 0) || Arrays.stream(parts).sum() != extent) {
      throw call.unsupported("lengths for extent " + extent, parts);
    }
    List<Value> values = new ArrayList<>();
    int start = 0;
    for (long part : parts) {
      int[][] maps = Selection.identity(x.shape(), call.graph().budget);
      maps[axis] = IntStream.range(start, start + (int) part).toArray();
      values.add(separable(call, x, maps));
      start += (int) part;
    }
    return values;
  }

  private static Value gather(Call call) {
    Value x = call.input(0);
    Tensor indices = call.constant(1, "indices");
    int axis = x.shape().axis(call.integer("axis", 0));
    int extent = x.shape().get(axis);
    int[][] maps = Selection.identity(x.shape(), call.graph().budget);
    maps[axis] = Arrays.stream(indices.integers()).mapToInt(i -> Shape.axis(i, extent)).toArray();
    Value flat = separable(call, x, maps);
    List<Integer> extents = new ArrayList<>();
    for (int a = 0; a < x.shape().rank(); a++) {
      if (a == axis) {
        Arrays.stream(indices.shape().toArray()).forEach(extents::add);
      } else {
        extents.add(x.shape().get(a));
      }
    }
    int[] out = extents.stream().mapToInt(Integer::intValue).toArray();
    return call.graph().reshape(flat, Shape.of(out));
  }

  private static Value expand(Call call) {
    Shape wanted = Shape.of(call.constant(1, "shape").integers());
    return call.graph().broadcast(call.input(0), Shape.broadcast(call.input(0).shape(), wanted));
  }

  private static Value tile(Call call) {
    Value x = call.input(0);
    long[] repeats = call.constant(1, "repeats").integers();
    if (repeats.length != x.shape().rank()) {
      throw call.unsupported("repeats for " + x.shape(), repeats);
    }
    int[][] maps = new int[repeats.length][];
    for (int a = 0; a < maps.length; a++) {
      int extent = x.shape().get(a);
      int total = Math.toIntExact(Math.multiplyExact(extent, repeats[a]));
      call.graph().budget.take(total);
      maps[a] = IntStream.range(0, total).map(i -> i % extent).toArray();
    }
    return separable(call, x, maps);
  }

  private static int block(Call call, boolean divides) {
    Shape s = call.input(0).shape();
    int b = Math.toIntExact(call.integer("blocksize", 0));
    boolean fits =
        s.rank() == 4
            && b > 0
            && b < 1 << 15
            && (divides ? s.get(2) % b == 0 && s.get(3) % b == 0 : s.get(1) % (b * b) == 0);
    if (!fits) {
      throw call.unsupported("blocksize for " + s, b);
    }
    return b;
  }

  private static Value depthToSpace(Call call) {
    int b = block(call, false);
    Shape s = call.input(0).shape();
    int c = s.get(1) / (b * b);
    boolean rows = call.text("mode", "DCR").equals("DCR");
    Shape six =
        rows
            ? Shape.of(s.get(0), b, b, c, s.get(2), s.get(3))
            : Shape.of(s.get(0), c, b, b, s.get(2), s.get(3));
    Value split = call.graph().reshape(call.input(0), six);
    Value moved =
        rows ? permuted(call, split, 0, 3, 4, 1, 5, 2) : permuted(call, split, 0, 1, 4, 2, 5, 3);
    return call.graph().reshape(moved, Shape.of(s.get(0), c, s.get(2) * b, s.get(3) * b));
  }

  private static Value spaceToDepth(Call call) {
    int b = block(call, true);
    Shape s = call.input(0).shape();
    Shape six = Shape.of(s.get(0), s.get(1), s.get(2) / b, b, s.get(3) / b, b);
    Value moved = permuted(call, call.graph().reshape(call.input(0), six), 0, 3, 5, 1, 2, 4);
    Shape out = Shape.of(s.get(0), Math.multiplyExact(s.get(1), b * b), s.get(2) / b, s.get(3) / b);
    return call.graph().reshape(moved, out);
  }
}
