package org.preimage.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.preimage.capacity.theory.DeepNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code preimage capacity}: what theory says about random layers and networks. */
@Command(
    name = "capacity",
    description = {
      "Theory numbers for random layers and networks: how many outputs per input make",
      "them injective, each with its method, rigor and source."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  preimage capacity",
      "  preimage capacity --inputs 100 --risk 0.01",
      "  preimage capacity --inputs 100 --rows 900",
      "  preimage capacity --layers 4 --notion 2 --method partial",
      "  preimage capacity --layers 2 --hidden 6.698 --method full --json",
      "  preimage capacity --active-fraction 5 --plot energy.svg",
      "",
      "Exit codes: 0 done, 64 usage, 73 cannot write."
    })
final class CapacityCommand implements Callable<Integer> {
  private static final int DEEPEST = 8;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--inputs",
      paramLabel = "N",
      description = "One layer with n inputs: rows to take, proved for this n.")
  private @Nullable Integer inputs;

  @Option(names = "--rows", paramLabel = "M", description = "With --inputs: what m rows give.")
  private @Nullable Integer rows;

  @Option(
      names = "--risk",
      paramLabel = "P",
      defaultValue = "0.01",
      description = "With --inputs: P(not injective) allowed. Default: ${DEFAULT-VALUE}.")
  private double risk;

  @Option(names = "--layers", paramLabel = "L", description = "A network of L layers, 1 to 8.")
  private @Nullable Integer layers;

  @Option(
      names = "--notion",
      paramLabel = "K",
      defaultValue = "1",
      description = {
        "With --layers: 1 = n active rows in every layer (necessary),",
        "2 = 2n after the first (sufficient). Default: ${DEFAULT-VALUE}."
      })
  private int notion;

  @Option(
      names = "--hidden",
      paramLabel = "A",
      split = ",",
      description = "With --layers: given α of the first layers. Default: each minimal.")
  private double[] hidden = {};

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      defaultValue = "plain",
      description = "With --layers: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private DeepNetwork.Duality method = DeepNetwork.Duality.PLAIN;

  @Option(
      names = "--active-fraction",
      paramLabel = "ALPHA",
      description = "Least fraction of active rows of one layer with m = αn rows.")
  private @Nullable Double activeFraction;

  @Option(names = "--json", description = "Print one JSON object instead of text.")
  private boolean json;

  @Option(names = "--csv", paramLabel = "FILE", description = "Also write the table as CSV.")
  private @Nullable Path csv;

  @Option(names = "--plot", paramLabel = "FILE", description = "Also draw a picture: .png or .svg.")
  private @Nullable Path plot;

  @Override
  public Integer call() {
    if (plot != null) {
      LinePlot.requireFits(plot);
    }
    CapacityReport report = report();
    if (csv != null) {
      writeCsv(report, csv);
    }
    if (plot != null) {
      report.plot().write(plot);
    }
    PrintWriter out = Commands.out(spec);
    if (json) {
      out.println(report.json());
    } else {
      report.lines().forEach(out::println);
    }
    return ExitCode.SUCCESS;
  }

  private CapacityReport report() {
    try {
      requireConsistent();
      if (inputs != null) {
        return rows == null ? SizeAdvice.rows(inputs, risk) : SizeAdvice.probability(inputs, rows);
      }
      if (layers != null) {
        return DepthCapacity.report(method, notion(), depth(layers), hidden);
      }
      return activeFraction == null
          ? OneLayerCapacity.report()
          : ActiveFraction.report(activeFraction);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private void requireConsistent() {
    long modes = Stream.of(inputs, layers, activeFraction).filter(option -> option != null).count();
    if (modes > 1) {
      throw new IllegalArgumentException(
          "capacity requires one of --inputs, --layers and --active-fraction but received several.");
    }
    if (rows != null && inputs == null) {
      throw new IllegalArgumentException(
          "--rows requires the number of inputs but received none. Maybe add --inputs.");
    }
  }

  private static int depth(int layers) {
    if (layers < 1 || layers > DEEPEST) {
      throw new IllegalArgumentException(
          "--layers requires a number from 1 to %d but received %d.".formatted(DEEPEST, layers));
    }
    return layers;
  }

  private DeepNetwork.Notion notion() {
    return switch (notion) {
      case 1 -> DeepNetwork.Notion.LOCAL;
      case 2 -> DeepNetwork.Notion.PAIRS;
      default ->
          throw new IllegalArgumentException(
              "--notion requires 1 or 2 but received %d.".formatted(notion));
    };
  }

  private static void writeCsv(CapacityReport report, Path file) {
    try {
      Files.writeString(file, report.csv());
    } catch (IOException e) {
      throw CommandException.cannotWrite("table", file, e);
    }
  }
}
