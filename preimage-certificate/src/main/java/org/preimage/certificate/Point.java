package org.preimage.certificate;

import java.util.List;

/** A point or direction of the input space with exact coordinates. */
public record Point(List<Rational> coordinates) {
  public Point {
    coordinates = List.copyOf(coordinates);
  }

  public int size() {
    return coordinates.size();
  }

  public Rational get(int i) {
    return coordinates.get(i);
  }

  /** The point whose coordinates are exactly the given binary64 numbers. */
  public static Point of(double... values) {
    return new Point(java.util.Arrays.stream(values).mapToObj(Rational::of).toList());
  }

  /** Nearest binary64 numbers of the coordinates. */
  public double[] toDoubles() {
    return coordinates.stream().mapToDouble(Rational::toDouble).toArray();
  }
}
