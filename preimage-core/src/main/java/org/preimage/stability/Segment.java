package org.preimage.stability;

import java.util.ArrayList;
import java.util.List;

/**
 * What a layer does between two inputs, in binary64.
 *
 * @param ratio ‖f(x) − f(y)‖ / ‖x − y‖
 * @param pointwiseBound no greater than the ratio, from the active rows at the midpoint alone
 * @param cells the pieces of the segment in order
 */
public record Segment(double ratio, double pointwiseBound, List<Cell> cells) {
  public Segment {
    cells = List.copyOf(cells);
  }

  /**
   * A piece of the segment on which the layer is affine.
   *
   * @param from share of the way from x to y where it begins
   * @param to where it ends
   * @param activeRows rows with pre-activation ≥ 0
   * @param smallest smallest singular value of the derivative
   */
  public record Cell(double from, double to, int activeRows, double smallest) {}

  /**
   * Follows the segment.
   *
   * @param x a point of the domain
   * @param y another one
   * @throws IllegalArgumentException if they are the same or of the wrong length
   */
  public static Segment between(SlopedLayer layer, double[] x, double[] y) {
    if (x.length != layer.inputs() || y.length != layer.inputs()) {
      throw new IllegalArgumentException(
          "A comparison requires two inputs of %d numbers but received %d and %d."
              .formatted(layer.inputs(), x.length, y.length));
    }
    if (!(WorstPair.distance(x, y) > 0)) {
      throw new IllegalArgumentException("A comparison requires two different inputs.");
    }
    double[] crossings =
        java.util.stream.IntStream.range(0, layer.outputs())
            .mapToDouble(i -> crossing(layer.preActivation(i, x), layer.preActivation(i, y)))
            .filter(t -> t > 0 && t < 1)
            .sorted()
            .distinct()
            .toArray();
    List<Cell> cells = new ArrayList<>();
    double from = 0;
    for (int k = 0; k <= crossings.length; k++) {
      double to = k < crossings.length ? crossings[k] : 1;
      cells.add(cell(layer, x, y, from, to));
      from = to;
    }
    double[] middle = between(x, y, 0.5);
    return new Segment(
        WorstPair.ratio(layer, x, y),
        (1 + layer.leastSlope()) / 2 * smallest(layer, middle),
        cells);
  }

  private static double crossing(double atX, double atY) {
    return atX >= 0 == atY >= 0 ? Double.NaN : atX / (atX - atY);
  }

  private static Cell cell(SlopedLayer layer, double[] x, double[] y, double from, double to) {
    double[] inside = between(x, y, from / 2 + to / 2);
    int active = 0;
    for (int i = 0; i < layer.outputs(); i++) {
      active += layer.preActivation(i, inside) >= 0 ? 1 : 0;
    }
    return new Cell(from, to, active, smallest(layer, inside));
  }

  private static double smallest(SlopedLayer layer, double[] x) {
    int n = layer.inputs();
    return Math.sqrt(Math.max(0, Symmetric.smallest(layer.frame(x), n, new double[n])));
  }

  private static double[] between(double[] x, double[] y, double t) {
    double[] point = new double[x.length];
    for (int j = 0; j < x.length; j++) {
      point[j] = (1 - t) * x[j] + t * y[j];
    }
    return point;
  }
}
