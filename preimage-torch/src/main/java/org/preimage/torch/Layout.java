package org.preimage.torch;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;

/**
 * How the values of one node are held in a tensor behind its leading axes: as one axis, or as
 * channels and spatial axes. Images with two spatial axes keep their channels innermost in memory
 * where an operation can choose, which is the order that oneDNN is fastest with.
 */
final class Layout {
  private final long[] extents;

  private Layout(long... extents) {
    this.extents = extents;
  }

  /** One axis. */
  static Layout flat(int size) {
    return new Layout(size);
  }

  /** Channels, then spatial axes. */
  static Layout image(int channels, Indices shape) {
    long[] extents = new long[1 + shape.size()];
    extents[0] = channels;
    for (int a = 0; a < shape.size(); a++) {
      extents[a + 1] = shape.get(a);
    }
    return new Layout(extents);
  }

  /** Input of a convolution. */
  static Layout input(ConvolutionGeometry g) {
    return image(g.inChannels(), g.inShape());
  }

  /** Output of a convolution. */
  static Layout output(ConvolutionGeometry g) {
    return image(g.outChannels(), g.outShape());
  }

  boolean isFlat() {
    return extents.length == 1;
  }

  boolean isImage() {
    return extents.length == 3;
  }

  int size() {
    return Math.toIntExact(Arrays.stream(extents).reduce(1, Math::multiplyExact));
  }

  int channels() {
    return (int) extents[0];
  }

  long[] spatial() {
    return Arrays.copyOfRange(extents, 1, extents.length);
  }

  /** The tensor with the given leading axes followed by these; a copy only where memory differs. */
  Tensor of(Tensor x, long... leading) {
    return x.reshape(after(leading));
  }

  /** Leading axes followed by these. */
  long[] after(long... leading) {
    long[] all = Arrays.copyOf(leading, leading.length + extents.length);
    System.arraycopy(extents, 0, all, leading.length, extents.length);
    return all;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Layout l && Arrays.equals(extents, l.extents);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(extents);
  }
}
