package org.preimage.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
      "  preimage capacity --json",
      "",
      "Exit codes: 0 done, 64 usage, 73 cannot write."
    })
final class CapacityCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

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
    return OneLayerCapacity.report();
  }

  private static void writeCsv(CapacityReport report, Path file) {
    try {
      Files.writeString(file, report.csv());
    } catch (IOException e) {
      throw CommandException.cannotWrite("table", file, e);
    }
  }
}
