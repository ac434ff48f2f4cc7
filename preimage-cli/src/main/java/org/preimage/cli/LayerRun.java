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
import picocli.CommandLine.Model.CommandSpec;

/** What commands that look at the layers one by one have in common. */
final class LayerRun {
  private LayerRun() {}

  /**
   * Options for one layer or all, on one thread.
   *
   * @param operation name of the command, for complaints
   * @param layer counted from 1; all when null
   */
  static CheckOptions options(
      String operation,
      Path model,
      Network network,
      @Nullable Integer layer,
      DomainChoice domain,
      Duration timeLimit,
      long seed) {
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
        Optional.empty());
  }

  /** Runs a check, with a line of progress on standard error if wanted. */
  static <T> T run(
      boolean progress,
      @Nullable CommandSpec spec,
      Duration timeLimit,
      Function<Progress, T> check) {
    if (!progress) {
      return check.apply(Progress.SILENT);
    }
    boolean terminal = Boolean.getBoolean("preimage.terminal");
    try (ProgressLine line =
        new ProgressLine(Commands.err(spec), terminal, timeLimit, System::nanoTime)) {
      return check.apply(line);
    }
  }

  private static CommandException usage(String message) {
    return new CommandException(ExitCode.USAGE, message);
  }
}
