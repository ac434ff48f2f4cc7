package org.preimage.lp;

import com.google.ortools.Loader;
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
 * The minimax program of {@link MinimaxSimplex} given to GLOP, the simplex solver of OR-Tools, as:
 * minimise t subject to ⟨w_i, x⟩ − t ≤ −b_i and ⟨a_k, x⟩ ≤ c_k. A second opinion with presolve,
 * scaling and a factorised basis; a proposal like the first.
 *
 * <p>The native library is loaded by the first call.
 */
public final class GlopMinimax {
  /**
   * Three digits below the margin at which answers are taken for a sign. Imprecise optima count
   * too: exact arithmetic decides what they are worth.
   */
  private static final String TOLERANCES =
      "primal_feasibility_tolerance: 1e-10 dual_feasibility_tolerance: 1e-10 "
          + "change_status_to_imprecise: false";

  private GlopMinimax() {}

  private static final class Library {
    static final boolean LOADED = load();

    private static boolean load() {
      try {
        Loader.loadNativeLibraries();
        return true;
      } catch (LinkageError | RuntimeException absent) {
        // No library for this platform, or no place to unpack it: there is no second opinion.
        return false;
      }
    }
  }

  /** Whether the native library fits this machine; loads it. */
  public static boolean isAvailable() {
    return Library.LOADED;
  }

  /**
   * Minimises max_i (⟨w_i, x⟩ + b_i) over {x : ⟨a_k, x⟩ ≤ c_k} to optimality.
   *
   * @param soft w_i, at least one row of length n
   * @param softOffset b_i
   * @param hard a_k, starting with the 2n coordinate bounds x_j ≤ c, −x_j ≤ c
   * @param hardLimit c_k
   * @param seconds when to give up
   * @return a settled solution whose count of iterations is zero (unknown), or nothing when the
   *     library is absent or GLOP did not report an optimum in time
   */
  public static Optional<MinimaxSolution> solve(
      double[][] soft, double[] softOffset, double[][] hard, double[] hardLimit, double seconds) {
    if (!(seconds > 0) || !isAvailable()) {
      return Optional.empty();
    }
    try {
      MPSolutionResponse response =
          MPSolver.solveWithProto(
              MPModelRequest.newBuilder()
                  .setModel(model(soft, softOffset, hard, hardLimit))
                  .setSolverType(MPModelRequest.SolverType.GLOP_LINEAR_PROGRAMMING)
                  .setSolverSpecificParameters(TOLERANCES)
                  .setSolverTimeLimitSeconds(Math.min(seconds, 1e6))
                  .build());
      return response.getStatus() == MPSolverResponseStatus.MPSOLVER_OPTIMAL
          ? solution(response, soft[0].length, soft.length, hard.length)
          : Optional.empty();
    } catch (LinkageError | RuntimeException broken) {
      // The binding refuses odd models and answers with exceptions; no answer is a good answer
      // here.
      return Optional.empty();
    }
  }

  private static MPModelProto model(
      double[][] soft, double[] softOffset, double[][] hard, double[] hardLimit) {
    int n = soft[0].length;
    MPModelProto.Builder model = MPModelProto.newBuilder();
    for (int j = 0; j < n; j++) {
      model.addVariable(variable(0));
    }
    model.addVariable(variable(1));
    for (int i = 0; i < soft.length; i++) {
      model.addConstraint(atMost(soft[i], -softOffset[i]).addVarIndex(n).addCoefficient(-1));
    }
    for (int k = 0; k < hard.length; k++) {
      model.addConstraint(atMost(hard[k], hardLimit[k]));
    }
    return model.build();
  }

  private static MPVariableProto variable(double cost) {
    return MPVariableProto.newBuilder()
        .setLowerBound(Double.NEGATIVE_INFINITY)
        .setUpperBound(Double.POSITIVE_INFINITY)
        .setObjectiveCoefficient(cost)
        .build();
  }

  private static MPConstraintProto.Builder atMost(double[] row, double limit) {
    MPConstraintProto.Builder constraint =
        MPConstraintProto.newBuilder().setLowerBound(Double.NEGATIVE_INFINITY).setUpperBound(limit);
    for (int j = 0; j < row.length; j++) {
      if (row[j] != 0) {
        constraint.addVarIndex(j).addCoefficient(row[j]);
      }
    }
    return constraint;
  }

  /** GLOP's duals of "at most" rows in a minimisation are negative or zero. */
  private static Optional<MinimaxSolution> solution(
      MPSolutionResponse response, int n, int softRows, int hardRows) {
    if (response.getVariableValueCount() != n + 1
        || response.getDualValueCount() != softRows + hardRows) {
      return Optional.empty();
    }
    double[] x = new double[n];
    Arrays.setAll(x, response::getVariableValue);
    double[] multipliers = new double[softRows];
    Arrays.setAll(multipliers, i -> Math.max(0, -response.getDualValue(i)));
    double[] hardMultipliers = new double[hardRows];
    Arrays.setAll(hardMultipliers, k -> Math.max(0, -response.getDualValue(softRows + k)));
    return Optional.of(
        new MinimaxSolution(
            response.getVariableValue(n), x, multipliers, hardMultipliers, 0, true));
  }
}
