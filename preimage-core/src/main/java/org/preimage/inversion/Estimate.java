package org.preimage.inversion;

import java.util.List;

/**
 * What a method found, before anything is said about why to trust it.
 *
 * @param code ẑ
 * @param solved whether the observation is met up to rounding or noise
 * @param iterations of all starts together
 * @param starts descents begun
 * @param rivals other codes where descents ended, best first, with costs comparable to each other
 * @param costs one a rival: ½ Σ residual² relative to that of predicting nothing
 * @param method what was done, in words
 */
@SuppressWarnings("ArrayRecordComponent")
public record Estimate(
    double[] code,
    boolean solved,
    int iterations,
    int starts,
    List<double[]> rivals,
    double[] costs,
    String method) {
  public Estimate {
    code = code.clone();
    rivals = List.copyOf(rivals);
    costs = costs.clone();
  }

  /** The same, found in other words. */
  Estimate described(String words) {
    return new Estimate(code, solved, iterations, starts, rivals, costs, words);
  }
}
