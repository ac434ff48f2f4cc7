package org.preimage.capacity.theory;

/**
 * The replica-symmetric value, which is also the plain random duality bound and Gordon's min–max
 * bound: z = Ax needs ‖g − z‖ ≤ √n, and the cheapest z makes all positive entries of g up to t
 * inactive, α E[g² 1(0 &lt; g &lt; t)] = 1.
 */
final class ReplicaSymmetric {
  private ReplicaSymmetric() {}

  /** The α at which n rows stay active: αQ(t) = 1. */
  static double capacity() {
    return capacity(1, 1);
  }

  /**
   * The α with αQ(t) = count and αE[g² 1(0 &lt; g &lt; t)] = budget.
   *
   * @param count active rows required, per input
   * @param budget squared distance that a point of the image can be moved, per input
   */
  static double capacity(double count, double budget) {
    return count / Gaussian.tail(threshold(count, budget));
  }

  /** The t of that bound: entries up to t are made inactive. */
  static double threshold(double count, double budget) {
    return Roots.between(
        1e-9, 20, s -> budget * Gaussian.tail(s) - count * Gaussian.secondMomentUpTo(s));
  }

  /** Least fraction of active rows at α; 0 up to α = 2. */
  static double activeFraction(double alpha) {
    if (alpha <= 2) {
      return 0;
    }
    return Gaussian.tail(Roots.between(0, 40, t -> alpha * Gaussian.secondMomentUpTo(t) - 1));
  }

  /** The α at which the least fraction of active rows is p, 0 &lt; p &lt; ½. */
  static double alphaOf(double fraction) {
    double t = Roots.between(0, 40, s -> Gaussian.tail(s) - fraction);
    return 1 / Gaussian.secondMomentUpTo(t);
  }
}
