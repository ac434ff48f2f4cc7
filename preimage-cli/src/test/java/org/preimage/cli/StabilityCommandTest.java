package org.preimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StabilityCommandTest {
  @TempDir Path folder;

  @Test
  void printsOneJsonObjectWithCertifiedBounds() {
    Path certificate = folder.resolve("bound.preimage.gz");
    Path model = TestModels.gaussian(folder, 3, 18, 1);

    JsonNode json =
        CommandRun.of("stability", model, "--time", "20s", "--certificate", certificate, "--json")
            .requireCode(ExitCode.SUCCESS)
            .json();

    double lower = json.path("A").path("lower").asDouble();
    double upper = json.path("A").path("upper").asDouble();
    assertThat(lower).isPositive().isLessThanOrEqualTo(upper);
    assertThat(json.path("A").path("optimal").asBoolean()).isTrue();
    assertThat(json.path("kappa").path("lower").asDouble())
        .isPositive()
        .isLessThanOrEqualTo(Math.sqrt(lower) / 2);
    assertThat(json.path("kappa").path("upper").asDouble())
        .isGreaterThanOrEqualTo(Math.sqrt(upper));
    assertThat(json.path("certificate").path("accepted").asBoolean()).isTrue();
    assertThat(json.path("certificate").path("file").asText()).isEqualTo(certificate.toString());
    assertThat(json.path("layers")).hasSize(1);
    assertThat(certificate).content(StandardCharsets.ISO_8859_1).startsWith("\u001f\u008b");
    CommandRun verified = CommandRun.of("verify", model, certificate).requireCode(ExitCode.SUCCESS);
    assertThat(verified.out()).contains("lower frame bound of its active rows of at least");
  }

  @Test
  void saysThatNothingIsLeftWhenInjectivityIsLost() {
    CommandRun run =
        CommandRun.of("stability", TestModels.identity(folder, 2), "--time", "5s")
            .requireCode(ExitCode.NEGATIVE);

    assertThat(run.out()).contains("A = 0 and κ = 0: not injective");
  }

  @Test
  void theOrthantSavesTheIdentity() {
    JsonNode json =
        CommandRun.of(
                "stability",
                TestModels.identity(folder, 2),
                "--box=0,inf",
                "--time",
                "5s",
                "--json")
            .requireCode(ExitCode.SUCCESS)
            .json();

    assertThat(json.path("A").path("lower").asDouble()).isBetween(0.999, 1.0);
    assertThat(json.path("A").path("upper").asDouble()).isBetween(1.0, 1.001);
  }

  @Test
  void tellsTheClosedFormOfOppositeRows() {
    CommandRun run =
        CommandRun.of("stability", TestModels.opposites(folder, 3), "--time", "10s")
            .requireCode(ExitCode.SUCCESS);

    // The first pair is 1 and −1: 1/√2.
    assertThat(run.out()).contains("κ = 0.707107  closed form");
  }

  @Test
  void comparesTwoInputs() {
    Path x = TestModels.npy(folder.resolve("x.npy"), new double[] {1, 1}, 2);
    Path y = TestModels.npy(folder.resolve("y.npy"), new double[] {-3, 1}, 2);

    JsonNode json =
        CommandRun.of(
                "stability",
                TestModels.opposites(folder, 2),
                "--time",
                "5s",
                "--json",
                "--compare",
                x,
                y)
            .requireCode(ExitCode.SUCCESS)
            .json()
            .path("compare");

    assertThat(json.path("cells")).hasSize(2);
    // From 1 to −3 in the first coordinate, rows 1 and −1: √(1 + 9)/4.
    assertThat(json.path("ratio").asDouble()).isBetween(0.7905, 0.7906);
    assertThat(json.path("pointwiseBound").asDouble()).isLessThan(0.7905);
  }

  @Test
  void refusesLayersThatDoNotExistAndInputsThatDoNotFit() {
    Path model = TestModels.opposites(folder, 2);
    Path x = TestModels.npy(folder.resolve("x.npy"), new double[] {1, 1, 1}, 3);
    CommandRun.of("stability", model, "--layer", 2).requireCode(ExitCode.USAGE);
    CommandRun.of("stability", model, "--layer", 0).requireCode(ExitCode.USAGE);
    CommandRun.of("stability", model, "--time", "1s", "--compare", x, x)
        .requireCode(ExitCode.USAGE);
  }

  @Test
  void bothLayersOfANetworkAreLookedAt() {
    JsonNode json =
        CommandRun.of("stability", TestModels.twoLayers(folder), "--time", "5s", "--json")
            .requireCode(ExitCode.UNDECIDED)
            .json();

    assertThat(json.path("layers")).hasSize(2);
    assertThat(json.path("layers").get(1).path("reason").asText()).contains("slopes");
    assertThat(json.path("product").path("lower").asDouble()).isZero();
  }
}
