package org.preimage.lp;

import java.util.Optional;

class MinimaxSimplexTest extends MinimaxContract {
  static MinimaxSolution solution(MinimaxProgram program) {
    return new MinimaxSimplex(program.soft(), program.offset(), program.hard(), program.limits())
        .solve(10_000);
  }

  @Override
  Optional<MinimaxSolution> solve(MinimaxProgram program) {
    return Optional.of(solution(program));
  }

  @Override
  boolean isExactBeyondSign() {
    return false;
  }
}
