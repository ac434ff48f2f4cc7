package org.preimage.onnx;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.preimage.certificate.Weights;

/** A constant tensor of real numbers or of integers, row-major. */
final class Tensor implements Value {
  private final Shape shape;
  private final double @Nullable [] reals;
  private final long @Nullable [] integers;

  private Tensor(Shape shape, double @Nullable [] reals, long @Nullable [] integers) {
    this.shape = shape;
    this.reals = reals;
    this.integers = integers;
  }

  /** Takes ownership of {@code values}. */
  static Tensor real(Shape shape, double... values) {
    return new Tensor(shape, values, null);
  }

  /** Takes ownership of {@code values}. */
  static Tensor integer(Shape shape, long... values) {
    return new Tensor(shape, null, values);
  }

  @Override
  public Shape shape() {
    return shape;
  }

  int size() {
    return shape.size();
  }

  boolean isInteger() {
    return integers != null;
  }

  double real(int i) {
    if (reals != null) {
      return reals[i];
    }
    return integers == null ? 0 : integers[i];
  }

  /**
   * @throws IllegalArgumentException if the tensor holds real numbers
   */
  long[] integers() {
    if (integers == null) {
      throw new IllegalArgumentException(
          "A shape, axis or index requires integers but received real numbers.");
    }
    return integers.clone();
  }

  /** A copy as binary64 numbers. */
  double[] reals() {
    if (reals != null) {
      return reals.clone();
    }
    double[] copy = new double[size()];
    Arrays.setAll(copy, this::real);
    return copy;
  }

  /** The entries as weights. */
  Weights weights() {
    return Weights.of(reals == null ? reals() : reals);
  }

  /** The only entry. */
  double scalar() {
    if (size() != 1) {
      throw new IllegalArgumentException("A scalar is required but received shape " + shape + ".");
    }
    return real(0);
  }

  /** The same entries seen with another shape of equal size. */
  Tensor reshaped(Shape other) {
    return new Tensor(other, reals, integers);
  }

  /** Entry j of the result is entry index[j] of this, or 0 where the index is −1. */
  Tensor selected(int[] index, Shape other) {
    if (integers != null) {
      return integer(other, Arrays.stream(index).mapToLong(i -> i < 0 ? 0 : integers[i]).toArray());
    }
    return real(other, Arrays.stream(index).mapToDouble(i -> i < 0 ? 0 : real(i)).toArray());
  }
}
