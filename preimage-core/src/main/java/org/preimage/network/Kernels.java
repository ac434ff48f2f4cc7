package org.preimage.network;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Weights;

/**
 * Floating-point kernels of the linear nodes. A missing bias means the linear part alone, as
 * forward derivatives need it. Convolutions are products with a gathered matrix whose columns are
 * positions, so that the innermost loop is long and contiguous.
 */
final class Kernels {
  /** Largest gathered block, in numbers; 8 MB stays near the caches. */
  private static final int BLOCK = 1 << 20;

  private static final int TERMS = 4;

  private Kernels() {}

  /** y[to..] += a·x[from..], writing into the caller's array. */
  static void addScaled(double a, double[] x, int from, double[] y, int to, int count) {
    for (int i = 0; i < count; i++) {
      y[to + i] += a * x[from + i];
    }
  }

  /**
   * y[to + i] += the sum over j &lt; terms of w[first + j·step]·x[from + j·stride + i], for i &lt;
   * count. Four terms at once load and store y a quarter as often.
   */
  private static void combine(
      Weights w,
      int first,
      int step,
      int terms,
      double[] x,
      int from,
      int stride,
      double[] y,
      int to,
      int count) {
    if (terms < TERMS) {
      for (int j = 0; j < terms; j++) {
        addScaled(w.get(first + j * step), x, from + j * stride, y, to, count);
      }
      return;
    }
    double a = w.get(first);
    double b = w.get(first + step);
    double c = w.get(first + 2 * step);
    double d = w.get(first + 3 * step);
    int from1 = from + stride;
    int from2 = from1 + stride;
    int from3 = from2 + stride;
    for (int i = 0; i < count; i++) {
      y[to + i] += (a * x[from + i] + b * x[from1 + i]) + (c * x[from2 + i] + d * x[from3 + i]);
    }
  }

  static double[] affine(Weights w, @Nullable Weights bias, double[] x, int m) {
    double[] y = new double[m];
    for (int i = 0; i < m; i++) {
      y[i] = dot(w, i * x.length, x, 0, x.length) + (bias == null ? 0 : bias.get(i));
    }
    return y;
  }

  // Four partial sums hide the latency of the additions.
  private static double dot(Weights w, int from, double[] x, int start, int count) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int j = 0;
    for (; j + 3 < count; j += 4) {
      s0 += w.get(from + j) * x[start + j];
      s1 += w.get(from + j + 1) * x[start + j + 1];
      s2 += w.get(from + j + 2) * x[start + j + 2];
      s3 += w.get(from + j + 3) * x[start + j + 3];
    }
    for (; j < count; j++) {
      s0 += w.get(from + j) * x[start + j];
    }
    return (s0 + s1) + (s2 + s3);
  }

  static double[] convolution(
      ConvolutionGeometry g, Weights kernel, @Nullable Weights bias, double[] x) {
    int positions = ConvolutionGeometry.volume(g.outShape());
    int taps = ConvolutionGeometry.volume(g.kernelShape());
    int inputs = ConvolutionGeometry.volume(g.inShape());
    int rows = g.inChannels() / g.groups() * taps;
    int outs = g.outChannels() / g.groups();
    double[] y = biased(bias, g.outChannels(), positions);
    int block = Math.max(1, Math.min(positions, BLOCK / rows));
    double[] gathered = new double[Math.multiplyExact(rows, block)];
    for (int p0 = 0; p0 < positions; p0 += block) {
      int count = Math.min(block, positions - p0);
      int[] offsets = offsets(g, g.outShape(), g.inShape(), p0, count);
      for (int group = 0; group < g.groups(); group++) {
        int firstChannel = group * (g.inChannels() / g.groups());
        for (int r = 0; r < rows; r++) {
          int plane = (firstChannel + r / taps) * inputs;
          gather(x, plane, offsets, r % taps * count, gathered, r * count, count);
        }
        for (int o = group * outs; o < (group + 1) * outs; o++) {
          if (count == 1) {
            y[o * positions + p0] += dot(kernel, o * rows, gathered, 0, rows);
            continue;
          }
          for (int r = 0; r < rows; r += TERMS) {
            int terms = Math.min(TERMS, rows - r);
            int to = o * positions + p0;
            combine(kernel, o * rows + r, 1, terms, gathered, r * count, count, y, to, count);
          }
        }
      }
    }
    return y;
  }

  static double[] transposed(
      ConvolutionGeometry g, Weights kernel, @Nullable Weights bias, double[] x) {
    int positions = ConvolutionGeometry.volume(g.inShape());
    int taps = ConvolutionGeometry.volume(g.kernelShape());
    int outputs = ConvolutionGeometry.volume(g.outShape());
    int ins = g.inChannels() / g.groups();
    int outs = g.outChannels() / g.groups();
    int rows = outs * taps;
    double[] y = biased(bias, g.outChannels(), outputs);
    int block = Math.max(1, Math.min(positions, BLOCK / rows));
    for (int p0 = 0; p0 < positions; p0 += block) {
      int count = Math.min(block, positions - p0);
      int[] offsets = offsets(g, g.inShape(), g.outShape(), p0, count);
      for (int group = 0; group < g.groups(); group++) {
        double[] spread = new double[Math.multiplyExact(rows, count)];
        for (int c = group * ins; c < (group + 1) * ins; c += TERMS) {
          int terms = Math.min(TERMS, (group + 1) * ins - c);
          int from = c * positions + p0;
          for (int r = 0; r < rows; r++) {
            int first = c * rows + r;
            combine(kernel, first, rows, terms, x, from, positions, spread, r * count, count);
          }
        }
        for (int r = 0; r < rows; r++) {
          int plane = (group * outs + r / taps) * outputs;
          scatter(spread, r * count, offsets, r % taps * count, y, plane, count);
        }
      }
    }
    return y;
  }

  private static void gather(
      double[] x, int plane, int[] offsets, int start, double[] to, int at, int count) {
    for (int j = 0; j < count; j++) {
      int offset = offsets[start + j];
      to[at + j] = offset < 0 ? 0 : x[plane + offset];
    }
  }

  private static void scatter(
      double[] from, int at, int[] offsets, int start, double[] y, int plane, int count) {
    for (int j = 0; j < count; j++) {
      int offset = offsets[start + j];
      if (offset >= 0) {
        y[plane + offset] += from[at + j];
      }
    }
  }

  private static double[] biased(@Nullable Weights bias, int channels, int positions) {
    double[] y = new double[Math.multiplyExact(channels, positions)];
    if (bias != null) {
      for (int o = 0; o < channels; o++) {
        Arrays.fill(y, o * positions, (o + 1) * positions, bias.get(o));
      }
    }
    return y;
  }

  /**
   * For each kernel tap (row) and each position p of {@code count} positions of {@code shape} from
   * {@code p0} on: where p·stride − pad + tap·dilation lies in {@code other}, or −1 outside.
   */
  private static int[] offsets(
      ConvolutionGeometry g, Indices shape, Indices other, int p0, int count) {
    int taps = ConvolutionGeometry.volume(g.kernelShape());
    int[] offsets = new int[Math.multiplyExact(taps, count)];
    for (int t = 0; t < taps; t++) {
      for (int j = 0; j < count; j++) {
        offsets[t * count + j] = offset(g, shape, other, p0 + j, t);
      }
    }
    return offsets;
  }

  private static int offset(
      ConvolutionGeometry g, Indices shape, Indices other, int position, int tap) {
    int offset = 0;
    int volume = 1;
    int p = position;
    int t = tap;
    for (int a = shape.size() - 1; a >= 0; a--) {
      int coordinate =
          p % shape.get(a) * g.strides().get(a)
              - g.pads().get(a)
              + t % g.kernelShape().get(a) * g.dilations().get(a);
      if (coordinate < 0 || coordinate >= other.get(a)) {
        return -1;
      }
      offset += coordinate * volume;
      volume *= other.get(a);
      p /= shape.get(a);
      t /= g.kernelShape().get(a);
    }
    return offset;
  }
}
