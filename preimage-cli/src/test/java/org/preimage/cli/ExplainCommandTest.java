package org.preimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExplainCommandTest {
  @TempDir Path folder;

  @Test
  void listsNodesAndLayers() {
    CommandRun run = CommandRun.of("explain", TestModels.twoLayers(folder)).requireCode(0);

    assertThat(run.out())
        .contains("Dense + ReLU", "2 → 4", "Dense + ", "4 → 4", "input  z: 2", "output y: 4");
  }

  @Test
  void printsJson() {
    JsonNode json =
        CommandRun.of("explain", TestModels.twoLayers(folder), "--json").requireCode(0).json();

    assertThat(json.path("layers")).hasSize(2);
    assertThat(json.path("nodes")).hasSize(5);
    assertThat(json.path("parameters").asInt()).isEqualTo(12 + 20);
    assertThat(json.path("inputs").path(0).path("shape").path(0).asInt()).isEqualTo(2);
    assertThat(json.path("modelSha256").asText()).matches("[0-9a-f]{64}");
  }
}
