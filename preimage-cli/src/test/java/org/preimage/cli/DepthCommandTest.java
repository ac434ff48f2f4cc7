package org.preimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DepthCommandTest {
  @TempDir Path folder;

  @Test
  void printsOneJsonObjectWithCertifiedBounds() {
    Path lower = folder.resolve("lower.preimage");
    Path upper = folder.resolve("upper.preimage");
    Path model = TestModels.gaussian(folder, 3, 24, 1);

    JsonNode json =
        CommandRun.of(
                "depth",
                model,
                "--time",
                "20s",
                "--certificate",
                lower,
                "--upper-certificate",
                upper,
                "--json")
            .requireCode(ExitCode.SUCCESS)
            .json();

    int depth = json.path("depth").path("lower").asInt();
    assertThat(depth).isBetween(3, 12);
    assertThat(json.path("depth").path("upper").asInt()).isEqualTo(depth);
    assertThat(json.path("depth").path("exact").asBoolean()).isTrue();
    assertThat(json.path("depth").path("lowerShare").asDouble()).isEqualTo(depth / 24.0);
    assertThat(json.path("depth").path("point")).hasSize(3);
    assertThat(json.path("certificate").path("accepted").asBoolean()).isTrue();
    assertThat(json.path("certificate").path("upperAccepted").asBoolean()).isTrue();
    assertThat(json.path("certificate").path("file").asText()).isEqualTo(lower.toString());
    assertThat(json.path("seconds").asDouble()).isPositive();
    assertThat(json.path("meaning").asText()).isEqualTo("INJECTIVE_IN_GENERAL_POSITION");
    assertThat(json.path("halfspaceDepth").asBoolean()).isTrue();
    assertThat(json.path("layers")).hasSize(1);
    assertThat(CommandRun.of("verify", model, lower).requireCode(ExitCode.SUCCESS).out())
        .contains("has at least " + depth + " active rows everywhere");
    assertThat(CommandRun.of("verify", model, upper).requireCode(ExitCode.SUCCESS).out())
        .contains("has at most " + depth + " active rows somewhere");
  }

  /** Moving the weights by the margin keeps the depth; the file on disk is another layer then. */
  @Test
  void theDepthHoldsWithinTheWeightMargin() {
    Path model = TestModels.gaussian(folder, 3, 24, 1);
    JsonNode depth = CommandRun.of("depth", model, "--json").json().path("depth");

    assertThat(depth.path("proof").asText()).startsWith("case distinction");
    assertThat(depth.path("rowsThatMayBeLost").asInt()).isEqualTo(depth.path("lower").asInt() - 3);
    assertThat(depth.path("weightMargin").asDouble()).isBetween(1e-12, 0.1);
  }

  @Test
  void theIdentityHasDepthZero() {
    CommandRun run =
        CommandRun.of("depth", TestModels.identity(folder, 2), "--time", "5s")
            .requireCode(ExitCode.NEGATIVE);

    assertThat(run.out())
        .contains("halfspace depth of the origin: 0")
        .contains("fewer than n = 2 rows: the layer is not injective");
  }

  @Test
  void oppositeRowsHaveDepthN() {
    CommandRun run =
        CommandRun.of("depth", TestModels.opposites(folder, 3), "--time", "20s")
            .requireCode(ExitCode.SUCCESS);

    assertThat(run.out())
        .contains("halfspace depth of the origin: 3")
        .contains("6 rows in R^3")
        .contains("injective if every n rows are linearly independent");
  }

  @Test
  void onADomainItIsNotCalledADepth() {
    CommandRun run =
        CommandRun.of("depth", TestModels.opposites(folder, 2), "--box=-1,1", "--time", "20s")
            .requireCode(ExitCode.SUCCESS);

    assertThat(run.out()).contains("fewest active rows: 2").doesNotContain("halfspace depth");
  }

  @Test
  void layersThatCannotBeCountedHaveAReason() {
    JsonNode json =
        CommandRun.of("depth", TestModels.twoLayers(folder), "--time", "5s", "--json")
            .requireCode(ExitCode.UNDECIDED)
            .json();

    assertThat(json.path("layers")).hasSize(2);
    assertThat(json.path("depth").path("lower").asInt()).isEqualTo(2);
    assertThat(json.path("layers").get(1).path("reason").asText()).contains("one-to-one");
    assertThat(json.path("layers").get(1).path("certificate").path("accepted").asBoolean())
        .isFalse();
  }

  @Test
  void refusesWhatDoesNotFit() {
    Path model = TestModels.opposites(folder, 2);
    CommandRun.of("depth", model, "--layer", 2).requireCode(ExitCode.USAGE);
    CommandRun.of("depth", model, "--time", "0s").requireCode(ExitCode.USAGE);
    Path nowhere = folder.resolve("missing").resolve("c.preimage");
    CommandRun.of("depth", model, "--certificate", nowhere).requireCode(ExitCode.CANNOT_WRITE);
    assertThat(Files.exists(nowhere)).isFalse();
  }

  @Test
  void helpHasExamples() {
    assertThat(CommandRun.of("depth", "--help").requireCode(ExitCode.SUCCESS).out())
        .contains("Examples:")
        .contains("preimage depth weights.npy");
  }
}
