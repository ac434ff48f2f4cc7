package org.preimage.onnx;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Padding by a constant, by reflection, by the edge or periodically; negative pads crop. */
final class Padding {
  private Padding() {}

  static Value pad(Call call) {
    Value x = call.input(0);
    Shape s = x.shape();
    String mode = call.text("mode", "constant");
    long[] pads = pads(call, s);
    int[][] maps = new int[s.rank()][];
    for (int a = 0; a < maps.length; a++) {
      maps[a] = axis(call, mode, s.get(a), pads[a], pads[a + s.rank()]);
    }
    int[] index = Selection.separable(s, maps, call.graph().budget);
    Shape out = Selection.separableShape(maps);
    double value = value(call);
    if (value == 0) {
      return call.graph().select(x, index, out);
    }
    int behind = s.size();
    Arrays.setAll(index, j -> index[j] < 0 ? behind : index[j]);
    return call.graph().select(List.of(x, Tensor.real(Shape.of(1), value)), index, out);
  }

  private static double value(Call call) {
    Tensor given = call.optionalConstant(2, "padding values");
    return given == null || given.size() == 0 ? call.real("value", 0) : given.scalar();
  }

  /** All beginnings, then all ends. */
  private static long[] pads(Call call, Shape s) {
    long[] given = call.integersFrom("pads", 1, "pads");
    if (given == null) {
      given = call.integers("paddings");
    }
    long[] axes = call.has(3) ? call.constant(3, "axes").integers() : null;
    int count = axes == null ? s.rank() : axes.length;
    if (given == null || given.length != 2 * count) {
      throw new IllegalArgumentException(
          "Pad requires two numbers an axis of " + s + " but received " + text(given) + ".");
    }
    long[] pads = new long[2 * s.rank()];
    for (int k = 0; k < count; k++) {
      int a = axes == null ? k : s.axis(axes[k]);
      pads[a] = given[k];
      pads[a + s.rank()] = given[k + count];
    }
    return pads;
  }

  private static String text(long @Nullable [] list) {
    return list == null ? "none" : Arrays.toString(list);
  }

  private static int[] axis(Call call, String mode, int extent, long begin, long end) {
    long total = Math.addExact(Math.addExact(begin, end), extent);
    if (total < 0 || (mode.equals("reflect") && Math.max(begin, end) >= extent)) {
      throw call.unsupported("padding of extent " + extent, begin + ", " + end);
    }
    call.graph().budget.take(total);
    int[] map = new int[(int) total];
    for (int j = 0; j < map.length; j++) {
      long i = j - begin;
      map[j] = (int) (i >= 0 && i < extent ? i : outside(call, mode, extent, i));
    }
    return map;
  }

  private static long outside(Call call, String mode, int extent, long i) {
    return switch (mode) {
      case "constant" -> -1;
      case "edge" -> i < 0 ? 0 : extent - 1;
      case "reflect" -> i < 0 ? -i : 2L * (extent - 1) - i;
      case "wrap" -> Math.floorMod(i, (long) extent);
      default -> throw call.unsupported("mode", mode);
    };
  }
}
