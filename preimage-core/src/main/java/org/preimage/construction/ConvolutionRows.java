package org.preimage.construction;

import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.linalg.RowSource;

/**
 * The matrix of a convolution or transposed convolution with one group, row by row. Row o·P + q is
 * channel o at output position q, where P is the number of output positions; both output channels
 * and positions are row-major, as are the columns (channel, input position).
 */
final class ConvolutionRows implements RowSource {
  private final ConvolutionGeometry geometry;
  private final double[] filters; // channels × inChannels × kernel
  private final boolean transposed;
  private final int inVolume;
  private final int outVolume;
  private final int kernelVolume;

  /**
   * A view.
   *
   * @param filters for each output channel inChannels × kernel weights; there may be fewer channels
   *     than the geometry has
   */
  ConvolutionRows(ConvolutionGeometry geometry, double[] filters, boolean transposed) {
    this.geometry = geometry;
    this.filters = filters;
    this.transposed = transposed;
    this.inVolume = ConvolutionGeometry.volume(geometry.inShape());
    this.outVolume = ConvolutionGeometry.volume(geometry.outShape());
    this.kernelVolume = ConvolutionGeometry.volume(geometry.kernelShape());
  }

  @Override
  public void read(int row, EntryConsumer entries) {
    int filter = row / outVolume * geometry.inChannels() * kernelVolume;
    for (int t = 0; t < kernelVolume; t++) {
      int input = inputPosition(row % outVolume, t);
      for (int c = 0; input >= 0 && c < geometry.inChannels(); c++) {
        entries.entry(c * inVolume + input, filters[filter + c * kernelVolume + t]);
      }
    }
  }

  /**
   * The input position that kernel offset {@code t} joins with output position {@code q}, or −1.
   */
  private int inputPosition(int q, int t) {
    int outs = q;
    int offsets = t;
    int position = 0;
    int unit = 1;
    for (int a = geometry.inShape().size() - 1; a >= 0; a--) {
      int outExtent = geometry.outShape().get(a);
      int kernelExtent = geometry.kernelShape().get(a);
      int coordinate = along(a, outs % outExtent, offsets % kernelExtent);
      if (coordinate < 0 || coordinate >= geometry.inShape().get(a)) {
        return -1;
      }
      position += coordinate * unit;
      unit *= geometry.inShape().get(a);
      outs /= outExtent;
      offsets /= kernelExtent;
    }
    return position;
  }

  private int along(int a, int q, int t) {
    int stride = geometry.strides().get(a);
    int shift = t * geometry.dilations().get(a) - geometry.pads().get(a);
    if (!transposed) {
      return q * stride + shift;
    }
    int reached = q - shift;
    return reached % stride == 0 ? reached / stride : -1;
  }
}
