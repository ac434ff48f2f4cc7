package org.preimage.torch;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;

/**
 * The convolution y[p] = Σ kernel[t] · x[p·stride − pad + t·dilation] of a geometry and its
 * transpose, in terms of libtorch's, which pads or cuts both ends alike: the rest is padded or cut
 * around it.
 *
 * <p>The geometry's large side is the convolution's input, which is a transposed convolution's
 * output.
 */
final class Spatial {
  private final long[] strides;
  private final long[] dilations;
  private final long groups;

  /** Of the convolution: padding at both ends, and around that. */
  private final long[] padding;

  private final long[] around;

  /** Of its transpose: cut from both ends, left at the last one, and zeros added before and cut. */
  private final long[] cut;

  private final long[] left;
  private final long[] zeros;
  private final long[] cropped;

  /**
   * @param large extents of the convolution's input
   * @param small extents of its output
   * @param byOutputs whether the work of a transposed convolution goes with the outputs it is asked
   *     for, as it does in oneDNN, and not with its inputs
   */
  Spatial(ConvolutionGeometry g, Indices large, Indices small, boolean byOutputs) {
    int axes = large.size();
    strides = wide(g.strides());
    dilations = wide(g.dilations());
    groups = g.groups();
    padding = new long[axes];
    around = new long[2 * axes];
    cut = new long[axes];
    left = new long[axes];
    zeros = new long[2 * axes];
    cropped = new long[2 * axes];
    for (int a = 0; a < axes; a++) {
      long span = dilations[a] * (g.kernelShape().get(a) - 1);
      long before = g.pads().get(a);
      long after = (small.get(a) - 1) * strides[a] + span + 1 - large.get(a) - before;
      // libtorch lists the last axis first.
      int first = 2 * (axes - 1 - a);
      pad(a, first, before, after);
      cut(a, first, before, after, byOutputs ? span : -1);
    }
  }

  private void pad(int a, int first, long before, long after) {
    long surplus = before - after;
    // Less than a stride: the last positions of the large side are beyond every window.
    boolean absorbed = before >= 0 && surplus >= 0 && surplus < strides[a];
    padding[a] = absorbed ? before : Math.max(0, Math.min(before, after));
    around[first] = before - padding[a];
    around[first + 1] = absorbed ? 0 : after - padding[a];
  }

  /**
   * Cuts unlike ends. Zeros next to the small side move an end of the large one by a stride each,
   * so that both ends are cut alike but for less than a stride; more than the kernel's span cannot
   * be cut that way. Otherwise what is too much is computed and cropped.
   */
  private void cut(int a, int first, long before, long after, long most) {
    long surplus = before - after;
    long more = Math.floorDiv(surplus, strides[a]);
    long both = before + Math.max(0, -more) * strides[a];
    if (before >= 0 && after >= 0 && (more == 0 || both <= most)) {
      cut[a] = both;
      left[a] = surplus - more * strides[a];
      zeros[first] = Math.max(0, -more);
      zeros[first + 1] = Math.max(0, more);
    } else {
      cut[a] = Math.max(0, Math.min(before, after));
      cropped[first] = cut[a] - before;
      cropped[first + 1] = cut[a] - after;
    }
  }

  private static long[] wide(Indices indices) {
    return Arrays.stream(indices.toArray()).asLongStream().toArray();
  }

  /** Whether a transposed convolution's output has places that no kernel position reaches. */
  boolean extendsBeyondReach() {
    return Arrays.stream(cropped).anyMatch(p -> p > 0);
  }

  /** Large to small. */
  Tensor convolve(Tensor x, Tensor kernel, TensorOptional bias) {
    long[] none = new long[strides.length];
    return torch.convolution(
        padded(x, around), kernel, bias, strides, padding, dilations, false, none, groups);
  }

  /** Small to large. */
  Tensor transpose(Tensor x, Tensor kernel, TensorOptional bias) {
    Tensor whole =
        torch.convolution(
            padded(x, zeros), kernel, bias, strides, cut, dilations, true, left, groups);
    return padded(whole, cropped);
  }

  private static Tensor padded(Tensor x, long[] pads) {
    return Arrays.stream(pads).allMatch(p -> p == 0) ? x : torch.constant_pad_nd(x, pads);
  }
}
