package org.preimage.onnx;

import java.util.stream.IntStream;
import org.preimage.certificate.Node;
import org.preimage.certificate.Weights;
import org.preimage.network.Network;
import org.preimage.network.OpaqueFunction;

/** Which element type keeps the numbers of a network. */
final class Precision {
  private Precision() {}

  /** Whether every number of the network is a binary32 number. */
  static boolean isFloat(Network network) {
    return IntStream.range(0, network.subject().nodes().size())
        .allMatch(k -> isFloat(network, k, network.subject().nodes().get(k)));
  }

  private static boolean isFloat(Network network, int k, Node node) {
    if (node instanceof Node.Affine n) {
      return isFloat(n.weights()) && isFloat(n.bias());
    } else if (node instanceof Node.Convolution n) {
      return isFloat(n.kernel()) && isFloat(n.bias());
    } else if (node instanceof Node.TransposedConvolution n) {
      return isFloat(n.kernel()) && isFloat(n.bias());
    } else if (node instanceof Node.Rectifier n) {
      return isFloat(n.slopes());
    } else if (node instanceof Node.Clip n) {
      return isFloat(n.lower()) && isFloat(n.upper());
    } else if (node instanceof Node.Scale n) {
      return isFloat(n.scale()) && isFloat(n.shift());
    } else if (node instanceof Node.Mean n) {
      return IntStream.of(n.divisors().toArray()).allMatch(Precision::isFloat);
    } else if (node instanceof Node.Opaque) {
      return !(network.opaqueFunction(k).orElse(null) instanceof OpaqueFunction.Power p)
          || isFloat(p.exponent());
    }
    return true;
  }

  private static boolean isFloat(Weights weights) {
    for (int i = 0; i < weights.size(); i++) {
      if (!isFloat(weights.get(i))) {
        return false;
      }
    }
    return true;
  }

  static boolean isFloat(double value) {
    return (float) value == value;
  }
}
