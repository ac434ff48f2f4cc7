package org.preimage.inversion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.preimage.certificate.Domain;
import org.preimage.network.Network;
import org.preimage.random.SeedStream;

/** On networks made by others, with standard normal or uniform codes of fixed seeds. */
final class MaskSearchTest {
  private static List<double[]> codes(Network network, Prior prior, int count) {
    return IntStream.range(0, count)
        .mapToObj(k -> prior.draw(network.inputSize(), SeedStream.of(7).child(k).numbers()))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "csinva/mnist_vae_decoder.onnx, 8, 60",
    "vae-explainer/mnist_vae_decoder_z2.onnx, 8, 8",
    "ml5-cvae/quickdraw_cvae_decoder_apple.onnx, 6, 48"
  })
  void fewOutputsDetermineAllCodes(String file, int count, int most) {
    Network network = GeneratorData.shared(file).network();
    List<double[]> codes = codes(network, new Prior.Flat(), count);
    int[] rows = MaskSearch.run(network, codes, 0);
    assertThat(rows).hasSizeBetween(network.inputSize(), most).doesNotHaveDuplicates();
    Arrays.sort(rows);
    for (double[] code : codes) {
      assertThat(MaskAnswer.at(network, rows, Domain.wholeSpace(code.length), code))
          .isInstanceOf(MaskAnswer.Determined.class);
    }
    // One fewer than the coordinates is too few, whichever it is.
    int[] fewer = Arrays.copyOf(rows, network.inputSize() - 1);
    assertThat(MaskAnswer.at(network, fewer, Domain.wholeSpace(network.inputSize()), codes.get(0)))
        .isInstanceOf(MaskAnswer.Ambiguous.class);
  }

  /** 20 million multiplications and 30 coordinates: seconds, not minutes. */
  @Test
  void deepConvolutionsAreWithinReach() {
    Network network = GeneratorData.shared("gamegan/mario_overworld_z30.onnx").network();
    List<double[]> codes = codes(network, new Prior.Box(-1, 1), 1);
    int[] half = Measurement.random(network.outputSize(), 0.5, SeedStream.of(3)).indices();
    MaskAnswer answer = MaskAnswer.at(network, half, Domain.wholeSpace(30), codes.get(0));
    assertThat(answer).isInstanceOf(MaskAnswer.Determined.class);
  }

  @Test
  void moreOutputsTellMoreThanOnce() {
    Network network = GeneratorData.shared("csinva/mnist_vae_decoder.onnx").network();
    List<double[]> codes = codes(network, new Prior.Flat(), 2);
    int[] few = MaskSearch.run(network, codes, 0);
    int[] many = MaskSearch.run(network, codes, 100);
    assertThat(many).hasSize(100).doesNotHaveDuplicates().startsWith(few);
    Arrays.sort(few);
    Arrays.sort(many);
    for (double[] code : codes) {
      assertThat(amplification(network, many, code)).isLessThan(amplification(network, few, code));
    }
  }

  private static double amplification(Network network, int[] rows, double[] code) {
    MaskAnswer answer = MaskAnswer.at(network, rows, Domain.wholeSpace(code.length), code);
    return ((MaskAnswer.Determined) answer).amplification();
  }

  /** The second hidden layer of this generator has fewer active units than latent coordinates. */
  @Test
  void notEvenAllOutputsDetermineSomeGenerators() {
    Network network = GeneratorData.shared("csinva/mnist_gan_mlp_G.onnx").network();
    List<double[]> codes = codes(network, new Prior.Flat(), 2);
    int[] all = IntStream.range(0, network.outputSize()).toArray();
    assertThat(MaskSearch.run(network, codes, 0).length).isLessThan(network.outputSize());
    for (double[] code : codes) {
      assertThat(MaskAnswer.at(network, all, Domain.wholeSpace(64), code))
          .isInstanceOf(MaskAnswer.Ambiguous.class);
    }
  }
}
