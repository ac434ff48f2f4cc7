package org.preimage.onnx;

import java.util.Arrays;
import org.preimage.certificate.Indices;

/** Extents of an ONNX tensor, batch axis included; their product fits an int. */
final class Shape {
  private final int[] extents;
  private final int size;

  private Shape(int[] extents) {
    long size = 1;
    boolean empty = false;
    for (int extent : extents) {
      if (extent < 0) {
        throw new IllegalArgumentException(
            "A tensor requires non-negative extents but received "
                + Arrays.toString(extents)
                + ".");
      }
      empty |= extent == 0;
    }
    for (int extent : extents) {
      size = empty ? 0 : size * extent;
      if (size > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "A tensor requires fewer than 2^31 elements but received shape "
                + Arrays.toString(extents)
                + ".");
      }
    }
    this.extents = extents;
    this.size = (int) size;
  }

  static Shape of(int... extents) {
    return new Shape(extents.clone());
  }

  /**
   * @throws IllegalArgumentException if an extent is negative or does not fit an int
   */
  static Shape of(long[] extents) {
    int[] narrow = new int[extents.length];
    for (int a = 0; a < narrow.length; a++) {
      if (extents[a] < 0 || extents[a] > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "A tensor requires extents from 0 to 2^31 − 1 but received "
                + Arrays.toString(extents)
                + ".");
      }
      narrow[a] = (int) extents[a];
    }
    return new Shape(narrow);
  }

  int rank() {
    return extents.length;
  }

  int get(int axis) {
    return extents[axis];
  }

  int size() {
    return size;
  }

  int[] toArray() {
    return extents.clone();
  }

  /** Product of the extents of the axes from {@code from} (included) to {@code to} (excluded). */
  int volume(int from, int to) {
    int volume = 1;
    for (int a = from; a < to; a++) {
      volume = Math.multiplyExact(volume, extents[a]);
    }
    return volume;
  }

  /**
   * Counts a negative axis from the end.
   *
   * @throws IllegalArgumentException if there is no such axis
   */
  int axis(long axis) {
    return axis(axis, rank());
  }

  static int axis(long axis, int rank) {
    long positive = axis < 0 ? axis + rank : axis;
    if (positive < 0 || positive >= rank) {
      throw new IllegalArgumentException(
          "An axis from "
              + -rank
              + " to "
              + (rank - 1)
              + " is required but received "
              + axis
              + ".");
    }
    return (int) positive;
  }

  Shape with(int axis, int extent) {
    int[] changed = extents.clone();
    changed[axis] = extent;
    return new Shape(changed);
  }

  /** The same extents behind leading ones, up to the given rank. */
  Shape padded(int rank) {
    int[] longer = new int[rank];
    Arrays.fill(longer, 1);
    System.arraycopy(extents, 0, longer, rank - extents.length, extents.length);
    return new Shape(longer);
  }

  /** Extents without a leading one, which stands for the batch. */
  Indices withoutBatch() {
    boolean batch = extents.length > 0 && extents[0] == 1;
    return Indices.of(batch ? Arrays.copyOfRange(extents, 1, extents.length) : extents);
  }

  /** The common shape of elementwise operands (ONNX multidirectional broadcasting). */
  static Shape broadcast(Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    Shape p = a.padded(rank);
    Shape q = b.padded(rank);
    int[] common = new int[rank];
    for (int k = 0; k < rank; k++) {
      if (p.get(k) != q.get(k) && p.get(k) != 1 && q.get(k) != 1) {
        throw new IllegalArgumentException(
            "Broadcasting requires equal extents or 1 but received " + a + " and " + b + ".");
      }
      common[k] = p.get(k) == 1 ? q.get(k) : p.get(k);
    }
    return new Shape(common);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape s && Arrays.equals(extents, s.extents);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(extents);
  }

  @Override
  public String toString() {
    return Arrays.toString(extents);
  }
}
