package org.preimage.capacity.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QuadratureTest {
  @ParameterizedTest
  @ValueSource(ints = {2, 5, 16, 40, 101})
  void hermiteRuleIntegratesPolynomialsAndCosine(int nodes) {
    GaussHermite rule = GaussHermite.of(nodes);
    assertThat(rule.mean(g -> 1)).isCloseTo(1, within(1e-13));
    assertThat(rule.mean(g -> g * g)).isCloseTo(1, within(1e-12));
    if (nodes >= 16) {
      assertThat(rule.mean(Math::cos)).isCloseTo(Math.exp(-0.5), within(1e-13));
    }
  }

  @Test
  void legendreRuleIntegratesPolynomials() {
    GaussLegendre rule = GaussLegendre.of(20);
    double sum = 0;
    for (int i = 0; i < rule.size(); i++) {
      sum += rule.weight(i) * Math.pow(rule.node(i), 38);
    }
    assertThat(sum).isCloseTo(2.0 / 39, within(1e-14));
  }

  @Test
  void trapezoidalMeanOfACosine() {
    assertThat(Gaussian.mean(Math::cos)).isCloseTo(Math.exp(-0.5), within(1e-15));
  }

  /** Sheppard 1899 at the origin; elsewhere scipy's multivariate normal. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0.5, 0.33333333333333333",
    "0.3, -0.7, -0.9, 0.15628649157617347",
    "0.5, 1, 0.97, 0.15809341170979463",
    "0.5, -0.6, 0.99, 0.3085375387259869"
  })
  void orthantProbabilities(double h, double k, double correlation, double expected) {
    // Near correlation 1 the integrand is narrow: eight digits there, fourteen elsewhere.
    assertThat(new BivariateNormal(correlation).orthant(h, k))
        .isCloseTo(expected, within(correlation > 0.98 ? 1e-8 : 1e-12));
  }

  @Test
  void rootsAreExactToRounding() {
    assertThat(Roots.between(0, 3, x -> x * x - 2)).isCloseTo(Math.sqrt(2), within(3e-16));
    assertThat(Roots.from(0, x -> Math.exp(x) - 1e-9)).isCloseTo(Math.log(1e-9), within(1e-14));
    assertThatThrownBy(() -> Roots.between(0, 1, x -> x + 1))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("requires a sign change");
  }

  @Test
  void newtonSolvesAndGivesUp() {
    NewtonMethod circle =
        new NewtonMethod(p -> new double[] {p[0] * p[0] + p[1] * p[1] - 2, p[0] - p[1]}, 1e-12);
    assertThat(circle.solve(new double[] {2, 0.5}).orElseThrow())
        .usingComparatorWithPrecision(1e-10)
        .containsExactly(1, 1);
    assertThat(new NewtonMethod(p -> new double[] {p[0] * p[0] + 1}, 1e-12).solve(new double[] {3}))
        .isEmpty();
  }

  @Test
  void mixingFindsTheFixedPointOfALinearMap() {
    AndersonMixing mixing = new AndersonMixing(3);
    double[] x = {0, 0};
    for (int step = 0; step < 6; step++) {
      // Contracts by 0.99 and −0.5: 1000 plain iterations.
      x = mixing.next(x, new double[] {0.99 * x[0] + 0.01, -0.5 * x[1] + 3});
    }
    assertThat(Arrays.copyOf(x, 2)).usingComparatorWithPrecision(1e-8).containsExactly(1, 2);
  }
}
