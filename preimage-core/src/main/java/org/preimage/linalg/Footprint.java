package org.preimage.linalg;

/**
 * Nominal sizes in memory, in bytes: what a 64-bit Java machine with compressed references usually
 * takes. They are fixed, so that limits on them mean the same on every machine.
 */
public final class Footprint {
  /** An object with a few fields, or an array before its first entry. */
  public static final long OBJECT = 16;

  public static final long REFERENCE = 4;

  /** An entry of a hash map or set without what it refers to. */
  public static final long ENTRY = 48;

  private Footprint() {}

  public static long ints(long count) {
    return OBJECT + 4 * count;
  }

  public static long longs(long count) {
    return OBJECT + 8 * count;
  }

  public static long doubles(long count) {
    return OBJECT + 8 * count;
  }

  /** An array of so many arrays of so many doubles. */
  public static long doubles(long rows, long columns) {
    return OBJECT + rows * (REFERENCE + doubles(columns));
  }
}
