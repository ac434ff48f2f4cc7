package org.preimage.certificate;

import java.util.Arrays;

/**
 * An immutable vector of binary64 numbers, each meaning exactly the dyadic rational it stores. All
 * entries are finite.
 */
public final class Weights {
  private final double[] values;

  private Weights(double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "Weights require finite numbers but entry " + i + " is " + values[i] + ".");
      }
    }
    this.values = values;
  }

  /**
   * A copy of {@code values}.
   *
   * @throws IllegalArgumentException if an entry is NaN or infinite
   */
  public static Weights of(double... values) {
    return new Weights(values.clone());
  }

  /** The array itself, which the caller gives away. */
  static Weights owning(double[] values) {
    return new Weights(values);
  }

  public int size() {
    return values.length;
  }

  public double get(int i) {
    return values[i];
  }

  /** Entry {@code i}, or the only entry when the vector has length one (a shared value). */
  public double shared(int i) {
    return values.length == 1 ? values[0] : values[i];
  }

  /** A fresh copy. */
  public double[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Weights w && Arrays.equals(values, w.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return values.length <= 16 ? Arrays.toString(values) : "Weights[" + values.length + "]";
  }
}
