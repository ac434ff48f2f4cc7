package org.preimage.lp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.preimage.certificate.Rational;

/** What a solver of the minimax program must keep, whoever it is. */
abstract class MinimaxContract {
  /** Rows have entries of size one: 1e-7 is the margin the layer decision works with. */
  private static final double MARGIN = 1e-7;

  abstract Optional<MinimaxSolution> solve(MinimaxProgram program);

  /** Whether the value is the minimum even where it is positive. */
  abstract boolean isExactBeyondSign();

  static Stream<MinimaxProgram> programs() {
    return Stream.of(
            random("boxed", 3, 12, 1, MinimaxProgram.Uniform.WITH_BIAS),
            random("mostly feasible", 8, 12, 1, MinimaxProgram.Uniform.WITH_BIAS),
            random("infeasible", 5, 40, 10, MinimaxProgram.Uniform.WITH_BIAS),
            random("cone", 6, 18, 1, MinimaxProgram.Uniform.WITHOUT_BIAS),
            random("far box", 6, 14, 0x1p20, MinimaxProgram.Uniform.WITH_BIAS),
            random("degenerate", 4, 20, 2, MinimaxProgram.Integers.SMALL),
            random("one row", 4, 1, 1, MinimaxProgram.Uniform.WITH_BIAS),
            random("boxed", 4, 12, 1, MinimaxProgram.Uniform.WITH_BIAS)
                .map(p -> p.cutBy(new double[] {0.5, 0.5, 0.5, 0.5}, 0.1)),
            Stream.of(duplicates(), allZero()))
        .flatMap(s -> s);
  }

  static Stream<MinimaxProgram> tinyPrograms() {
    return Stream.concat(
        random("tiny integers", 2, 5, 1, 40, MinimaxProgram.Integers.SMALL),
        random("tiny", 3, 6, 1, 20, MinimaxProgram.Uniform.WITH_BIAS));
  }

  private static Stream<MinimaxProgram> random(
      String name, int n, int rows, double bound, MinimaxProgram.Draw draw) {
    return random(name, n, rows, bound, 8, draw);
  }

  private static Stream<MinimaxProgram> random(
      String name, int n, int rows, double bound, int count, MinimaxProgram.Draw draw) {
    return LongStream.range(0, count)
        .mapToObj(seed -> MinimaxProgram.random(name, n, rows, bound, seed, draw));
  }

  private static MinimaxProgram duplicates() {
    double[][] soft = {{1, 0}, {1, 0}, {-1, 0}, {-1, 0}, {0, 1}, {0, -1}, {0, 0}};
    return MinimaxProgram.inBox("duplicates", soft, new double[7], 1);
  }

  private static MinimaxProgram allZero() {
    return MinimaxProgram.inBox("all zero", new double[3][2], new double[] {-1, -3, -2}, 1);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void primalAndDualAreFeasibleAndMeet(MinimaxProgram program) {
    MinimaxSolution solution = solve(program).orElseThrow();
    double scale = 1 + Arrays.stream(program.limits()).max().orElse(0);

    assertThat(solution.settled()).isTrue();
    assertThat(solution.multipliers()).hasSize(program.soft().length);
    assertThat(Arrays.stream(solution.multipliers()).min().orElse(0)).isNotNegative();
    assertThat(Arrays.stream(solution.hardMultipliers()).min().orElse(0)).isNotNegative();
    assertThat(Arrays.stream(solution.multipliers()).sum()).isCloseTo(1, within(1e-9));
    assertThat(program.imbalance(solution.multipliers(), solution.hardMultipliers()))
        .isLessThan(1e-9);
    assertThat(program.dualValue(solution.multipliers(), solution.hardMultipliers()))
        .isCloseTo(solution.value(), within(1e-8 * scale));
    if (solution.value() < MARGIN || isExactBeyondSign()) {
      assertThat(program.violation(solution.x())).isLessThan(1e-9 * scale);
      assertThat(program.largest(solution.x())).isCloseTo(solution.value(), within(1e-8 * scale));
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void bothSolversAgree(MinimaxProgram program) {
    MinimaxSolution own = MinimaxSimplexTest.solution(program);
    MinimaxSolution mine = solve(program).orElseThrow();

    if (own.value() > MARGIN || mine.value() > MARGIN) {
      assertThat(own.value()).isPositive();
      assertThat(mine.value()).isPositive();
    } else {
      double scale = 1 + Arrays.stream(program.limits()).max().orElse(0);
      assertThat(mine.value()).isCloseTo(own.value(), within(1e-8 * scale));
    }
  }

  @ParameterizedTest
  @MethodSource("tinyPrograms")
  void signAgreesWithExactArithmetic(MinimaxProgram program) {
    int n = program.soft()[0].length;
    double[] upper = new double[n];
    double[] lower = new double[n];
    Arrays.setAll(upper, j -> program.limits()[2 * j]);
    Arrays.setAll(lower, j -> -program.limits()[2 * j + 1]);
    Rational[][] w =
        Arrays.stream(program.soft()).map(MinimaxContract::exact).toArray(Rational[][]::new);

    boolean feasible = ExactMinimax.solve(w, exact(program.offset()), lower, upper).feasible();
    double value = solve(program).orElseThrow().value();

    // A minimum of exactly zero counts as infeasible; rounding may put it on either side.
    assertThat(value).matches(v -> feasible ? v < -MARGIN : v > -MARGIN, "feasible: " + feasible);
  }

  private static Rational[] exact(double[] values) {
    return Arrays.stream(values).mapToObj(Rational::of).toArray(Rational[]::new);
  }

  private static Offset<Double> within(double distance) {
    return Offset.offset(distance);
  }
}
