package org.preimage.onnx;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Nearest-neighbour resampling, which only selects; other modes are refused. */
final class ResizeOperators {
  private ResizeOperators() {}

  static void register(Map<String, Operator> all) {
    all.put("Upsample", Operator.single(ResizeOperators::resize));
    all.put("Resize", Operator.single(ResizeOperators::resize));
  }

  private static Value resize(Call call) {
    Value x = call.input(0);
    Shape s = x.shape();
    String mode = call.text("mode", "nearest");
    if (!mode.equals("nearest")) {
      throw call.unsupported("mode (nearest)", mode);
    }
    if (!call.text("keep_aspect_ratio_policy", "stretch").equals("stretch")) {
      throw call.unsupported("keep_aspect_ratio_policy", "not stretch");
    }
    int[] out = s.toArray();
    double[] scales = new double[s.rank()];
    Arrays.fill(scales, 1);
    extents(call, s, out, scales);
    int[][] maps = new int[s.rank()][];
    for (int a = 0; a < maps.length; a++) {
      call.graph().budget.take(out[a]);
      maps[a] = axis(call, s.get(a), out[a], scales[a]);
    }
    int[] index = Selection.separable(s, maps, call.graph().budget);
    return call.graph().select(x, index, Selection.separableShape(maps));
  }

  /** Fills the extents of the result and the scales, from whichever of the two is given. */
  private static void extents(Call call, Shape s, int[] out, double[] scales) {
    boolean modern = call.operator().equals("Resize") && call.opset() >= 11;
    Tensor given = scales(call, modern ? 2 : 1);
    Tensor sizes = modern ? call.optionalConstant(3, "sizes") : null;
    long[] listed = call.integers("axes");
    int count = listed == null ? s.rank() : listed.length;
    boolean byScale = given != null && given.size() > 0;
    if (byScale == (sizes != null && sizes.size() > 0)) {
      throw new IllegalArgumentException("Resizing requires either scales or sizes.");
    }
    for (int k = 0; k < count; k++) {
      int a = listed == null ? k : s.axis(listed[k]);
      if (given != null && given.size() == count) {
        scales[a] = given.real(k);
        out[a] = extent(s.get(a), scales[a]);
      } else if (sizes != null && sizes.size() == count) {
        out[a] = Math.toIntExact(sizes.integers()[k]);
        scales[a] = (double) out[a] / s.get(a);
      } else {
        throw new IllegalArgumentException("Resizing requires one scale or size an axis.");
      }
    }
  }

  private static int extent(int in, double scale) {
    double out = Math.floor(in * scale);
    if (!(scale > 0) || out > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "Resizing requires positive scales and a result that fits but received " + scale + ".");
    }
    return (int) out;
  }

  private static @Nullable Tensor scales(Call call, int i) {
    double[] listed = call.reals("scales");
    return listed == null
        ? call.optionalConstant(i, "scales")
        : Tensor.real(Shape.of(listed.length), listed);
  }

  private static int[] axis(Call call, int in, int out, double scale) {
    boolean old = call.operator().equals("Upsample") || call.opset() < 11;
    String coordinates =
        old ? "asymmetric" : call.text("coordinate_transformation_mode", "half_pixel");
    String nearest = old ? "floor" : call.text("nearest_mode", "round_prefer_floor");
    int[] map = new int[out];
    for (int j = 0; j < out; j++) {
      double at = out == in && scale == 1 ? j : original(call, coordinates, j, in, out, scale);
      map[j] = (int) Math.max(0, Math.min(in - 1, nearest(call, nearest, at)));
    }
    return map;
  }

  private static double original(Call call, String mode, int j, int in, int out, double scale) {
    return switch (mode) {
      case "asymmetric" -> j / scale;
      case "half_pixel" -> (j + 0.5) / scale - 0.5;
      case "pytorch_half_pixel" -> out > 1 ? (j + 0.5) / scale - 0.5 : 0;
      case "tf_half_pixel_for_nn" -> (j + 0.5) / scale;
      case "align_corners" -> out == 1 ? 0 : j * (in - 1.0) / (out - 1.0);
      case "half_pixel_symmetric" -> in / 2.0 * (1 - out / (scale * in)) + (j + 0.5) / scale - 0.5;
      default -> throw call.unsupported("coordinate_transformation_mode", mode);
    };
  }

  private static double nearest(Call call, String mode, double at) {
    return switch (mode) {
      case "round_prefer_floor" -> Math.ceil(at - 0.5);
      case "round_prefer_ceil" -> Math.floor(at + 0.5);
      case "floor" -> Math.floor(at);
      case "ceil" -> Math.ceil(at);
      default -> throw call.unsupported("nearest_mode", mode);
    };
  }
}
