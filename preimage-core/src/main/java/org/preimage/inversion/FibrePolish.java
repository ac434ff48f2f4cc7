package org.preimage.inversion;

import org.preimage.linalg.SingularValues;

/**
 * Moves a code as little as it takes for its observed pre-activations to be those of another one to
 * all digits: Newton steps of least length. An exact pair is looked for near the result.
 */
record FibrePolish(ForwardModel core, Readout readout) {
  private static final int MOST_STEPS = 8;

  /** The moved code; the given one where no step comes closer. */
  double[] polished(double[] code, double[] like) {
    double[] goal = core.values(new double[][] {like})[0];
    double[] best = code;
    Linearization at = core.linearize(new double[][] {best})[0];
    double misfit = Distances.length(residual(at.value(), goal));
    for (int k = 0; k < MOST_STEPS && misfit > 0; k++) {
      double[] next = stepped(best, at, goal);
      Linearization there = core.linearize(new double[][] {next})[0];
      double less = Distances.length(residual(there.value(), goal));
      if (!(less < misfit)) {
        return best;
      }
      best = next;
      at = there;
      misfit = less;
    }
    return best;
  }

  /** Minus V Σ⁻² Vᵀ Jᵀ r over the singular values that are not zero. */
  private double[] stepped(double[] code, Linearization at, double[] goal) {
    int n = code.length;
    double[] residual = residual(at.value(), goal);
    double[] jacobian = at.jacobian().clone();
    double[] gradient = new double[n];
    for (int i = 0; i < residual.length; i++) {
      double slope = slope(at.value()[i]);
      for (int j = 0; j < n; j++) {
        jacobian[i * n + j] *= slope;
        gradient[j] += jacobian[i * n + j] * residual[i];
      }
    }
    SingularValues.RightVectors svd = SingularValues.rightVectors(jacobian, n);
    double[] next = code.clone();
    for (int k = 0; k < n; k++) {
      double s = svd.values()[k];
      if (s > Sensitivity.RANK_TOLERANCE * svd.values()[0]) {
        double inner = 0;
        for (int j = 0; j < n; j++) {
          inner += svd.vectors()[k][j] * gradient[j];
        }
        for (int j = 0; j < n; j++) {
          next[j] -= inner / (s * s) * svd.vectors()[k][j];
        }
      }
    }
    return next;
  }

  /** Behind a rectifier what is off on both sides is the same; other last steps are one-to-one. */
  private double[] residual(double[] p, double[] goal) {
    double[] residual = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      residual[i] =
          readout instanceof Readout.Rectified
              ? readout.value(p[i]) - readout.value(goal[i])
              : p[i] - goal[i];
    }
    return residual;
  }

  private double slope(double p) {
    return readout instanceof Readout.Rectified ? readout.slope(p) : 1;
  }
}
