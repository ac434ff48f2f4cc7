package org.preimage.spanning;

/**
 * A number of bytes as people write it: 512, 100k, 500m, 2g, in powers of 1024.
 *
 * @param bytes not negative
 */
public record ByteSize(long bytes) {
  private static final String UNITS = "kmg";

  /** Exact: with the largest unit that divides the number. */
  @Override
  public String toString() {
    long count = bytes;
    int unit = 0;
    while (unit < UNITS.length() && count > 0 && count % 1024 == 0) {
      count /= 1024;
      unit++;
    }
    return unit == 0 ? bytes + " bytes" : count + UNITS.substring(unit - 1, unit);
  }
}
