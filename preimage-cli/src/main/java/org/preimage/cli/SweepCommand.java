package org.preimage.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code preimage sweep}: experiments on many random layers and networks. */
@Command(
    name = "sweep",
    description = {
      "Runs experiments on many random layers and networks, and says what came out.",
      "",
      "A plan lists cells (sizes, such as 2x8 for 2 inputs and 8 rows) and how many",
      "trials each gets. Results are kept in a file; what is there is not run again.",
      "Each trial has a number and can be repeated alone, with the same result.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      SweepRunCommand.class,
      SweepShowCommand.class,
      SweepTrialCommand.class,
      SweepExportCommand.class,
      SweepPlanCommand.class,
    },
    footer = {
      "",
      "Experiments:",
      "  injectivity    is a layer injective (each answer with an accepted certificate)",
      "  smallest-rows  how many rows must a layer get until it is injective",
      "  active-rows    rows active at the mean direction and at the worst point found",
      "  deep-activity  fewest active units of each layer of a network without biases",
      "  stability      bounds of the inverse Lipschitz constant of a layer",
      "  recovery       is the input found again from a random part of a network's outputs",
      "",
      "Examples:",
      "  preimage sweep run --inputs 2 --rows 4,6,8,10 --trials 1000 --store a.sqlite",
      "  preimage sweep run --experiment smallest-rows --inputs 2,3,4 --store b.sqlite",
      "  preimage sweep run --experiment recovery --cells 5x20x80 --rates 0.1,0.2,0.3 --store c.sqlite",
      "  preimage sweep show a.sqlite",
      "  preimage sweep trial a.sqlite --index 17",
      "  preimage sweep export a.sqlite --parquet a.parquet"
    })
final class SweepCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  /** Without a subcommand: prints the help. */
  @Override
  public Integer call() {
    CommandLine commandLine = Commands.of(spec);
    commandLine.usage(commandLine.getErr());
    return ExitCode.USAGE;
  }
}
