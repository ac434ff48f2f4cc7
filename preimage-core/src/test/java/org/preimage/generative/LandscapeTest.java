package org.preimage.generative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.preimage.inversion.Evidence;
import org.preimage.inversion.Generator;
import org.preimage.inversion.Measurement;
import org.preimage.inversion.NetworkForwardModel;
import org.preimage.network.Network;
import org.preimage.random.SeedStream;
import org.preimage.random.WeightEnsemble;

/** Fig. 4 of Ma, Ayaz, Karaman 2018. */
final class LandscapeTest {
  private static final LandscapeOptions COARSE =
      LandscapeOptions.defaults().withGrid(41).withSpan(3);

  private static Measurement half(Network network) {
    return Measurement.random(network.outputSize(), 0.5, SeedStream.of(7));
  }

  private static Landscape of(Network network, double[] code, LandscapeOptions options) {
    return Landscape.of(NetworkForwardModel.of(network), half(network), code, options, share -> {});
  }

  @ParameterizedTest
  @EnumSource(names = {"RELU", "LEAKY_RELU", "SIGMOID", "TANH"})
  void normalWeightsHaveTheirOnlyInnerMinimumAtTheCode(Activation activation) {
    Network network =
        GeneratorPlan.defaults().withActivations(activation, activation).draw(SeedStream.of(1));
    Landscape landscape = of(network, new double[] {1, 0.6}, COARSE);

    List<Landscape.Minimum> inner = landscape.minima().stream().filter(m -> !m.atEdge()).toList();
    assertThat(inner).hasSize(1);
    assertThat(inner.get(0).atCentre()).isTrue();
    assertThat(inner.get(0).points()).isEqualTo(1);
    assertThat(inner.get(0).cost()).isZero();
    assertThat(landscape.flat()).isFalse();
    assertThat(landscape.farthestTwin()).containsExactly(1, 0.6);
  }

  @Test
  void positiveWeightsCollapseTheNegativeQuadrantExactly() {
    Network network =
        GeneratorPlan.defaults().withLaw(WeightEnsemble.POSITIVE).draw(SeedStream.of(1));
    double[] code = {-1, -0.6};
    Landscape landscape = of(network, code, COARSE);

    assertThat(landscape.flat()).isTrue();
    double[] twin = landscape.farthestTwin();
    assertThat(network.evaluate(twin)).containsExactly(network.evaluate(code));
    assertThat(Evidence.pair(Generator.of(network), half(network), code, twin)).isPresent();
    // A positive first layer shows nothing of the quadrant z ≤ 0.
    int quadrant = 0;
    for (int i = 0; i < COARSE.grid(); i++) {
      for (int j = 0; j < COARSE.grid(); j++) {
        quadrant += landscape.offset(i) <= 0.6 && landscape.offset(j) <= 1 ? 1 : 0;
      }
    }
    assertThat(landscape.minima().get(0).points()).isGreaterThanOrEqualTo(quadrant);
    assertThat(landscape.levelShare()).isGreaterThan(0.3);
  }

  /** The exception of Theorem 1 is no artefact of its proof: −ρz* may be a local minimum. */
  @Test
  void normalWeightsMayHaveASecondMinimumOppositeToTheCode() {
    SeedStream seed = SeedStream.of(10);
    Network network = GeneratorPlan.defaults().draw(seed.child("network"));
    double[] code = {
      seed.child(1).numbers().nextGaussian(), seed.child(2).numbers().nextGaussian()
    };
    Landscape landscape =
        Landscape.of(
            NetworkForwardModel.of(network),
            Measurement.random(network.outputSize(), 0.5, seed),
            code,
            COARSE.withSpan(4).withGrid(61),
            share -> {});

    List<Landscape.Minimum> others =
        landscape.minima().stream().filter(m -> !m.atEdge() && !m.atCentre()).toList();
    assertThat(others).hasSize(1);
    double[] opposite = landscape.code(others.get(0).first(), others.get(0).second());
    double length = Math.hypot(opposite[0], opposite[1]) / Math.hypot(code[0], code[1]);
    double cosine =
        (opposite[0] * code[0] + opposite[1] * code[1])
            / (length * (code[0] * code[0] + code[1] * code[1]));
    assertThat(cosine).isLessThan(-0.9);
    assertThat(length).isBetween(0.1, 0.4);
  }

  @Test
  void costsAreThoseOfTheNetwork() {
    Network network = GeneratorPlan.defaults().withChannels(5, 8, 1).draw(SeedStream.of(2));
    Measurement mask = half(network);
    double[] code = {0.1, -0.2, 0.3, -0.4, 0.5};
    LandscapeOptions options =
        COARSE.withGrid(5).withDirections(LandscapeOptions.Directions.RANDOM).withSeed(9);
    Landscape landscape = of(network, code, options);

    double[] there = landscape.code(landscape.offset(4), landscape.offset(1));
    double length = 0;
    double cost = 0;
    for (int j = 0; j < code.length; j++) {
      length += Math.pow(there[j] - code[j], 2);
    }
    double[] a = mask.apply(network.evaluate(code));
    double[] b = mask.apply(network.evaluate(there));
    for (int i = 0; i < a.length; i++) {
      cost += Math.pow(a[i] - b[i], 2) / 2;
    }
    // Orthonormal directions: offsets 3 and −1.5.
    assertThat(Math.sqrt(length)).isCloseTo(Math.hypot(3, 1.5), Offset.offset(1e-12));
    assertThat(landscape.costs()[1][4]).isCloseTo(cost, Percentage.withPercentage(1e-9));
  }

  @Test
  void refusesGridsWithoutACentreAndCodesOnALine() {
    assertThatThrownBy(() -> COARSE.withGrid(40))
        .hasMessageContaining("odd number of grid points")
        .hasMessageContaining("received 40");
    Network line = GeneratorPlan.defaults().withChannels(1, 4, 1).draw(SeedStream.of(1));
    assertThatThrownBy(() -> of(line, new double[] {1}, COARSE))
        .hasMessageContaining("at least two latent coordinates but received 1");
  }
}
