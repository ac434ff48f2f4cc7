package org.preimage.spanning;

import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Subject;

/** Convolutions on a torus, which ONNX does not have, as dense layers. */
final class PeriodicConvolution {
  private PeriodicConvolution() {}

  /** ReLU of one channel convolved with each kernel; row k·P + q is kernel k at position q. */
  static Subject layer(double[][] kernels, Indices shape, Indices kernelShape) {
    int volume = ConvolutionGeometry.volume(shape);
    double[][] rows = new double[kernels.length * volume][volume];
    for (int i = 0; i < rows.length; i++) {
      double[] kernel = kernels[i / volume];
      for (int t = 0; t < kernel.length; t++) {
        rows[i][shifted(i % volume, t, shape, kernelShape)] += kernel[t];
      }
    }
    Node affine = PublishedExample.affine(0, new double[rows.length], rows);
    return PublishedExample.relu(new Node.Input(volume), affine);
  }

  private static int shifted(int position, int offset, Indices shape, Indices kernelShape) {
    int result = 0;
    int unit = 1;
    int positions = position;
    int offsets = offset;
    for (int a = shape.size() - 1; a >= 0; a--) {
      int coordinate = positions % shape.get(a) + offsets % kernelShape.get(a);
      result += coordinate % shape.get(a) * unit;
      unit *= shape.get(a);
      positions /= shape.get(a);
      offsets /= kernelShape.get(a);
    }
    return result;
  }
}
