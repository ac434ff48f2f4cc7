package org.preimage.onnx;

import java.util.Arrays;
import org.preimage.certificate.Indices;

/** An immutable array of binary64 numbers with any number of axes, row-major. */
public final class NumberArray {
  private final Indices shape;
  private final double[] values;

  private NumberArray(Indices shape, double[] values) {
    if (Shape.of(shape.toArray()).size() != values.length) {
      throw new IllegalArgumentException(
          "An array of shape " + shape + " does not have " + values.length + " values.");
    }
    this.shape = shape;
    this.values = values;
  }

  /**
   * A copy of {@code values} seen with a shape.
   *
   * @throws IllegalArgumentException if the shape has another number of values
   */
  public static NumberArray of(Indices shape, double... values) {
    return new NumberArray(shape, values.clone());
  }

  static NumberArray zeros(int size) {
    return new NumberArray(Indices.of(size), new double[size]);
  }

  /** Takes ownership of {@code values}. */
  static NumberArray owning(Indices shape, double[] values) {
    return new NumberArray(shape, values);
  }

  /** Extents of the axes; empty for a single number. */
  public Indices shape() {
    return shape;
  }

  /** Number of values. */
  public int size() {
    return values.length;
  }

  /** Value i in row-major order. */
  public double get(int i) {
    return values[i];
  }

  /** A fresh copy in row-major order. */
  public double[] values() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NumberArray a
        && shape.equals(a.shape)
        && Arrays.equals(values, a.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "NumberArray" + shape;
  }
}
