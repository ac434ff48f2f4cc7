package org.preimage.inversion;

/**
 * The cost ½‖G(z) − y‖² at a code with what a Gauss–Newton step needs: the step d solves JᵀJ d =
 * −Jᵀr for the residual r = G(z) − y. Forming JᵀJ squares the condition of J; where that is too
 * much, {@link Linearization} has J itself.
 *
 * @param cost ½‖r‖²
 * @param gradient Jᵀr, n numbers
 * @param gram JᵀJ, n × n, symmetric
 */
@SuppressWarnings("ArrayRecordComponent")
public record NormalEquations(double cost, double[] gradient, double[] gram) {
  /**
   * From a Jacobian.
   *
   * @param target y, m numbers
   */
  public static NormalEquations of(Linearization at, double[] target) {
    double[] jacobian = at.jacobian();
    int m = target.length;
    int n = jacobian.length / m;
    double cost = 0;
    double[] gradient = new double[n];
    double[] gram = new double[n * n];
    for (int i = 0; i < m; i++) {
      double residual = at.value()[i] - target[i];
      cost += residual * residual / 2;
      for (int j = 0; j < n; j++) {
        double entry = jacobian[i * n + j];
        gradient[j] += entry * residual;
        for (int k = 0; k <= j; k++) {
          gram[j * n + k] += entry * jacobian[i * n + k];
        }
      }
    }
    for (int j = 0; j < n; j++) {
      for (int k = 0; k < j; k++) {
        gram[k * n + j] = gram[j * n + k];
      }
    }
    return new NormalEquations(cost, gradient, gram);
  }
}
