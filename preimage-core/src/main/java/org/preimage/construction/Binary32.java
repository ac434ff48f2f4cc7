package org.preimage.construction;

/** Numbers that a binary32 model file stores without change. */
final class Binary32 {
  private Binary32() {}

  /** The nearest binary32 number; monotone in {@code value}. */
  static double nearest(double value) {
    return (float) value + 0.0; // no negative zero
  }

  /** Scales by a power of two near 1/√fanIn and rounds, in place. */
  static void normalize(double[] w, int fanIn) {
    int exponent = (int) Math.round(-0.5 * Math.log(fanIn) / Math.log(2));
    for (int k = 0; k < w.length; k++) {
      w[k] = nearest(Math.scalb(w[k], exponent));
    }
  }

  static void round(double[] w) {
    for (int k = 0; k < w.length; k++) {
      w[k] = nearest(w[k]);
    }
  }
}
