package org.preimage.capacity.theory;

import java.util.Arrays;

/**
 * A step function x(q) on [q₀, 1] and the susceptibility χ: the order parameter of k-step replica
 * symmetry breaking at zero temperature. x = xᵢ between qᵢ and qᵢ₊₁, with q_k = 1; k = 0 is the
 * replica-symmetric case.
 */
final class OrderParameter {
  private static final double LEAST_STEP = 1e-6;
  private static final double LARGEST = 1e4;

  private final double[] q;
  private final double[] x;
  private final double chi;

  private OrderParameter(double[] q, double[] x, double chi) {
    this.q = q;
    this.x = x;
    this.chi = chi;
  }

  /**
   * An order parameter.
   *
   * @param q overlaps q₀ … q_{k−1}, increasing, in [0, 1)
   * @param x exponents x₀ … x_{k−1}, increasing, positive
   * @param chi positive
   */
  static OrderParameter of(double[] q, double[] x, double chi) {
    double[] closed = Arrays.copyOf(q, q.length + 1);
    closed[q.length] = 1;
    return new OrderParameter(closed, x.clone(), chi);
  }

  int steps() {
    return x.length;
  }

  /** qᵢ for i = 0 … k. */
  double q(int i) {
    return q[i];
  }

  double x(int i) {
    return x[i];
  }

  double chi() {
    return chi;
  }

  /** Variance of the i-th step, qᵢ₊₁ − qᵢ; for i = −1 that of the outermost Gaussian, q₀. */
  double variance(int i) {
    return i < 0 ? q[0] : q[i + 1] - q[i];
  }

  /**
   * Whether 0 ≤ q₀ &lt; … &lt; 1, 0 &lt; x₀ &lt; … and χ &gt; 0, with steps that a grid can
   * resolve; false for NaN.
   */
  boolean isOrdered() {
    boolean ordered = chi > LEAST_STEP && chi < LARGEST && q[0] >= 0;
    for (int i = 0; i < x.length; i++) {
      ordered &= variance(i) > LEAST_STEP && x[i] > (i == 0 ? 0 : x[i - 1]) && x[i] < LARGEST;
    }
    return ordered;
  }
}
