package org.preimage.stability;

import java.util.Arrays;
import java.util.Comparator;
import org.preimage.certificate.Rational;

/** How many rows a layer can lose before a proved bound A ≥ a says nothing any more. */
final class RowMargin {
  private RowMargin() {}

  /**
   * The largest k such that the k longest rows have Σ‖w_i‖² &lt; a, exactly: without any k rows, or
   * with any k rows stuck at zero, the layer is still injective.
   */
  static int rowsThatMayBeLost(SlopedLayer layer, double bound) {
    Rational[] squares = new Rational[layer.outputs()];
    for (int i = 0; i < squares.length; i++) {
      squares[i] = Rational.ZERO;
      for (int j = 0; j < layer.inputs(); j++) {
        Rational w = Rational.of(layer.weight(i, j));
        squares[i] = squares[i].plus(w.times(w));
      }
    }
    Arrays.sort(squares, Comparator.reverseOrder());
    Rational left = Rational.of(bound);
    int rows = 0;
    while (rows < squares.length && left.compareTo(squares[rows]) > 0) {
      left = left.minus(squares[rows]);
      rows++;
    }
    return rows;
  }
}
