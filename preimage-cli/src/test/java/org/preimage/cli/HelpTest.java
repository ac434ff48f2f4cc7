package org.preimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HelpTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "check",
        "stability",
        "depth",
        "invert",
        "mask",
        "landscape",
        "transition",
        "weights",
        "explain",
        "run",
        "verify",
        "build",
        "capacity",
        "sweep"
      })
  void everyCommandHasHelpWithExamples(String command) {
    CommandRun run = CommandRun.of(command, "--help").requireCode(ExitCode.SUCCESS);

    assertThat(run.out()).contains("Usage: preimage " + command, "Examples:", "--help");
    assertThat(run.out().split("\n")).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
    assertThat(CommandRun.of("--help").out()).contains("  " + command + " ");
  }

  @Test
  void programHasHelpAndVersion() {
    assertThat(CommandRun.of("--help").requireCode(0).out()).contains("Examples:", "Exit codes:");
    assertThat(CommandRun.of("--version").requireCode(0).out())
        .containsPattern("preimage \\d+\\.\\d+\\.\\d+");
  }

  @Test
  void withoutCommandItShowsHelpAndFails() {
    assertThat(CommandRun.of().requireCode(ExitCode.USAGE).err()).contains("Usage: preimage");
  }

  @Test
  void suggestsWhatWasMeant() {
    assertThat(CommandRun.of("chek", "x").requireCode(ExitCode.USAGE).err())
        .contains("Maybe you mean: check");
    assertThat(CommandRun.of("check", "x", "--seeds=3").requireCode(ExitCode.USAGE).err())
        .contains("Maybe you mean: --seed");
  }
}
