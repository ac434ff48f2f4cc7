package org.preimage.endtoend;

import java.math.BigInteger;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Subject;
import org.preimage.certificate.Weights;
import org.preimage.linalg.ExactKernel;

/**
 * Common denominators of the affine maps x ↦ Jx + c that the nodes of a network are in its cells.
 */
final class Denominators {
  private final BigInteger[] denominators;

  private Denominators(Subject subject) {
    this.denominators = new BigInteger[subject.nodes().size()];
  }

  /** For each node a positive integer that makes every entry of J and c an integer. */
  static BigInteger[] of(Subject subject) {
    Denominators all = new Denominators(subject);
    for (int k = 0; k < all.denominators.length; k++) {
      all.denominators[k] = all.of(subject.nodes().get(k));
    }
    return all.denominators;
  }

  private BigInteger of(Node node) {
    if (node instanceof Node.Affine n) {
      return affine(n.source(), n.weights(), n.bias());
    } else if (node instanceof Node.Convolution n) {
      return affine(n.source(), n.kernel(), n.bias());
    } else if (node instanceof Node.TransposedConvolution n) {
      return affine(n.source(), n.kernel(), n.bias());
    } else if (node instanceof Node.Scale n) {
      return affine(n.source(), n.scale(), n.shift());
    } else if (node instanceof Node.Rectifier n) {
      return denominators[n.source()].multiply(of(n.slopes()));
    } else if (node instanceof Node.Clip n) {
      return least(least(denominators[n.source()], of(n.lower())), of(n.upper()));
    } else if (node instanceof Node.Mean n) {
      return mean(n);
    }
    BigInteger least = BigInteger.ONE;
    for (int s = 0; s < node.sources().size(); s++) {
      least = least(least, denominators[node.sources().get(s)]);
    }
    return least;
  }

  private BigInteger affine(int source, Weights weights, Weights bias) {
    return least(denominators[source].multiply(of(weights)), of(bias));
  }

  private BigInteger mean(Node.Mean mean) {
    BigInteger least = BigInteger.ONE;
    Indices divisors = mean.divisors();
    for (int i = 0; i < divisors.size(); i++) {
      least = least(least, BigInteger.valueOf(divisors.get(i)));
    }
    return least.multiply(denominators[mean.source()]);
  }

  private static BigInteger of(Weights weights) {
    int lowest = 0;
    for (int i = 0; i < weights.size(); i++) {
      if (weights.get(i) != 0) {
        lowest = Math.min(lowest, ExactKernel.exponentOfLastBit(weights.get(i)));
      }
    }
    return BigInteger.ONE.shiftLeft(-lowest);
  }

  private static BigInteger of(double value) {
    return value == 0 || Double.isInfinite(value) ? BigInteger.ONE : of(Weights.of(value));
  }

  private static BigInteger least(BigInteger a, BigInteger b) {
    return a.divide(a.gcd(b)).multiply(b);
  }
}
