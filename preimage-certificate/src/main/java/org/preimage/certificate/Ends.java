package org.preimage.certificate;

import java.util.Arrays;

/** Immutable interval ends: binary64 numbers, ±∞ allowed, NaN not. */
public final class Ends {
  private final double[] values;

  private Ends(double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        throw new IllegalArgumentException("Interval end " + i + " is not a number.");
      }
    }
    this.values = values;
  }

  /** A copy of {@code values}. */
  public static Ends of(double... values) {
    return new Ends(values.clone());
  }

  /** {@code size} copies of {@code value}. */
  public static Ends all(int size, double value) {
    double[] values = new double[size];
    Arrays.fill(values, value);
    return new Ends(values);
  }

  public int size() {
    return values.length;
  }

  public double get(int i) {
    return values[i];
  }

  /** A fresh copy. */
  public double[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ends o && Arrays.equals(values, o.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
