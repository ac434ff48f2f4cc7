package org.preimage.onnx;

import java.util.Arrays;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;

/** Exact division of window means by positive whole numbers. */
final class MeanFolding {
  private MeanFolding() {}

  static boolean divides(Node.Mean mean, double[] divisors) {
    for (int j = 0; j < mean.size(); j++) {
      double d = divisors.length == 1 ? divisors[0] : divisors[j];
      double product = d * mean.divisors().get(j);
      if (!(d >= 1) || d != Math.rint(d) || product > Integer.MAX_VALUE) {
        return false;
      }
    }
    return true;
  }

  static Node.Mean divided(Node.Mean mean, double[] divisors) {
    int[] products = mean.divisors().toArray();
    Arrays.setAll(
        products, j -> products[j] * (int) (divisors.length == 1 ? divisors[0] : divisors[j]));
    return new Node.Mean(mean.source(), mean.windows(), Indices.of(products));
  }
}
