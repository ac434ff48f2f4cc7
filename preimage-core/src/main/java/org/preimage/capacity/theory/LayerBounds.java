package org.preimage.capacity.theory;

/**
 * Closed bounds and estimates of the expansion c = m/n at which one Gaussian layer becomes
 * injective.
 */
final class LayerBounds {
  private static final double LN_2 = Math.log(2);

  private LayerBounds() {}

  /**
   * Below this the direction −Σwᵢ has fewer than n active rows: ½ erfc(1/√(2c)) = 1/c (Puthawala et
   * al., JMLR 23(105) 2022, Theorem 20).
   */
  static double meanDirection() {
    return Roots.between(2, 10, c -> Gaussian.tail(1 / Math.sqrt(c)) - 1 / c);
  }

  /** Union over all choices of n rows, C(cn, n) ≤ (ce)ⁿ (JMLR 2022, equation 9). */
  static double unionBound() {
    return Roots.between(4, 50, c -> othersInHalfSpace(c) - Math.log(c * Math.E) / LN_2);
  }

  /** The same with the exponent c·H₂(1/c) of C(cn, n) itself. */
  static double unionBoundExactBinomial() {
    return Roots.between(4, 50, c -> othersInHalfSpace(c) - c * bits(1 / c));
  }

  /** The formula of the 2020 slides, which lost the factor c − 1 and therefore bounds nothing. */
  static double slideFormula() {
    return Roots.between(3, 50, c -> c - 1 - bits(1 / (c - 1)) - Math.log(c * Math.E) / LN_2);
  }

  /** First moment of the number of cells with fewer than n active rows: H₂(1/c) = ½. */
  static double firstMomentOfCells() {
    return Roots.between(2, 50, c -> 0.5 - bits(1 / c));
  }

  /** Wendel: bits by which (c − 1)n Gaussian rows avoid a common half-space of Rⁿ. */
  private static double othersInHalfSpace(double c) {
    return (c - 1) * (1 - bits(1 / (c - 1)));
  }

  /** Gordon's escape through a mesh, for a union of C(m, n) subspaces. */
  static double gordonMesh() {
    return Roots.between(
        10, 60, a -> a / 2 - 1 - Roots.leastValue(1e-6, 1 - 1e-9, t -> meshExponent(a, t)));
  }

  private static double meshExponent(double a, double t) {
    double subspaces = a * LN_2 * bits(1 / a);
    return 2 / t * (subspaces + Math.log((1 + 1 / Math.sqrt(1 - t)) / 2));
  }

  /**
   * Where the expected Euler characteristic of the bad directions stops growing: saddle point of
   * its leading intrinsic volume.
   */
  static double eulerCharacteristic() {
    return Roots.between(4 + 2 * Math.sqrt(2), 20, LayerBounds::eulerExponent);
  }

  private static double eulerExponent(double a) {
    double root = Math.sqrt(Math.max(0, (a - 2) * (a - 2) - 4 * (a - 1)));
    // The smaller root of (a−1)t² − (a−2)t + 1 = 0, written so that nothing cancels.
    double t = 2 / (a - 2 + root);
    return a * LN_2 * (bits(1 / a) - 1) + Math.log((1 - t) / t) + (a - 1) * Math.log1p(t);
  }

  /** Binary entropy H₂(p) in bits. */
  static double bits(double p) {
    return -(p * Math.log(p) + (1 - p) * Math.log1p(-p)) / LN_2;
  }
}
