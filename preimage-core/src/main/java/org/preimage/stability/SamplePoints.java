package org.preimage.stability;

import java.util.Arrays;

/**
 * Points inside cones with the signs of all rows there, on a stack. A point that was found for one
 * question answers many others: a row that is inactive at a point of the cone need not be asked
 * about.
 */
final class SamplePoints {
  private final int rows;
  private final int words;
  private final SignCone cone;
  private double[][] points = new double[64][];
  private long[][] active = new long[64][];
  private int size;

  SamplePoints(SignCone cone, int rows) {
    this.cone = cone;
    this.rows = rows;
    this.words = (rows + 63) >> 6;
  }

  int size() {
    return size;
  }

  void truncate(int newSize) {
    size = newSize;
  }

  /** The number of a new point, a copy. */
  int add(double[] x) {
    if (size == points.length) {
      points = Arrays.copyOf(points, 2 * size);
      active = Arrays.copyOf(active, 2 * size);
    }
    if (points[size] == null) {
      points[size] = new double[x.length];
      active[size] = new long[words];
    }
    System.arraycopy(x, 0, points[size], 0, x.length);
    long[] bits = active[size];
    Arrays.fill(bits, 0);
    for (int i = 0; i < rows; i++) {
      if (cone.value(i, x) >= 0) {
        bits[i >> 6] |= 1L << i;
      }
    }
    return size++;
  }

  double[] point(int number) {
    return points[number];
  }

  boolean isActive(int number, int row) {
    return (active[number][row >> 6] & 1L << row) != 0;
  }
}
