package org.preimage.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.preimage.certificate.Indices;

/** The source entries that every output of a pooling sees, and what an average divides by. */
record PoolingWindows(List<Indices> windows, Indices divisors) {

  /**
   * @param in spatial extents of the input
   * @param planes number of samples times channels
   * @param includePad whether the divisor counts padding
   */
  static PoolingWindows of(int[] in, Window w, int planes, boolean includePad) {
    int inputs = Shape.of(in).size();
    int outputs = Shape.of(w.out().toArray()).size();
    int[][] first = new int[outputs][];
    int[] divisors = new int[Math.multiplyExact(planes, outputs)];
    for (int p = 0; p < outputs; p++) {
      int[] entries = {0};
      int counted = 1;
      int volume = outputs;
      for (int a = 0; a < in.length; a++) {
        volume /= w.out().get(a);
        int start = p / volume % w.out().get(a) * w.strides().get(a) - w.begin().get(a);
        entries = extended(entries, in[a], taps(start, in[a], w, a));
        counted = Math.multiplyExact(counted, counted(start, in[a], w, a));
      }
      first[p] = entries;
      divisors[p] = includePad ? counted : entries.length;
    }
    List<Indices> windows = new ArrayList<>(divisors.length);
    for (int plane = 0; plane < planes; plane++) {
      for (int p = 0; p < outputs; p++) {
        int shift = plane * inputs;
        windows.add(Indices.of(Arrays.stream(first[p]).map(i -> i + shift).toArray()));
        divisors[plane * outputs + p] = divisors[p];
      }
    }
    return new PoolingWindows(windows, Indices.of(divisors));
  }

  /** Coordinates on axis a that lie in the input. */
  private static int[] taps(int start, int in, Window w, int a) {
    return Arrays.stream(LinearOperators.range(w.kernel().get(a)))
        .map(k -> start + k * w.dilations().get(a))
        .filter(i -> i >= 0 && i < in)
        .toArray();
  }

  /** Number of taps on axis a in the padded input. */
  private static int counted(int start, int in, Window w, int a) {
    int behind = in + w.end().get(a);
    int count = 0;
    for (int k = 0; k < w.kernel().get(a); k++) {
      count += start + k * w.dilations().get(a) < behind ? 1 : 0;
    }
    return count;
  }

  private static int[] extended(int[] entries, int in, int[] taps) {
    int[] longer = new int[entries.length * taps.length];
    for (int j = 0; j < longer.length; j++) {
      longer[j] = entries[j / taps.length] * in + taps[j % taps.length];
    }
    return longer;
  }
}
