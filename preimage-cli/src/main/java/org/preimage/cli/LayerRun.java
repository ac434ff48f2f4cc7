package org.preimage.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.preimage.certificate.Domain;
import org.preimage.certify.CheckOptions;
import org.preimage.certify.Progress;
import org.preimage.network.Network;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The words of commands that measure the layers one by one. */
final class LayerRun {
  @Parameters(paramLabel = "MODEL", description = "The network.")
  private Path model = Path.of("");

  @Option(names = "--layer", paramLabel = "K", description = "Only layer K, counted from 1.")
  private @Nullable Integer layer;

  @ArgGroup private DomainChoice domain = new DomainChoice();

  @Option(
      names = {"--time", "--time-limit"},
      paramLabel = "TIME",
      converter = DurationConverter.class,
      defaultValue = "60s",
      description = "Stop after this time: 500ms, 60s, 2m, 1h. Default: ${DEFAULT-VALUE}.")
  private Duration timeLimit = Duration.ofMinutes(1);

  @Mixin private MemoryLimit memory = new MemoryLimit();

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of every random choice. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--json", description = "Print one JSON object instead of text.")
  private boolean json;

  @Option(
      names = "--progress",
      negatable = true,
      description = "Show progress on stderr. Default: when stderr is a terminal.")
  private boolean progress = Boolean.getBoolean("preimage.terminal");

  Path model() {
    return model;
  }

  /** Whether to print JSON instead of text. */
  boolean json() {
    return json;
  }

  /**
   * Options for the wanted layer or all, on one thread.
   *
   * @param operation name of the command, for complaints
   */
  CheckOptions options(String operation, Network network) {
    int stages = Layers.of(network).size();
    if (stages == 0) {
      throw usage("%s requires a layer but %s has none.".formatted(operation, model));
    }
    if (layer != null && (layer < 1 || layer > stages)) {
      throw usage(
          "--layer requires a number from 1 to %d but received %d.%nMaybe run: preimage explain %s"
              .formatted(stages, layer, model));
    }
    Optional<Domain> chosen = domain.domain(network.inputSize());
    if (chosen.isPresent() && layer != null && layer > 1) {
      throw usage(
          "a domain restricts the network's inputs but --layer received %d, which reads other values.%nMaybe leave the domain out, or ask for --layer 1."
              .formatted(layer));
    }
    return new CheckOptions(
        chosen,
        layer == null ? OptionalInt.empty() : OptionalInt.of(layer),
        timeLimit,
        seed,
        1,
        Long.MAX_VALUE,
        memory.mostBytes(),
        Optional.empty());
  }

  /** Runs a check, with a line of progress on standard error if wanted. */
  <T> T run(@Nullable CommandSpec spec, Function<Progress, T> check) {
    return ProgressLine.during(progress, spec, timeLimit, check);
  }

  private static CommandException usage(String message) {
    return new CommandException(ExitCode.USAGE, message);
  }
}
