package org.preimage.benchmarks.peers;

import com.google.ortools.linearsolver.MPModelProto;
import com.google.ortools.linearsolver.MPModelRequest;
import com.google.ortools.linearsolver.MPSolutionResponse;
import com.google.ortools.linearsolver.MPSolver;

/** The mixed-integer solvers in the OR-Tools library that answered correctly when tried. */
enum MixedIntegerSolver {
  SCIP(MPModelRequest.SolverType.SCIP_MIXED_INTEGER_PROGRAMMING),
  HIGHS(MPModelRequest.SolverType.HIGHS_MIXED_INTEGER_PROGRAMMING);

  private final MPModelRequest.SolverType type;

  MixedIntegerSolver(MPModelRequest.SolverType type) {
    this.type = type;
  }

  /** Solves on one thread, the default of both in this library. */
  MPSolutionResponse solve(MPModelProto model, double seconds) {
    return MPSolver.solveWithProto(
        MPModelRequest.newBuilder()
            .setModel(model)
            .setSolverType(type)
            .setSolverTimeLimitSeconds(seconds)
            .build());
  }
}
