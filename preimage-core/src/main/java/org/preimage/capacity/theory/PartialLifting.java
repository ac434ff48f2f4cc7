package org.preimage.capacity.theory;

import java.util.Arrays;

/** One layer, partially lifted: the functional with one step and q₀ = 0. */
final class PartialLifting {
  private PartialLifting() {}

  /** The α at which the stationary value is 1. */
  static double oneLayer() {
    double[] start = {Math.log(1), Math.log(0.1), 7.5};
    return new NewtonMethod(PartialLifting::residual, 1e-11)
        .solve(start)
        .orElseThrow(() -> new ArithmeticException("partial lifting found no stationary point."))[
        2];
  }

  /** Unknowns ln x₀, ln χ, α. */
  private static double[] residual(double[] point) {
    double x = Math.exp(point[0]);
    double chi = Math.exp(point[1]);
    ReplicaFunctional functional =
        new ReplicaFunctional(OrderParameter.of(new double[] {0}, new double[] {x}, chi));
    double[] gradient = functional.entropyGradient();
    double[] energy = functional.energyGradient();
    double[] residual = new double[3];
    Arrays.setAll(residual, i -> i == 2 ? functional.at(point[2]) - 1 : 0);
    residual[0] = x * (gradient[1] - point[2] * energy[1]);
    residual[1] = chi * (gradient[2] - point[2] * energy[2]);
    return residual;
  }
}
