package org.preimage.benchmarks.layerwise;

import com.google.ortools.linearsolver.MPConstraintProto;
import com.google.ortools.linearsolver.MPModelProto;
import com.google.ortools.linearsolver.MPModelRequest;
import com.google.ortools.linearsolver.MPSolutionResponse;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolverResponseStatus;
import com.google.ortools.linearsolver.MPVariableProto;
import java.util.Arrays;
import java.util.Optional;

/**
 * The linear program of one layer as published (Lei, Jalal, Dhillon, Dimakis 2019): with active
 * outputs S, ℓ∞ minimises δ subject to |w_i x − y_i| ≤ δ for i in S and w_i x ≤ y_i + δ for the
 * others; ℓ1 has an e_i of its own for every row and minimises their sum.
 */
enum LayerProgram {
  MAXIMUM,
  SUM;

  /** Solvers of linear programs in OR-Tools. */
  enum Solver {
    GLOP(MPModelRequest.SolverType.GLOP_LINEAR_PROGRAMMING),
    HIGHS(MPModelRequest.SolverType.HIGHS_LINEAR_PROGRAMMING);

    private final MPModelRequest.SolverType type;

    Solver(MPModelRequest.SolverType type) {
      this.type = type;
    }
  }

  /** x, or nothing when the solver reported no optimum in time. */
  Optional<double[]> solve(double[] w, int n, double[] y, Solver solver, double seconds) {
    try {
      MPSolutionResponse response =
          MPSolver.solveWithProto(
              MPModelRequest.newBuilder()
                  .setModel(model(w, n, y))
                  .setSolverType(solver.type)
                  .setSolverTimeLimitSeconds(seconds)
                  .build());
      if (response.getStatus() != MPSolverResponseStatus.MPSOLVER_OPTIMAL) {
        return Optional.empty();
      }
      double[] x = new double[n];
      Arrays.setAll(x, response::getVariableValue);
      return Optional.of(x);
    } catch (RuntimeException unknownStatus) {
      // The binding has no name for what HiGHS reports at its time limit.
      return Optional.empty();
    }
  }

  private MPModelProto model(double[] w, int n, double[] y) {
    MPModelProto.Builder model = MPModelProto.newBuilder();
    for (int j = 0; j < n; j++) {
      model.addVariable(variable(Double.NEGATIVE_INFINITY, 0));
    }
    int errors = this == MAXIMUM ? 1 : y.length;
    for (int k = 0; k < errors; k++) {
      model.addVariable(variable(0, 1));
    }
    for (int i = 0; i < y.length; i++) {
      int error = n + (this == MAXIMUM ? 0 : i);
      model.addConstraint(row(w, n, i).setUpperBound(y[i]).addVarIndex(error).addCoefficient(-1));
      if (y[i] > 0) {
        model.addConstraint(row(w, n, i).setLowerBound(y[i]).addVarIndex(error).addCoefficient(1));
      }
    }
    return model.build();
  }

  private static MPVariableProto variable(double lower, double cost) {
    return MPVariableProto.newBuilder()
        .setLowerBound(lower)
        .setUpperBound(Double.POSITIVE_INFINITY)
        .setObjectiveCoefficient(cost)
        .build();
  }

  private static MPConstraintProto.Builder row(double[] w, int n, int i) {
    MPConstraintProto.Builder row =
        MPConstraintProto.newBuilder()
            .setLowerBound(Double.NEGATIVE_INFINITY)
            .setUpperBound(Double.POSITIVE_INFINITY);
    for (int j = 0; j < n; j++) {
      row.addVarIndex(j).addCoefficient(w[i * n + j]);
    }
    return row;
  }
}
