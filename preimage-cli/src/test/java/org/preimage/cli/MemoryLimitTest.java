package org.preimage.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class MemoryLimitTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void checkEndsUndecided(int threads) {
    CommandRun run =
        CommandRun.of(
                "check",
                TestModels.gaussian(folder, 11, 88, 1),
                "--certificate",
                folder.resolve("c.preimage"),
                "--time-limit=20s",
                "--memory-limit=300k",
                "--threads",
                threads)
            .requireCode(ExitCode.UNDECIDED);

    assertThat(run.out())
        .contains("the memory limit of 300k was reached", "Maybe raise --memory-limit");
    assertThat(folder.resolve("c.preimage")).doesNotExist();
  }

  @Test
  void checkOfOneLayerSaysTheWayOut() {
    CommandRun run =
        CommandRun.of(
                "check",
                TestModels.gaussian(folder, 11, 88, 1),
                "--certificate",
                folder.resolve("c.preimage"),
                "--layer=1",
                "--time-limit=20s",
                "--memory-limit=300k")
            .requireCode(ExitCode.UNDECIDED);

    assertThat(run.out())
        .contains("the memory limit of 300k was reached", "Maybe raise --memory-limit");
  }

  @Test
  void depthKeepsItsBestBounds() {
    Path model = TestModels.gaussian(folder, 9, 72, 2);
    CommandRun run = CommandRun.of("depth", model, "--time=10s", "--memory-limit=600k");

    assertThat(run.out())
        .contains(
            "halfspace depth of the origin: between",
            "not closer because the memory limit of 600k was reached",
            "Maybe raise --memory-limit");
    JsonNode json =
        CommandRun.of("depth", model, "--time=10s", "--memory-limit=600k", "--json").json();
    assertThat(json.path("reason").asText()).contains("the memory limit of 600k was reached");
    assertThat(json.path("certificate").path("upperAccepted").asBoolean()).isTrue();
    assertThat(json.path("effort").path("mostKeptBytes").asLong()).isGreaterThan(600 << 10);
  }

  @Test
  void stabilityKeepsItsBestBounds() {
    Path model = TestModels.gaussian(folder, 6, 48, 1);
    CommandRun run = CommandRun.of("stability", model, "--time=30s", "--memory-limit=50k");

    assertThat(run.out())
        .contains("not closer because the memory limit of 50k was reached", "--memory-limit");
    JsonNode json =
        CommandRun.of("stability", model, "--time=30s", "--memory-limit=50k", "--json").json();
    assertThat(json.path("reason").asText()).contains("the memory limit of 50k was reached");
    assertThat(json.path("A").path("optimal").asBoolean()).isFalse();
    assertThat(json.path("A").path("upper").asDouble()).isPositive();
    assertThat(json.path("effort").path("mostKeptBytes").asLong()).isBetween(50L << 10, 60L << 10);
  }

  /** The same bounds and states as without; the limit is looked at, so it must not disturb. */
  @Test
  void aGenerousLimitChangesNothing() {
    Path model = TestModels.gaussian(folder, 4, 32, 1);
    JsonNode free = CommandRun.of("stability", model, "--gap=2", "--json").json();
    JsonNode limited =
        CommandRun.of("stability", model, "--gap=2", "--memory-limit=2g", "--json").json();

    assertThat(limited.path("A").path("lower")).isEqualTo(free.path("A").path("lower"));
    assertThat(limited.has("reason")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "depth", "stability"})
  void isInTheHelp(String command) {
    assertThat(CommandRun.of(command, "--help").requireCode(ExitCode.SUCCESS).out())
        .contains("--memory-limit=SIZE");
  }

  @ParameterizedTest
  @CsvSource({"check, 0", "check, lots", "depth, -1", "stability, 2x"})
  void badSizesAreOneClearError(String command, String size) {
    CommandRun run =
        CommandRun.of(command, TestModels.identity(folder, 3), "--memory-limit=" + size)
            .requireCode(ExitCode.USAGE);

    assertThat(run.err()).contains("--memory-limit", "a size requires", "500m, 2g");
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "64k, 65536", "500m, 524288000", "2G, 2147483648", "1gb, 1073741824"})
  void readsSizes(String text, long bytes) {
    assertThat(new ByteSizeConverter().convert(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0g", "-1", "1.5g", "g", "99999999999t", "1e9"})
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> new ByteSizeConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("Maybe one of");
  }
}
