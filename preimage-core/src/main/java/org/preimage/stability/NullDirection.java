package org.preimage.stability;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.preimage.certificate.Point;
import org.preimage.certificate.Rational;
import org.preimage.linalg.ExactKernel;

/** Directions in which a layer's derivative vanishes, exactly. */
final class NullDirection {
  private NullDirection() {}

  /** A direction orthogonal to all rows that count at x: the active ones and those with a slope. */
  static Optional<Point> of(SlopedLayer layer, double[] x) {
    List<BigInteger[]> rows = new ArrayList<>();
    for (int i = 0; i < layer.outputs(); i++) {
      if (layer.slope(i) != 0 || isActive(layer, i, x)) {
        double[] row = new double[layer.inputs()];
        for (int j = 0; j < row.length; j++) {
          row[j] = layer.weight(i, j);
        }
        rows.add(ExactKernel.integers(row));
      }
    }
    return ExactKernel.vector(rows, layer.inputs()).map(ExactKernel::direction);
  }

  private static boolean isActive(SlopedLayer layer, int i, double[] x) {
    Rational z = Rational.of(layer.bias(i));
    for (int j = 0; j < x.length; j++) {
      z = z.plus(Rational.of(layer.weight(i, j)).times(Rational.of(x[j])));
    }
    return z.signum() >= 0;
  }
}
