package org.preimage.capacity.theory;

/**
 * The least fraction of rows of one Gaussian layer that are active at some input, as n grows: the
 * ground state of the perceptron that counts active rows.
 */
public final class GroundState {
  /**
   * Up to here all rows but o(n) can be inactive: Wendel's half-space has probability ½ at m = 2n.
   */
  public static final double LEAST_ALPHA = 2;

  private static final double NEAREST_ALPHA = 2.02;

  private final ReplicaLadder ladder = new ReplicaLadder();

  /**
   * The fraction at α; 0 steps is a proved lower bound, more steps are estimates that grow towards
   * the full RSB value.
   *
   * @param alpha from 2.1 to about 200, or up to 2, where the fraction is 0
   * @param steps k ≥ 0 of replica symmetry breaking
   */
  public double activeFraction(double alpha, int steps) {
    requireSteps(steps);
    if (!(alpha > 0)) {
      throw new IllegalArgumentException(
          "an active fraction requires a positive α but received %s.".formatted(alpha));
    }
    if (alpha <= LEAST_ALPHA) {
      return 0;
    }
    return steps == 0
        ? ReplicaSymmetric.activeFraction(alpha)
        : ladder.at(steps, alpha).active() / alpha;
  }

  /**
   * The least α at which at least this fraction of the rows is active at every input.
   *
   * @param fraction in (0, ½)
   * @param steps k ≥ 0
   */
  public double alphaFor(double fraction, int steps) {
    requireSteps(steps);
    if (!(fraction > 0 && fraction < 0.5)) {
      throw new IllegalArgumentException(
          "an active fraction requires a number between 0 and 1/2 but received %s."
              .formatted(fraction));
    }
    double symmetric = ReplicaSymmetric.alphaOf(fraction);
    if (steps == 0) {
      return symmetric;
    }
    // The estimates exceed the symmetric bound, so the α is smaller.
    double low = symmetric;
    while (low > NEAREST_ALPHA && activeFraction(low, steps) > fraction) {
      low = Math.max(NEAREST_ALPHA, 0.8 * low);
    }
    return Roots.between(low, symmetric, a -> activeFraction(a, steps) - fraction);
  }

  private static void requireSteps(int steps) {
    if (steps < 0) {
      throw new IllegalArgumentException(
          "replica symmetry breaking requires at least 0 steps but received %d.".formatted(steps));
    }
  }
}
