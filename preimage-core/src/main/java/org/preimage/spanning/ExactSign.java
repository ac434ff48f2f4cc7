package org.preimage.spanning;

import java.math.BigInteger;
import org.preimage.certificate.Point;
import org.preimage.certificate.Rational;
import org.preimage.linalg.ExactKernel;
import org.preimage.linalg.SparseRows;

/** Exact signs of pre-activations ⟨w_i, x⟩ + b_i. */
final class ExactSign {
  private ExactSign() {}

  /** Sign at a point with binary64 coordinates, filtered by an error bound. */
  static int at(Layer layer, int i, double[] x) {
    double value = layer.weights().dot(i, x) + layer.bias(i);
    // The bound covers the sum with the bias too: one more rounding of a term of size |b|.
    double error =
        layer.weights().dotError(i, x) + (Math.abs(layer.bias(i)) + Math.abs(value)) * 0x1p-51;
    if (Math.abs(value) > error) {
      return value > 0 ? 1 : -1;
    }
    return value(layer, i, Point.of(x)).signum();
  }

  /** The exact pre-activation at a rational point. */
  static Rational value(Layer layer, int i, Point x) {
    SparseRows weights = layer.weights();
    BigInteger common = BigInteger.ONE;
    for (int p = weights.start(i); p < weights.start(i + 1); p++) {
      BigInteger q = x.get(weights.index(p)).denominator();
      if (!q.equals(BigInteger.ONE) && common.mod(q).signum() != 0) {
        common = common.divide(common.gcd(q)).multiply(q);
      }
    }
    Rational sum = Rational.of(layer.bias(i)).times(new Rational(common, BigInteger.ONE));
    int lowest = 0;
    for (int p = weights.start(i); p < weights.start(i + 1); p++) {
      lowest = Math.min(lowest, ExactKernel.exponentOfLastBit(weights.value(p)));
    }
    BigInteger dot = BigInteger.ZERO;
    for (int p = weights.start(i); p < weights.start(i + 1); p++) {
      Rational coordinate = x.get(weights.index(p));
      if (coordinate.signum() != 0) {
        BigInteger scaled =
            coordinate.numerator().multiply(common.divide(coordinate.denominator()));
        dot = dot.add(scaled.multiply(ExactKernel.scaled(weights.value(p), lowest)));
      }
    }
    Rational product = new Rational(dot, BigInteger.ONE.shiftLeft(-lowest));
    return sum.plus(product).dividedBy(new Rational(common, BigInteger.ONE));
  }
}
