package org.preimage.benchmarks;

/** As many fused multiply–adds a number as hide the memory: what a core can do at most. */
public final class PeakRate {
  private PeakRate() {}

  /** Sixteen products and sums for each number. */
  public static void run(double[] in, double[] out) {
    for (int k = 0; k < in.length; k++) {
      double x = in[k];
      double s = Math.fma(x, x, 1);
      s = Math.fma(s, x, 1);
      s = Math.fma(s, x, 1);
      s = Math.fma(s, x, 1);
      s = Math.fma(s, x, 1);
      s = Math.fma(s, x, 1);
      s = Math.fma(s, x, 1);
      s = Math.fma(s, x, 1);
      s = Math.fma(s, x, 1);
      s = Math.fma(s, x, 1);
      s = Math.fma(s, x, 1);
      s = Math.fma(s, x, 1);
      s = Math.fma(s, x, 1);
      s = Math.fma(s, x, 1);
      s = Math.fma(s, x, 1);
      out[k] = Math.fma(s, x, 1);
    }
  }
}
