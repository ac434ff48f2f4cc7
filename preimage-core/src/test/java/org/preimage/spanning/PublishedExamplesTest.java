package org.preimage.spanning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.preimage.certificate.Node;
import org.preimage.linalg.ModularRank;
import org.preimage.linalg.RowSource;

/** The answers recorded with the examples, confirmed in other ways. */
class PublishedExamplesTest {
  static Stream<PublishedExample> smallLayers() {
    return PublishedExamples.all().stream()
        .filter(example -> example.subject().nodes().size() == 3)
        .filter(example -> example.subject().inputSize() <= 4);
  }

  static Stream<PublishedExample> injectiveConvolutions() {
    return PublishedExamples.all().stream()
        .filter(example -> example.name().contains("Example 1") && example.injective());
  }

  @ParameterizedTest
  @MethodSource("smallLayers")
  void smallLayersAgreeWithTheOracle(PublishedExample example) {
    TinyLayer layer = scaledToIntegers(example.subject().nodes().get(1));
    assertThat(BruteForceLayer.isInjective(layer)).isEqualTo(example.injective());
  }

  @ParameterizedTest
  @EnumSource(Boundary.class)
  void squareKernelsSumToZero(Boundary boundary) {
    double[][] rows =
        AffineRows.of(PublishedExamples.squares(4, 5, boundary).subject().nodes().get(1));
    boolean constantsVanish = Arrays.stream(rows).allMatch(row -> Arrays.stream(row).sum() == 0);
    assertThat(constantsVanish).isEqualTo(boundary != Boundary.ZERO);
  }

  @ParameterizedTest
  @MethodSource("injectiveConvolutions")
  void injectiveConvolutionsArePairsOfAFullRankOperator(PublishedExample example) {
    double[][] rows = AffineRows.of(example.subject().nodes().get(1));
    int half = rows.length / 2;
    for (int i = 0; i < half; i++) {
      assertThat(Arrays.stream(rows[half + i]).map(w -> 0.0 - w).toArray()).isEqualTo(rows[i]);
    }
    int n = example.subject().inputSize();
    double[] operator = Arrays.stream(rows).limit(half).flatMapToDouble(Arrays::stream).toArray();
    assertThat(ModularRank.rank(n, RowSource.dense(operator, n), half)).isEqualTo(n);
  }

  /** Positive scaling of rows keeps the answer; a row has one scale with its bias. */
  private static TinyLayer scaledToIntegers(Node node) {
    double[][] rows = AffineRows.of(node);
    double[] bias = AffineRows.bias(node);
    long[][] integers = new long[rows.length][];
    long[] biases = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      integers[i] = Arrays.stream(rows[i]).mapToLong(w -> Math.round(w * 1e6)).toArray();
      biases[i] = Math.round(bias[i] * 1e6);
      long divisor = Arrays.stream(integers[i]).reduce(biases[i], PublishedExamplesTest::gcd);
      for (int j = 0; divisor != 0 && j < integers[i].length; j++) {
        integers[i][j] /= divisor;
      }
      biases[i] /= divisor == 0 ? 1 : divisor;
    }
    return TinyLayer.onWholeSpace(integers, biases);
  }

  private static long gcd(long a, long b) {
    return b == 0 ? Math.abs(a) : gcd(b, a % b);
  }
}
