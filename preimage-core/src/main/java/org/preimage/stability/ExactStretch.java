package org.preimage.stability;

import java.math.BigDecimal;
import org.preimage.certificate.Point;
import org.preimage.certificate.Rational;

/** How much a layer's derivative at a point stretches a direction, exactly. */
final class ExactStretch {
  private ExactStretch() {}

  /** Σ d_i² ⟨w_i, v⟩² / ‖v‖². */
  static Rational square(SlopedLayer layer, Point x, Point v) {
    Rational sum = Rational.ZERO;
    for (int i = 0; i < layer.outputs(); i++) {
      Rational z = product(layer, i, x).plus(Rational.of(layer.bias(i)));
      Rational slope = z.signum() >= 0 ? Rational.ONE : Rational.of(layer.slope(i));
      if (slope.signum() != 0) {
        Rational value = slope.times(product(layer, i, v));
        sum = sum.plus(value.times(value));
      }
    }
    Rational length = Rational.ZERO;
    for (Rational entry : v.coordinates()) {
      length = length.plus(entry.times(entry));
    }
    return sum.dividedBy(length);
  }

  private static Rational product(SlopedLayer layer, int row, Point x) {
    Rational sum = Rational.ZERO;
    for (int j = 0; j < layer.inputs(); j++) {
      if (layer.weight(row, j) != 0) {
        sum = sum.plus(x.get(j).times(Rational.of(layer.weight(row, j))));
      }
    }
    return sum;
  }

  /** The least binary64 number that is not smaller. */
  static double roundedUp(Rational value) {
    double near = value.toDouble();
    return Rational.of(near).compareTo(value) >= 0 ? near : Math.nextUp(near);
  }

  /** √value, rounded towards zero. */
  static double rootDown(double value) {
    double root = Math.sqrt(value);
    return new BigDecimal(root).pow(2).compareTo(new BigDecimal(value)) <= 0
        ? root
        : Math.nextDown(root);
  }

  /** √value, rounded away from zero. */
  static double rootUp(double value) {
    double root = Math.sqrt(value);
    return new BigDecimal(root).pow(2).compareTo(new BigDecimal(value)) >= 0
        ? root
        : Math.nextUp(root);
  }
}
