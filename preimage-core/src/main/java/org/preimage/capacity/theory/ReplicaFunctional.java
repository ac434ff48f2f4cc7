package org.preimage.capacity.theory;

/**
 * Zero-temperature functional of k-step replica symmetry breaking for the least number of active
 * rows, divided by n:
 *
 * <pre>
 *   f = −½ [ q₀/λ₀ + Σ (1/x_i) ln(λ_i/λ_{i+1}) ] − α E F₀,   λ_k = χ, λ_i = λ_{i+1} + x_i (q_{i+1} − q_i)
 * </pre>
 *
 * Derivatives are ordered q₀ … q_{k−1}, x₀ … x_{k−1}, χ.
 */
final class ReplicaFunctional {
  private final OrderParameter order;
  private final double[] lambda;
  private final ParisiRecursion energy;

  ReplicaFunctional(OrderParameter order) {
    this.order = order;
    int k = order.steps();
    this.lambda = new double[k + 1];
    lambda[k] = order.chi();
    for (int i = k - 1; i >= 0; i--) {
      lambda[i] = lambda[i + 1] + order.x(i) * order.variance(i);
    }
    this.energy = new ParisiRecursion(order);
  }

  double entropy() {
    double sum = order.q(0) / lambda[0];
    for (int i = 0; i < order.steps(); i++) {
      sum += Math.log(lambda[i] / lambda[i + 1]) / order.x(i);
    }
    return -0.5 * sum;
  }

  /** E F₀, which is −∂f/∂α. */
  double energy() {
    return energy.value();
  }

  /** E_P[F_i'²] for i = 0 … k. */
  double meanSquareSlope(int i) {
    return energy.meanSquareSlope(i);
  }

  double at(double alpha) {
    return entropy() - alpha * energy();
  }

  double[] entropyGradient() {
    int k = order.steps();
    double[] gradient = new double[2 * k + 1];
    // Sum of ∂/∂λ_0 … ∂/∂λ_i, as every λ_j with j ≤ i holds the term x_i (q_{i+1} − q_i).
    double sum = 0;
    for (int i = 0; i < k; i++) {
      double before = i == 0 ? 0 : order.x(i - 1);
      double own = i == 0 ? -order.q(0) / lambda[0] : -1 / before;
      gradient[i] += before * sum;
      sum += -0.5 / lambda[i] * (own + 1 / order.x(i));
      gradient[i] -= order.x(i) * sum;
      gradient[k + i] =
          0.5 * Math.log(lambda[i] / lambda[i + 1]) / (order.x(i) * order.x(i))
              + order.variance(i) * sum;
    }
    gradient[0] -= 0.5 / lambda[0];
    gradient[2 * k] = sum + 0.5 / (lambda[k] * order.x(k - 1));
    return gradient;
  }

  double[] energyGradient() {
    int k = order.steps();
    double[] gradient = new double[2 * k + 1];
    for (int i = 0; i < k; i++) {
      gradient[i] = energy.byQ(i);
      gradient[k + i] = energy.byX(i);
    }
    gradient[2 * k] = energy.byChi();
    return gradient;
  }
}
