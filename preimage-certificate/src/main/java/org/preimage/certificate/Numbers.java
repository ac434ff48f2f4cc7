package org.preimage.certificate;

import java.io.IOException;
import java.util.Arrays;

/** Binary64 numbers being read: declared to be many, allocated as they come. */
final class Numbers {
  private final int capacity;
  private double[] values;
  private int size;

  Numbers(int capacity) {
    this.capacity = capacity;
    this.values = new double[Math.min(capacity, 64)];
  }

  int capacity() {
    return capacity;
  }

  void read(TokenReader tokens, int count, String what)
      throws IOException, MalformedCertificateException {
    for (int i = 0; i < count; i++) {
      if (size == values.length) {
        values = Arrays.copyOf(values, TokenReader.grown(size, capacity));
      }
      values[size++] = tokens.number(what);
    }
  }

  /** What was read; the array is given away. */
  double[] take() {
    return size == values.length ? values : Arrays.copyOf(values, size);
  }
}
