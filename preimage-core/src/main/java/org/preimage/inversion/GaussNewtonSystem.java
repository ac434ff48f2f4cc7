package org.preimage.inversion;

/**
 * A sum of squares ½ Σ rᵢ² to first order in its residuals, in as few numbers as a step needs: the
 * Gauss–Newton step d solves JᵀJ d = −Jᵀr. Forming JᵀJ squares the condition of J; where that is
 * too much, {@link Linearization} has the Jacobian itself.
 *
 * @param cost ½ Σ rᵢ²
 * @param gradient Jᵀr, n numbers
 * @param gram JᵀJ, n × n and symmetric
 */
@SuppressWarnings("ArrayRecordComponent")
public record GaussNewtonSystem(double cost, double[] gradient, double[] gram) {
  /** From a generator to first order, whose rows are scaled by the residuals' slopes. */
  static GaussNewtonSystem of(Linearization at, double[] residual, double[] slope) {
    int m = residual.length;
    double[] jacobian = at.jacobian();
    int n = jacobian.length / m;
    double cost = 0;
    double[] gradient = new double[n];
    double[] gram = new double[n * n];
    for (int i = 0; i < m; i++) {
      cost += residual[i] * residual[i] / 2;
      for (int j = 0; j < n && slope[i] != 0; j++) {
        double entry = slope[i] * jacobian[i * n + j];
        gradient[j] += entry * residual[i];
        for (int k = 0; k <= j; k++) {
          gram[j * n + k] += entry * (slope[i] * jacobian[i * n + k]);
        }
      }
    }
    for (int j = 0; j < n; j++) {
      for (int k = 0; k < j; k++) {
        gram[k * n + j] = gram[j * n + k];
      }
    }
    return new GaussNewtonSystem(cost, gradient, gram);
  }
}
