package org.preimage.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.preimage.inversion.ForwardModel;
import org.preimage.inversion.GeneratorExamples;
import org.preimage.inversion.Linearization;
import org.preimage.network.Network;
import org.preimage.onnx.ModelLoader;

/** Published generators, against the evaluation in Java; they are not part of this repository. */
final class GeneratorAgreementTest {
  private static final long SEED = 11;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gamegan/mario_overworld_z30.onnx",
        "gamegan/megaman_12tiles_z5.onnx",
        "gamegan/zelda_3tiles_z10.onnx",
        "csinva/mnist_vae_decoder.onnx",
        "csinva/mnist_gan_mlp_G.onnx",
        "ml5-cvae/quickdraw_cvae_decoder.onnx",
        "ml5-cvae/quickdraw_cvae_decoder_apple.onnx",
        "vae-explainer/mnist_vae_decoder_z2.onnx",
        "verifygan/taxi_generator_supervised.onnx"
      })
  void agreesWithTheEvaluationInJava(String file) {
    Network network = network(file);
    double[][] codes = GeneratorExamples.codes(2, network.inputSize(), SEED);
    int[] window = IntStream.range(0, 60).map(i -> network.outputSize() / 3 + i).toArray();
    try (ForwardModel model = TorchForwardModel.of(network, TorchOptions.defaults());
        ForwardModel part = model.restrictedTo(window)) {
      Linearization[] all = model.linearize(codes);
      for (int k = 0; k < codes.length; k++) {
        double[] value = network.evaluate(codes[k]);
        assertThat(difference(all[k].value(), value)).isLessThan(1e-12);
        double[] direction = GeneratorExamples.codes(1, codes[k].length, SEED + k)[0];
        double[][] rates = network.derivative(network.trace(codes[k]), direction);
        double[] rate = rates[network.subject().outputs().get(0)];
        assertThat(difference(times(all[k].jacobian(), direction), rate)).isLessThan(1e-12);
        assertThat(
                difference(
                    part.values(codes)[k], Arrays.copyOfRange(value, window[0], window[0] + 60)))
            .isLessThan(1e-12);
      }
    }
  }

  private static Network network(String file) {
    Path path = Path.of(System.getProperty("preimage.root", "..")).resolve("../shared/data");
    Path model = path.resolve(file).normalize();
    Assumptions.assumeTrue(Files.exists(model), () -> "Skipped: needs the model " + model + ".");
    return ModelLoader.read(model);
  }

  private static double[] times(double[] jacobian, double[] direction) {
    int n = direction.length;
    double[] product = new double[jacobian.length / n];
    for (int i = 0; i < jacobian.length; i++) {
      product[i / n] += jacobian[i] * direction[i % n];
    }
    return product;
  }

  /** Largest difference, relative to the largest number. */
  private static double difference(double[] actual, double[] expected) {
    double scale = Arrays.stream(expected).map(Math::abs).max().orElse(1);
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(actual[i] - expected[i]));
    }
    return largest / Math.max(scale, Double.MIN_NORMAL);
  }
}
