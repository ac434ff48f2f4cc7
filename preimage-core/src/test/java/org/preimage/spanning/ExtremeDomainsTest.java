package org.preimage.spanning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Ends;
import org.preimage.check.Checker;
import org.preimage.endtoend.NullDirection;

/** Domains at the ends of binary64 are decided like others, and exactly at their borders. */
class ExtremeDomainsTest {
  private static final double[][] NEARLY_OPPOSITE = {
    {1, 2}, {3, 5}, {-2, -4}, {-1.5, Math.nextUp(-2.5)}
  };
  private static final double[][] IDENTITY = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

  private static void decides(boolean injective, Layer layer) {
    LayerResult result =
        LayerDecision.decide(layer, Optional.empty(), 1, SearchBudget.ofSeconds(20));

    assertThat(result instanceof LayerResult.Injective).as("%s", result).isEqualTo(injective);
    assertThat(Checker.check(LayerCertificates.of(layer, result)).accepted()).isTrue();
  }

  private static Domain box(int n, double lower, double upper) {
    return new Domain.Box(Ends.all(n, lower), Ends.all(n, upper));
  }

  static List<Domain> domains() {
    return Stream.of(
            box(2, -1e308, 1e308),
            box(2, 1, Math.nextUp(1.0)),
            box(2, -Double.MIN_VALUE, Double.MIN_VALUE),
            box(2, Double.NEGATIVE_INFINITY, -1e300),
            box(2, 1e17, Double.POSITIVE_INFINITY),
            box(2, Double.NEGATIVE_INFINITY, -Double.MAX_VALUE),
            new Domain.Ball(2, 1e308),
            new Domain.Ball(2, Double.MIN_VALUE))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("domains")
  void oneRowForTwoInputsIsDeficientEverywhere(Domain domain) {
    decides(false, Layer.relu(new double[][] {{1, 2}}, new double[] {0}, domain));
  }

  @ParameterizedTest
  @MethodSource("domains")
  void samplesAreNumbers(Domain domain) {
    SplittableRandom random = new SplittableRandom(1);
    for (int k = 0; k < 100; k++) {
      assertThat(NullDirection.sample(domain, random)).doesNotContain(Double.NaN).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.MIN_VALUE, 1e-300, 1, 1e308})
  void withoutBiasesTheRadiusDoesNotMatter(double radius) {
    decides(false, Layer.relu(NEARLY_OPPOSITE, new double[4], new Domain.Ball(2, radius)));
  }

  @Test
  void aRowThatIsInactiveInTheThinnestCapOfABall() {
    double[] bias = {10, 10, 10};

    decides(true, Layer.relu(IDENTITY, bias, new Domain.Ball(3, 10)));
    decides(false, Layer.relu(IDENTITY, bias, new Domain.Ball(3, Math.nextUp(10.0))));
  }

  @Test
  void aCellAsThinAsTheSmallestBias() {
    double[][] row = {{0.18}};
    double[] bias = {-Double.MIN_VALUE};
    Domain orthant = Domain.orthant(1);
    Domain far = box(1, Double.NEGATIVE_INFINITY, -Double.MAX_VALUE);

    decides(false, Layer.relu(row, bias, orthant));
    decides(true, Layer.relu(row, new double[] {0}, orthant));
    decides(false, Layer.relu(row, bias, far));
  }
}
