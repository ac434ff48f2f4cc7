package org.preimage.inversion;

import java.util.Arrays;

/** What a prior does to a least squares problem. */
final class PriorTerm {
  private PriorTerm() {}

  /** What the prior adds to the cost of a code. */
  static double cost(Prior prior, double[] code) {
    return prior instanceof Prior.Gaussian p
        ? p.weight() / 2 * Arrays.stream(code).map(z -> z * z).sum()
        : 0;
  }

  /** The closest code that the prior allows. */
  static double[] admissible(Prior prior, double[] code) {
    return prior instanceof Prior.Box p
        ? Arrays.stream(code).map(z -> Math.min(Math.max(z, p.lower()), p.upper())).toArray()
        : code;
  }

  /** Adds the prior to the equations of a step from a code. */
  static void join(Prior prior, NormalSystem equations, double[] code) {
    if (prior instanceof Prior.Gaussian p) {
      equations.pull(code, p.weight());
    } else if (prior instanceof Prior.Box p) {
      for (int j = 0; j < code.length; j++) {
        if (code[j] <= p.lower() || code[j] >= p.upper()) {
          equations.hold(j, code[j] <= p.lower());
        }
      }
    }
  }
}
