package org.preimage.spanning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.preimage.certificate.Domain;
import org.preimage.check.Checker;

/**
 * Bias-free first layers of real networks against exact halfspace depths made with other software:
 * a depth below n means not injective; at least n means injective for rows in general position.
 */
class TukeyDepthTest {
  private static final Path DATA =
      Path.of(System.getProperty("preimage.root", ".."), "..", "shared", "data", "tukey-depth");

  static Stream<Arguments> matrices() {
    return Stream.of(
        arguments("ganlab_disjoint_g0", 1),
        arguments("ganlab_gaussians_g0", 2),
        arguments("ganlab_line_g0", 1),
        arguments("ganlab_ring_g0", 2),
        arguments("vae_explainer_dense", 1228),
        arguments("verifygan_generator_l0", 99),
        arguments("verifygan_adversarial_l0", 103),
        arguments("acasxu_1_1_layer1", 9),
        arguments("gamegan_megaman_pos00_first100", 28),
        arguments("gamegan_megaman_pos12_first64", 18));
  }

  @ParameterizedTest(name = "{0} of depth {1}")
  @MethodSource("matrices")
  void verdictAgreesWithExactDepth(String name, int depth) throws IOException {
    Path file = DATA.resolve(name + ".csv");
    assumeTrue(Files.exists(file), "skipped: ../shared/data is absent");
    double[][] rows = read(file);
    int n = rows[0].length;
    Layer layer = Layer.relu(rows, new double[rows.length], Domain.wholeSpace(n));

    LayerResult result =
        LayerDecision.decide(layer, Optional.empty(), 1, SearchBudget.ofSeconds(60));

    assertThat(result)
        .isInstanceOf(depth >= n ? LayerResult.Injective.class : LayerResult.Deficient.class);
    assertThat(Checker.check(LayerCertificates.of(layer, result)).accepted()).isTrue();
    System.out.println(name + " " + rows.length + " x " + n + ": " + result.evidence());
  }

  private static double[][] read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    return lines.stream()
        .filter(line -> !line.isBlank())
        .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }
}
