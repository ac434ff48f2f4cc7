package org.preimage.capacity.estimate;

import java.util.OptionalDouble;
import org.apache.commons.numbers.gamma.Erfc;
import org.preimage.capacity.theory.FiniteLayer;

/**
 * Probabilities that x ↦ ReLU(Wx) on Rⁿ with m random rows is injective, for laws that do not
 * change when single rows change sign and whose rows are in general position with probability 1.
 *
 * <p>For such a law the m hyperplanes cut Rⁿ into 2·Σ_{k&lt;n} C(m − 1, k) cells (Winder 1966), and
 * given the hyperplanes all 2^m sign patterns are equally likely. The layer is injective when no
 * cell has fewer than n active rows.
 */
public final class LayerProbability {
  private LayerProbability() {}

  /**
   * The probability itself, where a closed form is known.
   *
   * <p>n = 1: both signs occur, 1 − 2^{1−m}. n = 2, m ≥ 4: 1 − m(m − 2)/2^{m−1}. Proof: number the
   * lines by angle; the sign patterns for which some cell has at most one active row are the
   * antiperiodic sequences of length m with one sign change in a period, of which there are 2m, or
   * with three and a run of length 1 between two of them, of which there are 2(C(m, 3) − m(m − 4)(m
   * − 5)/6) = 2m(m − 3).
   */
  public static OptionalDouble exact(int n, int m) {
    if (m < 2 * n) {
      return OptionalDouble.of(0);
    }
    return switch (n) {
      case 1 -> OptionalDouble.of(1 - Math.scalb(2.0, -m));
      case 2 -> OptionalDouble.of(1 - Math.scalb(m * (m - 2.0), 1 - m));
      default -> OptionalDouble.empty();
    };
  }

  /** A lower bound for every n, from the expected number of cells with fewer than n active rows. */
  public static double lowerBound(int n, int m) {
    return -StrictMath.expm1(FiniteLayer.of(n, m).logExpectedBadCells());
  }

  /**
   * The expected share of m Gaussian rows active at −Σw/‖Σw‖ as n grows with m/n = α: the products
   * are g − 1/√α (Puthawala et al. 2022, proof of Theorem 7).
   */
  public static double activeShareAtMean(double alpha) {
    return 0.5 * Erfc.value(1 / Math.sqrt(2 * alpha));
  }
}
