package org.preimage.check;

import java.math.BigInteger;
import java.util.List;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;

/** Exact values of nodes from the values of their sources. */
final class NodeArithmetic {
  /** Bits of a common multiple of window divisors; real networks need fewer than ten. */
  private static final int MOST_DIVISOR_BITS = 1024;

  private NodeArithmetic() {}

  /** The node's value; {@code sources} has one vector a source. */
  static ExactVector value(int k, Node node, List<ExactVector> sources) throws Rejection {
    if (AffineMap.isAffine(node)) {
      return affine(AffineMap.of(node), sources.get(0), true);
    }
    if (node instanceof Node.Rectifier rectifier) {
      ExactVector z = sources.get(0);
      return z.times(i -> z.signum(i) < 0 ? rectifier.slopes().shared(i) : 1);
    }
    if (node instanceof Node.Clip clip) {
      return clip(clip, sources.get(0));
    }
    if (node instanceof Node.Scale scale) {
      return sources.get(0).times(scale.scale()::shared).plus(scale.shift()::shared);
    }
    if (node instanceof Node.Maximum maximum) {
      return maximum(maximum, sources.get(0));
    }
    return linear(k, node, sources);
  }

  /** The linear part of an affine node, applied to the sources' derivatives. */
  static ExactVector linear(int k, Node node, List<ExactVector> sources) throws Rejection {
    if (AffineMap.isAffine(node)) {
      return affine(AffineMap.of(node), sources.get(0), false);
    }
    if (node instanceof Node.Scale scale) {
      return sources.get(0).times(scale.scale()::shared);
    }
    if (node instanceof Node.Sum sum) {
      return sum(sum, ExactVector.concatenation(sources));
    }
    if (node instanceof Node.Select select) {
      return select(select, ExactVector.concatenation(sources));
    }
    if (node instanceof Node.Mean mean) {
      return mean(mean, sources.get(0));
    }
    throw new Rejection("node " + k, "cannot be evaluated: " + kind(node));
  }

  /** Name of the node's kind for messages. */
  static String kind(Node node) {
    return node.getClass().getSimpleName();
  }

  private static ExactVector affine(AffineMap map, ExactVector x, boolean biased) {
    int weightExponent = map.lowestExponent();
    int exponent = Math.addExact(x.exponent(), weightExponent);
    BigInteger[] products = new BigInteger[map.rows()];
    for (int i = 0; i < products.length; i++) {
      products[i] = product(map.row(i), weightExponent, x);
    }
    ExactVector linear = new ExactVector(products, exponent, x.denominator());
    return biased ? linear.plus(map::bias) : linear.normalized();
  }

  private static BigInteger product(SparseRow row, int weightExponent, ExactVector x) {
    BigInteger sum = BigInteger.ZERO;
    for (int k = 0; k < row.size(); k++) {
      BigInteger entry = x.mantissa(row.column(k));
      if (entry.signum() != 0) {
        double w = row.value(k);
        sum =
            sum.add(
                entry
                    .multiply(BigInteger.valueOf(Dyadic.mantissa(w)))
                    .shiftLeft(Dyadic.exponent(w) - weightExponent));
      }
    }
    return sum;
  }

  private static ExactVector clip(Node.Clip clip, ExactVector z) {
    ExactVector aligned = alignedTo(clip, z);
    BigInteger[] values = new BigInteger[z.size()];
    for (int i = 0; i < values.length; i++) {
      BigInteger value = aligned.mantissa(i);
      if (below(aligned, i, clip.lower()) < 0) {
        value = aligned.mantissaOf(clip.lower());
      } else if (below(aligned, i, clip.upper()) > 0) {
        value = aligned.mantissaOf(clip.upper());
      }
      values[i] = value;
    }
    return new ExactVector(values, aligned.exponent(), aligned.denominator()).normalized();
  }

  /** {@code z} with an exponent that also fits the finite ends of the clip. */
  static ExactVector alignedTo(Node.Clip clip, ExactVector z) {
    ExactVector aligned = z;
    for (double end : new double[] {clip.lower(), clip.upper()}) {
      if (end != 0 && !Double.isInfinite(end)) {
        aligned = aligned.withExponentAtMost(Dyadic.exponent(end));
      }
    }
    return aligned;
  }

  /** Sign of entry {@code i} minus {@code end}, which may be infinite. */
  static int below(ExactVector aligned, int i, double end) {
    if (Double.isInfinite(end)) {
      return end > 0 ? -1 : 1;
    }
    return aligned.mantissa(i).compareTo(aligned.mantissaOf(end));
  }

  private static ExactVector maximum(Node.Maximum maximum, ExactVector z) {
    BigInteger[] values = new BigInteger[maximum.size()];
    for (int j = 0; j < values.length; j++) {
      values[j] = z.mantissa(largest(maximum.windows().get(j), z));
    }
    return new ExactVector(values, z.exponent(), z.denominator()).normalized();
  }

  /** Index of a largest entry of the window. */
  static int largest(Indices window, ExactVector z) {
    int best = window.get(0);
    for (int i = 1; i < window.size(); i++) {
      if (z.mantissa(window.get(i)).compareTo(z.mantissa(best)) > 0) {
        best = window.get(i);
      }
    }
    return best;
  }

  private static ExactVector sum(Node.Sum sum, ExactVector all) {
    BigInteger[] values = new BigInteger[sum.size()];
    for (int i = 0; i < values.length; i++) {
      BigInteger total = BigInteger.ZERO;
      for (int start = 0; start < all.size(); start += values.length) {
        total = total.add(all.mantissa(start + i));
      }
      values[i] = total;
    }
    return new ExactVector(values, all.exponent(), all.denominator()).normalized();
  }

  private static ExactVector select(Node.Select select, ExactVector all) {
    BigInteger[] values = new BigInteger[select.size()];
    for (int j = 0; j < values.length; j++) {
      int from = select.index().get(j);
      values[j] = from < 0 ? BigInteger.ZERO : all.mantissa(from);
    }
    return new ExactVector(values, all.exponent(), all.denominator()).normalized();
  }

  private static ExactVector mean(Node.Mean mean, ExactVector z) throws Rejection {
    BigInteger common = BigInteger.ONE;
    for (int j = 0; j < mean.size(); j++) {
      BigInteger divisor = BigInteger.valueOf(mean.divisors().get(j));
      common = ExactVector.leastCommonMultiple(common, divisor);
      Rejection.unless(
          common.bitLength() <= MOST_DIVISOR_BITS, "arithmetic", "divisors have no small multiple");
    }
    BigInteger[] values = new BigInteger[mean.size()];
    for (int j = 0; j < values.length; j++) {
      Indices window = mean.windows().get(j);
      BigInteger total = BigInteger.ZERO;
      for (int i = 0; i < window.size(); i++) {
        total = total.add(z.mantissa(window.get(i)));
      }
      values[j] = total.multiply(common.divide(BigInteger.valueOf(mean.divisors().get(j))));
    }
    return new ExactVector(values, z.exponent(), z.denominator().multiply(common)).normalized();
  }
}
