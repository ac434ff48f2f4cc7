package org.preimage.inversion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.preimage.random.SeedStream;

class SelfTestTest {
  private static SelfTest.Summary run(Generator generator, double fraction, int trials) {
    Measurement mask = Measurement.random(generator.outputSize(), fraction, SeedStream.of(1));
    try (Inverter inverter = Inverter.of(generator, InversionOptions.defaults().withSeed(2))) {
      return SelfTest.run(inverter, mask, new Prior.Flat(), 0, trials, 3, done -> {});
    }
  }

  @Test
  void everyCodeOfAnInjectiveExampleIsRecovered() {
    SelfTest.Summary summary = run(GeneratorData.example("decoder-injective.onnx"), 1, 50);

    assertThat(summary.successRate()).isEqualTo(1);
    assertThat(summary.errorQuantile(1)).isLessThan(1e-9);
  }

  @Test
  void codesOfVaeDecoderAreRecoveredFromHalfOfTheOutputs() {
    SelfTest.Summary summary = run(GeneratorData.shared("csinva/mnist_vae_decoder.onnx"), 0.5, 10);

    assertThat(summary.successRate()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"line", "ring", "gaussians", "disjoint"})
  void everyFailureOnThePlaneHasAnotherCodeWithTheSameImage(String name) {
    SelfTest.Summary summary =
        run(GeneratorData.shared("ganlab/" + name + "_generator.onnx"), 1, 50);

    assertThat(summary.trials()).allMatch(t -> t.recovered() || t.explained());
  }
}
