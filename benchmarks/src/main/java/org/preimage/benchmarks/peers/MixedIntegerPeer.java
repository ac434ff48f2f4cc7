package org.preimage.benchmarks.peers;

import com.google.ortools.linearsolver.MPModelProto;
import com.google.ortools.linearsolver.MPSolutionResponse;
import com.google.ortools.linearsolver.MPSolverResponseStatus;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.preimage.lp.GlopMinimax;

/** A mixed-integer solver of OR-Tools on one formulation; building the model is in its time. */
final class MixedIntegerPeer implements Peer {
  private final MixedIntegerSolver solver;
  private final Formulation formulation;

  MixedIntegerPeer(MixedIntegerSolver solver, Formulation formulation) {
    this.solver = solver;
    this.formulation = formulation;
  }

  @Override
  public String name() {
    return formulation.name() + ", " + (solver == MixedIntegerSolver.SCIP ? "SCIP" : "HiGHS");
  }

  @Override
  public Optional<String> obstacle() {
    // Loads the library, so that no measured call does.
    return GlopMinimax.isAvailable()
        ? Optional.empty()
        : Optional.of("OR-Tools has no library for this machine");
  }

  @Override
  public Finding decide(double[][] rows, double limit) {
    long start = Clock.nanos();
    double[][] given =
        formulation.wantsUnitRows()
            ? Arrays.stream(rows).map(MixedIntegerPeer::unit).toArray(double[][]::new)
            : rows;
    try {
      MPModelProto model = formulation.model(given, limit);
      double building = seconds(start);
      MPSolutionResponse response = solver.solve(model, Math.max(0.01, limit - building));
      Answer answer = answer(response.getStatus());
      return Finding.uncertified(
          answer,
          seconds(start),
          String.format(Locale.ROOT, "model %.3g s; %s", building, response.getStatus()));
    } catch (IllegalStateException | IllegalArgumentException failed) {
      return Finding.uncertified(
          Answer.UNDECIDED, seconds(start), "failed: " + failed.getMessage());
    }
  }

  private static Answer answer(MPSolverResponseStatus status) {
    if (status == MPSolverResponseStatus.MPSOLVER_INFEASIBLE) {
      return Answer.INJECTIVE;
    }
    boolean solved =
        status == MPSolverResponseStatus.MPSOLVER_OPTIMAL
            || status == MPSolverResponseStatus.MPSOLVER_FEASIBLE;
    return solved ? Answer.NOT_INJECTIVE : Answer.UNDECIDED;
  }

  private static double[] unit(double[] row) {
    double norm = Math.sqrt(Arrays.stream(row).map(value -> value * value).sum());
    return Arrays.stream(row).map(value -> value / norm).toArray();
  }

  private static double seconds(long since) {
    return (Clock.nanos() - since) / 1e9;
  }
}
