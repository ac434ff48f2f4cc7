package org.preimage.benchmarks.peers;

import com.google.ortools.linearsolver.MPModelProto;

/**
 * x in [−1, 1]ⁿ and z_i ≤ −ε + (‖w_i‖₁ + ε) y_i with Σ y_i ≤ n − 1. At x = 0 every y_i is one, so
 * the margin ε keeps zero out. It also hides witnesses whose inactive rows come closer to zero than
 * ε: the program is not rigorous, whatever the solver.
 */
final class BigM implements Formulation {
  private static final double MARGIN = 1e-4;

  @Override
  public String name() {
    return "big-M";
  }

  @Override
  public MPModelProto model(double[][] rows, double limit) {
    int n = rows[0].length;
    MPModelProto.Builder model = MPModelProto.newBuilder();
    for (int j = 0; j < n; j++) {
      model.addVariable(Formulation.continuous(-1, 1));
    }
    for (int i = 0; i < rows.length; i++) {
      double largest = 0;
      for (double entry : rows[i]) {
        largest += Math.abs(entry);
      }
      model.addVariable(Formulation.binary());
      model.addConstraint(
          Formulation.addRow(Formulation.between(Double.NEGATIVE_INFINITY, -MARGIN), 1, rows[i])
              .addVarIndex(n + i)
              .addCoefficient(-largest - MARGIN));
    }
    model.addConstraint(Formulation.sum(n, rows.length, 0, n - 1));
    return model.build();
  }
}
