package org.preimage.certificate;

import java.util.Arrays;

/** An immutable list of integers: rows, columns or node numbers, counted from 0. */
public final class Indices {
  private final int[] values;

  private Indices(int[] values) {
    this.values = values;
  }

  /** A copy of {@code values}. */
  public static Indices of(int... values) {
    return new Indices(values.clone());
  }

  /** The array itself, which the caller gives away. */
  static Indices owning(int[] values) {
    return new Indices(values);
  }

  public int size() {
    return values.length;
  }

  public int get(int i) {
    return values[i];
  }

  /** A fresh copy. */
  public int[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Indices o && Arrays.equals(values, o.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return values.length <= 32 ? Arrays.toString(values) : "Indices[" + values.length + "]";
  }
}
