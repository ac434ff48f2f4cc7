package org.preimage.lp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GlopMinimaxTest extends MinimaxContract {
  @BeforeEach
  void needsTheLibrary() {
    assumeTrue(GlopMinimax.isAvailable(), "skipped: no OR-Tools library for this platform");
  }

  @Override
  Optional<MinimaxSolution> solve(MinimaxProgram program) {
    return GlopMinimax.solve(
        program.soft(), program.offset(), program.hard(), program.limits(), 10);
  }

  @Override
  boolean isExactBeyondSign() {
    return true;
  }

  @Test
  void notANumberGivesNoAnswer() {
    MinimaxProgram program =
        MinimaxProgram.inBox("NaN", new double[][] {{Double.NaN, 1}}, new double[1], 1);
    assertThat(solve(program)).isEmpty();
  }

  @Test
  void contradictoryHardRowsGiveNoAnswer() {
    MinimaxProgram program =
        MinimaxProgram.inBox("empty", new double[][] {{1, 1}}, new double[1], 1)
            .cutBy(new double[] {1, 1}, -3);
    assertThat(solve(program)).isEmpty();
  }

  @Test
  void noTimeGivesNoAnswer() {
    MinimaxProgram program =
        MinimaxProgram.inBox("late", new double[][] {{1, 1}}, new double[1], 1);
    assertThat(
            GlopMinimax.solve(
                program.soft(), program.offset(), program.hard(), program.limits(), 0))
        .isEmpty();
  }
}
