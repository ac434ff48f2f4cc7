package org.preimage.onnx;

import java.util.Arrays;
import org.preimage.certificate.Indices;

/**
 * Sliding window of a convolution or pooling, one entry a spatial axis; the extents of the result
 * included.
 */
record Window(
    Indices kernel, Indices strides, Indices dilations, Indices begin, Indices end, Indices out) {

  /** Reads the attributes of a convolution or pooling over the spatial extents {@code in}. */
  static Window forward(Call call, int[] in, int[] kernel) {
    int[] strides = positive(call, "strides", in.length);
    int[] dilations = positive(call, "dilations", in.length);
    int[] pads = pads(call, in.length);
    int[] out = new int[in.length];
    String auto = call.text("auto_pad", "NOTSET");
    boolean ceil = call.integer("ceil_mode", 0) != 0;
    for (int a = 0; a < in.length; a++) {
      long effective = effective(kernel[a], dilations[a]);
      if (auto.startsWith("SAME_")) {
        out[a] = (in[a] - 1) / strides[a] + 1;
        split(pads, a, (out[a] - 1L) * strides[a] + effective - in[a], auto);
      } else {
        long room = (long) in[a] + pads[a] + pads[a + in.length] - effective;
        out[a] = extent(room, strides[a], ceil, in[a] + (long) pads[a]);
      }
    }
    return of(kernel, strides, dilations, pads, out);
  }

  /** Reads the attributes of a transposed convolution. */
  static Window transposed(Call call, int[] in, int[] kernel) {
    int[] strides = positive(call, "strides", in.length);
    int[] dilations = positive(call, "dilations", in.length);
    int[] pads = pads(call, in.length);
    int[] extra = list(call, "output_padding", in.length, 0);
    long[] wanted = call.integers("output_shape");
    // Runtimes also accept the whole shape, batch and channels included.
    if (wanted != null && wanted.length != in.length && wanted.length != in.length + 2) {
      throw call.unsupported("output_shape", Arrays.toString(wanted));
    }
    String auto = call.text("auto_pad", "NOTSET");
    int[] out = new int[in.length];
    for (int a = 0; a < in.length; a++) {
      long full = (in[a] - 1L) * strides[a] + extra[a] + effective(kernel[a], dilations[a]);
      if (wanted != null) {
        out[a] = Math.toIntExact(wanted[wanted.length - in.length + a]);
        split(pads, a, full - out[a], auto);
      } else if (auto.startsWith("SAME_")) {
        out[a] = Math.multiplyExact(in[a], strides[a]);
        if (full < out[a]) {
          // The text of the standard and onnxruntime disagree on the extent of the result.
          throw call.unsupported("auto_pad (kernel shorter than the stride)", auto);
        }
        split(pads, a, full - out[a], auto);
      } else {
        out[a] = Math.toIntExact(full - pads[a] - pads[a + in.length]);
      }
    }
    return of(kernel, strides, dilations, pads, out);
  }

  private static Window of(int[] kernel, int[] strides, int[] dilations, int[] pads, int[] out) {
    int axes = out.length;
    for (int extent : out) {
      if (extent <= 0) {
        throw new IllegalArgumentException(
            "A window requires a result of positive extents but yields "
                + Arrays.toString(out)
                + ".");
      }
    }
    return new Window(
        Indices.of(kernel),
        Indices.of(strides),
        Indices.of(dilations),
        Indices.of(Arrays.copyOf(pads, axes)),
        Indices.of(Arrays.copyOfRange(pads, axes, 2 * axes)),
        Indices.of(out));
  }

  private static long effective(int kernel, int dilation) {
    return (kernel - 1L) * dilation + 1;
  }

  private static int extent(long room, int stride, boolean ceil, long lastStart) {
    if (room < 0) {
      return 0;
    }
    long out = (ceil ? (room + stride - 1) / stride : room / stride) + 1;
    // A window that starts in the padding behind the input sees nothing and is dropped.
    if (ceil && (out - 1) * stride >= lastStart) {
      out--;
    }
    return Math.toIntExact(out);
  }

  /**
   * Distributes padding over both ends; only SAME_UPPER puts the odd one at the end. A negative
   * amount is none: as in onnxruntime, the missing part of the result lies at the end.
   */
  private static void split(int[] pads, int axis, long wanted, String auto) {
    long total = Math.max(wanted, 0);
    long small = total / 2;
    long large = total - small;
    boolean upper = auto.equals("SAME_UPPER");
    pads[axis] = Math.toIntExact(upper ? small : large);
    pads[axis + pads.length / 2] = Math.toIntExact(upper ? large : small);
  }

  private static int[] pads(Call call, int axes) {
    String auto = call.text("auto_pad", "NOTSET");
    return switch (auto) {
      case "NOTSET", "" -> list(call, "pads", 2 * axes, 0);
      case "VALID", "SAME_UPPER", "SAME_LOWER" -> new int[2 * axes];
      default -> throw call.unsupported("auto_pad", auto);
    };
  }

  private static int[] positive(Call call, String name, int axes) {
    int[] values = list(call, name, axes, 1);
    if (Arrays.stream(values).anyMatch(v -> v <= 0)) {
      throw call.unsupported(name, Arrays.toString(values));
    }
    return values;
  }

  /** An integer list attribute of a known length. */
  static int[] list(Call call, String name, int length, int otherwise) {
    long[] given = call.integers(name);
    int[] values = new int[length];
    if (given == null || given.length == 0) {
      Arrays.fill(values, otherwise);
      return values;
    }
    if (given.length != length) {
      throw new IllegalArgumentException(
          "Attribute "
              + name
              + " requires "
              + length
              + " numbers but received "
              + given.length
              + ".");
    }
    Arrays.setAll(values, i -> Math.toIntExact(given[i]));
    return values;
  }
}
