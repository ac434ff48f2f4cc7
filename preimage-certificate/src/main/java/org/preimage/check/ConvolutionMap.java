package org.preimage.check;

import java.util.Arrays;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Weights;

/** A convolution or transposed convolution as a matrix whose rows are computed on demand. */
final class ConvolutionMap implements AffineMap {
  private final ConvolutionGeometry g;
  private final Weights kernel;
  private final Weights bias;
  private final boolean transposed;
  private final int[] inShape;
  private final int[] outShape;
  private final int[] kernelShape;
  private final int inVolume;
  private final int outVolume;
  private final int kernelVolume;

  ConvolutionMap(ConvolutionGeometry g, Weights kernel, Weights bias, boolean transposed) {
    this.g = g;
    this.kernel = kernel;
    this.bias = bias;
    this.transposed = transposed;
    this.inShape = g.inShape().toArray();
    this.outShape = g.outShape().toArray();
    this.kernelShape = g.kernelShape().toArray();
    this.inVolume = ConvolutionGeometry.volume(g.inShape());
    this.outVolume = ConvolutionGeometry.volume(g.outShape());
    this.kernelVolume = ConvolutionGeometry.volume(g.kernelShape());
  }

  @Override
  public int rows() {
    return g.outputSize();
  }

  @Override
  public int columns() {
    return g.inputSize();
  }

  @Override
  public double bias(int i) {
    return bias.get(i / outVolume);
  }

  @Override
  public int lowestExponent() {
    return AffineMap.lowestExponent(kernel);
  }

  @Override
  public SparseRow row(int i) {
    int outChannel = i / outVolume;
    int[] place = coordinates(i % outVolume, outShape);
    int[] offsets = new int[kernelVolume];
    int[] places = new int[kernelVolume];
    int taps = 0;
    for (int t = 0; t < kernelVolume; t++) {
      int inPlace = inPlace(place, t);
      if (inPlace >= 0) {
        offsets[taps] = t;
        places[taps++] = inPlace;
      }
    }
    return row(outChannel, taps, offsets, places);
  }

  private SparseRow row(int outChannel, int taps, int[] offsets, int[] places) {
    int inGroup = g.inChannels() / g.groups();
    int outGroup = g.outChannels() / g.groups();
    int firstIn = outChannel / outGroup * inGroup;
    int[] columns = new int[inGroup * taps];
    double[] values = new double[inGroup * taps];
    int size = 0;
    for (int c = 0; c < inGroup; c++) {
      int filter =
          transposed ? (firstIn + c) * outGroup + outChannel % outGroup : outChannel * inGroup + c;
      for (int k = 0; k < taps; k++) {
        double w = kernel.get(filter * kernelVolume + offsets[k]);
        if (w != 0) {
          columns[size] = (firstIn + c) * inVolume + places[k];
          values[size++] = w;
        }
      }
    }
    return new SparseRow(Arrays.copyOf(columns, size), Arrays.copyOf(values, size));
  }

  /** The input place that kernel offset {@code t} joins to an output place, or −1. */
  private int inPlace(int[] outPlace, int t) {
    int[] offset = coordinates(t, kernelShape);
    int flat = 0;
    for (int a = 0; a < outPlace.length; a++) {
      long reach = (long) offset[a] * at(g.dilations(), a);
      long at;
      if (transposed) {
        // outPlace = inPlace · stride − pad + offset · dilation, solved for inPlace.
        long scaled = outPlace[a] + (long) at(g.pads(), a) - reach;
        if (Math.floorMod(scaled, (long) at(g.strides(), a)) != 0) {
          return -1;
        }
        at = Math.floorDiv(scaled, (long) at(g.strides(), a));
      } else {
        at = (long) outPlace[a] * at(g.strides(), a) - at(g.pads(), a) + reach;
      }
      if (at < 0 || at >= inShape[a]) {
        return -1;
      }
      flat = flat * inShape[a] + (int) at;
    }
    return flat;
  }

  private static int at(Indices values, int a) {
    return values.get(a);
  }

  private static int[] coordinates(int flat, int[] shape) {
    int[] coordinates = new int[shape.length];
    int rest = flat;
    for (int a = shape.length - 1; a >= 0; a--) {
      coordinates[a] = rest % shape[a];
      rest /= shape[a];
    }
    return coordinates;
  }
}
