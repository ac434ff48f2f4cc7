package org.preimage.torch;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;

/**
 * The convolution y[p] = Σ kernel[t] · x[p·stride − pad + t·dilation] of a geometry and its
 * transpose, in terms of libtorch's: padding that is the same at both ends is left to the library,
 * the rest is padded or cropped around it.
 *
 * <p>The geometry's large side is the convolution's input, which is a transposed convolution's
 * output.
 */
final class Spatial {
  private final long[] strides;
  private final long[] dilations;
  private final long[] both;
  private final long[] more;
  private final long[] fewer;
  private final long[] rest;
  private final long groups;

  /**
   * @param large extents of the convolution's input
   * @param small extents of its output
   */
  Spatial(ConvolutionGeometry g, Indices large, Indices small) {
    int axes = large.size();
    strides = wide(g.strides());
    dilations = wide(g.dilations());
    both = new long[axes];
    rest = new long[axes];
    more = new long[2 * axes];
    groups = g.groups();
    for (int a = 0; a < axes; a++) {
      long before = g.pads().get(a);
      long reach =
          (small.get(a) - 1) * strides[a] + dilations[a] * (g.kernelShape().get(a) - 1) + 1;
      long after = reach - large.get(a) - before;
      long surplus = before - after;
      if (before >= 0 && surplus >= 0 && surplus < strides[a]) {
        // The last positions of the large side are beyond every window: output padding.
        both[a] = before;
        rest[a] = surplus;
        after = before;
      } else {
        both[a] = Math.max(0, Math.min(before, after));
      }
      // libtorch lists the last axis first.
      more[2 * (axes - 1 - a)] = before - both[a];
      more[2 * (axes - 1 - a) + 1] = after - both[a];
    }
    fewer = Arrays.stream(more).map(p -> -p).toArray();
  }

  private static long[] wide(Indices indices) {
    return Arrays.stream(indices.toArray()).asLongStream().toArray();
  }

  /** Whether a transposed convolution's output has places that no kernel position reaches. */
  boolean extendsBeyondReach() {
    return Arrays.stream(more).anyMatch(p -> p < 0);
  }

  /** Large to small. */
  Tensor convolve(Tensor x, Tensor kernel, TensorOptional bias) {
    return torch.convolution(
        padded(x, more), kernel, bias, strides, both, dilations, false, zeros(), groups);
  }

  /** Small to large. */
  Tensor transpose(Tensor x, Tensor kernel, TensorOptional bias) {
    return padded(
        torch.convolution(x, kernel, bias, strides, both, dilations, true, rest, groups), fewer);
  }

  private static Tensor padded(Tensor x, long[] pads) {
    return Arrays.stream(pads).allMatch(p -> p == 0) ? x : torch.constant_pad_nd(x, pads);
  }

  private long[] zeros() {
    return new long[strides.length];
  }
}
