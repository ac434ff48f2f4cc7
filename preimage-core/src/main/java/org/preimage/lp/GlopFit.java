package org.preimage.lp;

import com.google.ortools.linearsolver.MPConstraintProto;
import com.google.ortools.linearsolver.MPModelProto;
import com.google.ortools.linearsolver.MPModelRequest;
import com.google.ortools.linearsolver.MPSolutionResponse;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolverResponseStatus;
import com.google.ortools.linearsolver.MPVariableProto;
import java.util.Arrays;
import java.util.Optional;
import org.preimage.linalg.OneSidedSystem;

/**
 * Meets equations and inequalities as well as possible in the sum (least absolute deviations) or
 * the maximum (Chebyshev approximation) of their residuals, by GLOP on the dual program: a basis of
 * n or n + 1 rows whatever the number m of residuals, against m in the primal one.
 */
public final class GlopFit {
  private static final String TOLERANCES =
      "primal_feasibility_tolerance: 1e-10 dual_feasibility_tolerance: 1e-10 "
          + "change_status_to_imprecise: false";

  private GlopFit() {}

  /**
   * Minimises Σ |residual|. Dual: maximise −Σ r_i u_i subject to Σ u_i a_i = 0, |u_i| ≤ 1, u_i ≥ 0
   * for inequalities.
   *
   * @param seconds when to give up
   * @return x, or nothing when GLOP is absent or reported no optimum in time
   */
  public static Optional<double[]> leastSum(OneSidedSystem system, double seconds) {
    MPModelProto.Builder model = MPModelProto.newBuilder();
    for (int i = 0; i < system.size(); i++) {
      model.addVariable(variable(system.atMost()[i] ? 0 : -1, 1, system.right()[i]));
    }
    for (int j = 0; j < system.columns(); j++) {
      MPConstraintProto.Builder balance = balance();
      for (int i = 0; i < system.size(); i++) {
        add(balance, i, system.rows()[i * system.columns() + j]);
      }
      model.addConstraint(balance);
    }
    return prices(model.build(), system.columns(), seconds);
  }

  /**
   * Minimises max |residual|. Dual: maximise −Σ r_i (u_i − v_i) subject to Σ (u_i − v_i) a_i = 0, Σ
   * (u_i + v_i) ≤ 1, u, v ≥ 0, without v_i for inequalities.
   *
   * @param seconds when to give up
   * @return x, or nothing when GLOP is absent or reported no optimum in time
   */
  public static Optional<double[]> leastMaximum(OneSidedSystem system, double seconds) {
    int m = system.size();
    MPModelProto.Builder model = MPModelProto.newBuilder();
    MPConstraintProto.Builder total =
        MPConstraintProto.newBuilder().setLowerBound(Double.NEGATIVE_INFINITY).setUpperBound(1);
    for (int k = 0; k < 2 * m; k++) {
      boolean below = k >= m;
      double r = system.right()[k % m];
      boolean absent = below && system.atMost()[k % m];
      model.addVariable(variable(0, absent ? 0 : Double.POSITIVE_INFINITY, below ? -r : r));
      add(total, k, 1);
    }
    for (int j = 0; j < system.columns(); j++) {
      MPConstraintProto.Builder balance = balance();
      for (int k = 0; k < 2 * m; k++) {
        double a = system.rows()[k % m * system.columns() + j];
        add(balance, k, k < m ? a : -a);
      }
      model.addConstraint(balance);
    }
    return prices(model.addConstraint(total).build(), system.columns(), seconds);
  }

  private static MPVariableProto variable(double lower, double upper, double cost) {
    return MPVariableProto.newBuilder()
        .setLowerBound(lower)
        .setUpperBound(upper)
        .setObjectiveCoefficient(cost)
        .build();
  }

  private static MPConstraintProto.Builder balance() {
    return MPConstraintProto.newBuilder().setLowerBound(0).setUpperBound(0);
  }

  private static void add(MPConstraintProto.Builder row, int variable, double coefficient) {
    if (coefficient != 0) {
      row.addVarIndex(variable).addCoefficient(coefficient);
    }
  }

  /** Multipliers of the balances: they are x. */
  private static Optional<double[]> prices(MPModelProto model, int n, double seconds) {
    if (!(seconds > 0) || !GlopMinimax.isAvailable()) {
      return Optional.empty();
    }
    try {
      MPSolutionResponse response =
          MPSolver.solveWithProto(
              MPModelRequest.newBuilder()
                  .setModel(model)
                  .setSolverType(MPModelRequest.SolverType.GLOP_LINEAR_PROGRAMMING)
                  .setSolverSpecificParameters(TOLERANCES)
                  .setSolverTimeLimitSeconds(Math.min(seconds, 1e6))
                  .build());
      if (response.getStatus() != MPSolverResponseStatus.MPSOLVER_OPTIMAL
          || response.getDualValueCount() < n) {
        return Optional.empty();
      }
      double[] x = new double[n];
      Arrays.setAll(x, response::getDualValue);
      return Arrays.stream(x).allMatch(Double::isFinite) ? Optional.of(x) : Optional.empty();
    } catch (LinkageError | RuntimeException broken) {
      // The binding answers odd models with exceptions; no answer is a good answer here.
      return Optional.empty();
    }
  }
}
