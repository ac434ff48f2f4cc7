package org.preimage.stability;

import java.util.Arrays;
import org.preimage.linalg.Footprint;

/**
 * Points inside cones with the signs of all rows there, on a stack. A point that was found for one
 * question answers many others: a row that is inactive at a point of the cone need not be asked
 * about. Sets of points are bit sets over their numbers.
 */
final class KnownPoints {
  private final int rows;
  private final SignConditions conditions;
  private final double[] values;
  private double[][] points = new double[64][];

  /** For each 64 points and each row, at which of them it is active. */
  private long[][] active = new long[1][];

  private int size;

  private long bytes;

  KnownPoints(SignConditions conditions, int rows) {
    this.conditions = conditions;
    this.rows = rows;
    this.values = new double[rows];
    this.active[0] = new long[rows];
    this.bytes = Footprint.longs(rows) + Footprint.REFERENCE * points.length;
  }

  int size() {
    return size;
  }

  /** What they take in memory; places of points that were dropped are used again. */
  long bytes() {
    return bytes;
  }

  void truncate(int newSize) {
    size = newSize;
  }

  /** The number of a new point, scaled to norm 1. */
  int add(double[] x) {
    if (size == points.length) {
      points = Arrays.copyOf(points, 2 * size);
      active = Arrays.copyOf(active, (2 * size) >> 6);
      for (int k = size >> 6; k < active.length; k++) {
        active[k] = new long[rows];
        bytes += Footprint.longs(rows) + 64 * Footprint.REFERENCE;
      }
    }
    double scale = 1 / norm(x);
    double[] point = new double[x.length];
    for (int j = 0; j < x.length; j++) {
      point[j] = scale * x[j];
    }
    bytes += points[size] == null ? Footprint.doubles(point.length) : 0;
    points[size] = point;
    long[] word = active[size >> 6];
    long bit = 1L << size;
    conditions.evaluateRows(point, values);
    for (int i = 0; i < rows; i++) {
      word[i] = (word[i] & ~bit) | (values[i] >= 0 ? bit : 0);
    }
    return size++;
  }

  static double norm(double[] x) {
    double square = 0;
    for (double value : x) {
      square += value * value;
    }
    return Math.sqrt(square);
  }

  double[] point(int number) {
    return points[number];
  }

  /** The newest point of a set; −1 when it is empty. */
  static int newest(long[] set) {
    for (int k = set.length - 1; k >= 0; k--) {
      if (set[k] != 0) {
        return (k << 6) + 63 - Long.numberOfLeadingZeros(set[k]);
      }
    }
    return -1;
  }

  /** The empty set. */
  long[] none() {
    return new long[Math.max(1, (size + 63) >> 6)];
  }

  /** The set with one more point. */
  static long[] with(long[] set, int number) {
    long[] larger = Arrays.copyOf(set, Math.max(set.length, (number >> 6) + 1));
    larger[number >> 6] |= 1L << number;
    return larger;
  }

  static boolean isEmpty(long[] set) {
    return newest(set) < 0;
  }

  static int count(long[] set) {
    int count = 0;
    for (long word : set) {
      count += Long.bitCount(word);
    }
    return count;
  }

  /** At how many points of a set a row is active. */
  int countActive(long[] set, int row) {
    int count = 0;
    for (int k = 0; k < set.length; k++) {
      count += Long.bitCount(set[k] & active[k][row]);
    }
    return count;
  }

  /** Whether a row has this sign at some point of a set. */
  boolean meets(long[] set, int row, boolean isActive) {
    for (int k = 0; k < set.length; k++) {
      if ((set[k] & (isActive ? active[k][row] : ~active[k][row])) != 0) {
        return true;
      }
    }
    return false;
  }

  /** The points of a set at which a row has this sign. */
  long[] side(long[] set, int row, boolean isActive) {
    long[] side = new long[set.length];
    for (int k = 0; k < set.length; k++) {
      side[k] = set[k] & (isActive ? active[k][row] : ~active[k][row]);
    }
    return side;
  }

  /** The sum of the points of a set. */
  double[] sum(long[] set, int dimension) {
    double[] sum = new double[dimension];
    for (int k = 0; k < set.length; k++) {
      for (long left = set[k]; left != 0; left &= left - 1) {
        double[] point = points[(k << 6) + Long.numberOfTrailingZeros(left)];
        for (int j = 0; j < sum.length; j++) {
          sum[j] += point[j];
        }
      }
    }
    return sum;
  }
}
