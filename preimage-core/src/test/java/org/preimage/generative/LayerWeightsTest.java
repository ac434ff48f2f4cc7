package org.preimage.generative;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.preimage.network.Network;
import org.preimage.random.SeedStream;
import org.preimage.random.WeightEnsemble;

final class LayerWeightsTest {
  private static final Offset<Double> ROUNDING = Offset.offset(1e-12);

  private static LayerWeights drawn(WeightEnsemble law, int count) {
    double[] weights = law.draw(1, count, SeedStream.of(3).numbers());
    return LayerWeights.of(0, "layer", weights);
  }

  @Test
  void momentsOfFourNumbersByHand() {
    LayerWeights layer = LayerWeights.of(0, "layer", new double[] {4, 0, 1, 3});

    assertThat(layer.mean()).isEqualTo(2);
    // Squares 4, 4, 1, 1; cubes cancel; fourth powers 16, 16, 1, 1.
    assertThat(layer.deviation()).isCloseTo(Math.sqrt(2.5), ROUNDING);
    assertThat(layer.skewness()).isCloseTo(0, ROUNDING);
    assertThat(layer.excessKurtosis()).isCloseTo(8.5 / 6.25 - 3, ROUNDING);
    // At 1 the sample jumps from 1/4 to 1/2 where the normal law has Φ(−0.632456) = 0.2635446;
    // the largest difference is the jump's upper end.
    assertThat(layer.normalDistance()).isCloseTo(0.5 - 0.2635446, Offset.offset(1e-6));
  }

  @Test
  void normalWeightsLookNormalAndOthersDoNot() {
    LayerWeights normal = drawn(WeightEnsemble.GAUSSIAN, 20_000);
    assertThat(normal.looksNormal()).isTrue();
    assertThat(normal.skewness()).isCloseTo(0, Offset.offset(0.1));
    assertThat(normal.excessKurtosis()).isCloseTo(0, Offset.offset(0.15));

    LayerWeights uniform = drawn(WeightEnsemble.UNIFORM, 20_000);
    assertThat(uniform.looksNormal()).isFalse();
    assertThat(uniform.excessKurtosis()).isCloseTo(-1.2, Offset.offset(0.05));
    // The largest of |Φ(t) − (t + √3)/(2√3)|.
    assertThat(uniform.normalDistance()).isCloseTo(0.0573, Offset.offset(0.01));

    LayerWeights signs = drawn(WeightEnsemble.SIGNS, 20_000);
    assertThat(signs.excessKurtosis()).isCloseTo(-2, Offset.offset(0.01));
    // ½ − Φ(−1).
    assertThat(signs.normalDistance()).isCloseTo(0.3413, Offset.offset(0.01));
  }

  @Test
  void theTestErrsInOneOfTwentySamples() {
    SeedStream seeds = SeedStream.of(11);
    int rejected = 0;
    for (int k = 0; k < 1000; k++) {
      double[] sample = WeightEnsemble.GAUSSIAN.draw(1, 60, seeds.child(k).numbers());
      rejected += LayerWeights.of(0, "layer", sample).looksNormal() ? 0 : 1;
    }
    // 50 expected, deviation 7.
    assertThat(rejected).isBetween(25, 75);
  }

  @Test
  void histogramIsADensity() {
    LayerWeights layer = drawn(WeightEnsemble.GAUSSIAN, 20_000);
    double[] heights = layer.histogram(layer.smallest(), layer.largest(), 50);
    double width = (layer.largest() - layer.smallest()) / 50;

    assertThat(Arrays.stream(heights).sum() * width).isCloseTo(1, Offset.offset(1e-9));
    for (int k = 0; k < 50; k++) {
      double middle = layer.smallest() + (k + 0.5) * width;
      assertThat(heights[k]).isCloseTo(layer.normalDensity(middle), Offset.offset(0.03));
    }
  }

  @Test
  void layersOfANetworkInOrder() {
    Network network = GeneratorPlan.defaults().withChannels(3, 4, 2).draw(SeedStream.of(1));
    List<LayerWeights> layers = LayerWeights.of(network);

    assertThat(layers).extracting(LayerWeights::count).containsExactly(3 * 4 * 25, 4 * 2 * 25);
    assertThat(layers.get(1).label()).contains("layer2");
  }
}
