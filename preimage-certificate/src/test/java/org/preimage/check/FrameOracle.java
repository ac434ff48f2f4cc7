package org.preimage.check;

import java.util.ArrayList;
import java.util.List;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Node;
import org.preimage.certificate.Rational;

/**
 * The least lower frame bound of a layer with one input and a dense matrix, by looking at each
 * piece of the line. Shares no code with the checker.
 */
final class FrameOracle {
  private FrameOracle() {}

  /** A, exactly. */
  static Rational least(Certificate certificate) {
    Node.Affine affine = (Node.Affine) certificate.subject().nodes().get(1);
    Node.Rectifier rectifier = (Node.Rectifier) certificate.subject().nodes().get(2);
    if (certificate.domain().size() != 1) {
      throw new IllegalArgumentException("a line is required");
    }
    List<Rational> ends = new ArrayList<>();
    for (int i = 0; i < affine.size(); i++) {
      if (affine.weights().get(i) != 0) {
        ends.add(
            Rational.of(affine.bias().get(i))
                .dividedBy(Rational.of(affine.weights().get(i)))
                .negate());
      }
    }
    ends.add(Rational.ZERO);
    // Beyond the far ends no sign changes any more: no test has breakpoints there.
    double lower = -1e300;
    double upper = 1e300;
    if (certificate.domain() instanceof Domain.Ball ball) {
      lower = -ball.radius();
      upper = ball.radius();
    } else if (certificate.domain() instanceof Domain.Box box) {
      lower = Math.max(lower, box.lower().get(0));
      upper = Math.min(upper, box.upper().get(0));
    }
    ends.add(Rational.of(lower));
    ends.add(Rational.of(upper));
    ends.sort(null);
    List<Rational> values = new ArrayList<>();
    for (int k = 0; k + 1 < ends.size(); k++) {
      Rational x = ends.get(k).plus(ends.get(k + 1)).times(Rational.of(0.5));
      boolean inside = x.compareTo(Rational.of(lower)) > 0 && x.compareTo(Rational.of(upper)) < 0;
      if (inside && ends.get(k).compareTo(ends.get(k + 1)) < 0) {
        values.add(value(affine, rectifier, x));
      }
    }
    return java.util.Collections.min(values);
  }

  private static Rational value(Node.Affine affine, Node.Rectifier rectifier, Rational x) {
    Rational sum = Rational.ZERO;
    for (int i = 0; i < affine.size(); i++) {
      Rational w = Rational.of(affine.weights().get(i));
      Rational z = w.times(x).plus(Rational.of(affine.bias().get(i)));
      Rational d = z.signum() >= 0 ? Rational.ONE : Rational.of(rectifier.slopes().shared(i));
      sum = sum.plus(d.times(d).times(w).times(w));
    }
    return sum;
  }
}
