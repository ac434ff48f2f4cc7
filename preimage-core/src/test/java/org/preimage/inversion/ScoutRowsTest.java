package org.preimage.inversion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.preimage.random.SeedStream;

class ScoutRowsTest {
  @Test
  void stripOfAnImageLeavesEnoughEquations() {
    Generator generator = GeneratorData.shared("gamegan/mario_overworld_z30.onnx");
    int[] observed = Measurement.random(generator.outputSize(), 0.5, SeedStream.of(1)).indices();

    int[] scouts = ScoutRows.choose(generator, observed, new Prior.Flat());

    int[] rows = IntStream.of(scouts).map(i -> observed[i] / 32 % 32).distinct().sorted().toArray();
    boolean lower = rows[rows.length - 1] == 31;
    assertThat(rows.length).isLessThanOrEqualTo(11);
    assertThat(rows[lower ? rows.length - 1 : 0]).isEqualTo(lower ? 31 : 0);
    assertThat(rows[rows.length - 1] - rows[0]).isEqualTo(rows.length - 1);
    double[] p = generator.core().evaluate(new Prior.Flat().draw(30, SeedStream.of(9).numbers()));
    assertThat(IntStream.of(scouts).filter(i -> p[observed[i]] > 0).count()).isGreaterThan(60);
  }

  @Test
  void denseOutputsAreSampledWhereTheyAreMany() {
    Generator generator = GeneratorData.shared("csinva/mnist_vae_decoder.onnx");
    int[] observed = IntStream.range(0, generator.outputSize()).toArray();

    int[] scouts = ScoutRows.choose(generator, observed, new Prior.Flat());

    assertThat(scouts.length).isBetween(4 * generator.latentSize(), generator.outputSize() / 2);
  }
}
