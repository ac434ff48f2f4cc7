package org.preimage.spanning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.preimage.certificate.Domain;
import org.preimage.lp.GlopMinimax;

class InactivityProgramTest {
  /** Twice as many Gaussian rows as inputs are the threshold: above it no cone of inactivity. */
  @ParameterizedTest(name = "{1} rows in dimension {0}, biases around {2}, radius {3}")
  @CsvSource({
    "10, 60, 0, 0",
    "10, 12, 0, 0",
    "20, 160, 1, 0",
    "20, 24, 1, 0",
    "20, 160, 1e8, 0",
    "6, 40, 0.5, 2",
    "6, 8, 0.1, 2"
  })
  void bothOpinionsAreConfirmedAndAgree(int n, int m, double biases, double radius) {
    assumeTrue(GlopMinimax.isAvailable(), "skipped: no OR-Tools library for this platform");
    InactivityProgram program =
        new InactivityProgram(layer(n, m, biases, radius), SearchBudget.ofSeconds(60));
    int[] rows = IntStream.range(0, m).toArray();

    InactivityProgram.Answer first = program.firstOpinion(rows);
    InactivityProgram.Answer second = program.secondOpinion(rows);

    assertThat(first.isKnown()).isTrue();
    assertThat(second.isKnown()).isTrue();
    assertThat(second.witness().isPresent()).isEqualTo(first.witness().isPresent());
    assertThat(second.circuit().isPresent()).isEqualTo(first.circuit().isPresent());
  }

  private static Layer layer(int n, int m, double biases, double radius) {
    SplittableRandom random = new SplittableRandom(5);
    double[][] weights = new double[m][n];
    double[] bias = new double[m];
    for (int i = 0; i < m; i++) {
      Arrays.setAll(weights[i], j -> random.nextGaussian());
      bias[i] = biases * random.nextGaussian();
    }
    Domain domain = radius == 0 ? Domain.wholeSpace(n) : new Domain.Ball(n, radius);
    return Layer.relu(weights, bias, domain);
  }
}
