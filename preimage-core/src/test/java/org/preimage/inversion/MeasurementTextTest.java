package org.preimage.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.preimage.network.Network;
import org.preimage.random.SeedStream;

class MeasurementTextTest {
  /** 2 × 8 × 8 outputs. */
  private final Network image = GeneratorData.example("convolution-injective.onnx").network();

  private int[] indices(String text) {
    return ((Measurement.Rows) MeasurementText.parse(text, image, SeedStream.of(1))).indices();
  }

  @Test
  void halvesOfAnImageAreComplements() {
    assertThat(indices("top"))
        .hasSize(64)
        .contains(0, 31, 64, 95)
        .doesNotContain(32, 63, 96)
        .doesNotContain(indices("bottom"));
    assertThat(indices("left"))
        .hasSize(64)
        .contains(0, 3, 8)
        .doesNotContain(4, 7)
        .doesNotContain(indices("right"));
  }

  @Test
  void borderLeavesOutTheMiddleQuarter() {
    assertThat(indices("border")).hasSize(96).contains(0, 17, 22).doesNotContain(18, 45, 82);
  }

  @Test
  void randomMasksDependOnTheSeedOnly() {
    assertThat(indices("random:0.25")).hasSize(32).isEqualTo(indices("random:0.25"));
    assertThat(MeasurementText.parse("gaussian:7", image, SeedStream.of(1)).size()).isEqualTo(7);
  }

  @Test
  void otherTextsAreRefused() {
    for (String text :
        new String[] {"middle", "random:x", "random:0", "gaussian", "gaussian:1.5"}) {
      assertThatThrownBy(() -> indices(text)).isInstanceOf(IllegalArgumentException.class);
    }
    Network vector = GeneratorData.example("decoder-injective.onnx").network();
    assertThatThrownBy(() -> MeasurementText.parse("top", vector, SeedStream.of(1)))
        .hasMessageStartingWith("The mask top requires an image as output but the network has 30");
  }
}
