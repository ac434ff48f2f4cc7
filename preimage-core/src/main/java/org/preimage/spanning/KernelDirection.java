package org.preimage.spanning;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.preimage.certificate.Point;
import org.preimage.linalg.ExactKernel;

/** Exact directions along which a set of rows is constant. */
final class KernelDirection {
  /** Elimination is cubic in the dimension with growing numbers; beyond this it takes seconds. */
  static final int MAX_DIMENSION = 80;

  private KernelDirection() {}

  /**
   * A non-zero integer vector orthogonal to the rows, if they do not span Rⁿ and n is not too
   * large.
   */
  static Optional<Point> orthogonalTo(Layer layer, BitSet rows, ParallelClasses classes) {
    int n = layer.inputs();
    if (n > MAX_DIMENSION) {
      return Optional.empty();
    }
    List<BigInteger[]> matrix = new ArrayList<>();
    BitSet seen = new BitSet();
    rows.stream()
        .filter(i -> classes.classOf(i) >= 0)
        .forEach(
            i -> {
              if (!seen.get(classes.classOf(i))) {
                seen.set(classes.classOf(i));
                matrix.add(ExactKernel.integers(layer.weights().denseRow(i)));
              }
            });
    return ExactKernel.vector(matrix, n).map(ExactKernel::direction);
  }

  /** Rows active (z ≥ 0) at a rational point, zero rows included. */
  static BitSet activeAt(Layer layer, Point x) {
    BitSet active = new BitSet();
    double[] rounded = x.toDoubles();
    boolean exact = Point.of(finite(rounded)).equals(x);
    for (int i = 0; i < layer.outputs(); i++) {
      boolean isActive =
          layer.isAlwaysActive(i)
              || (exact
                  ? ExactSign.at(layer, i, rounded) >= 0
                  : ExactSign.value(layer, i, x).signum() >= 0);
      active.set(i, isActive);
    }
    return active;
  }

  private static double[] finite(double[] values) {
    return Arrays.stream(values).map(v -> Double.isFinite(v) ? v : 0).toArray();
  }
}
