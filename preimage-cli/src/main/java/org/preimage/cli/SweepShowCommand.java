package org.preimage.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.preimage.capacity.estimate.SweepEstimate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code preimage sweep show}: what finished trials say. */
@Command(
    name = "show",
    description = "Shows what the finished trials in a file say; also while they are run.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  preimage sweep show a.sqlite --json",
      "  preimage sweep show a.sqlite --plot a.png"
    })
final class SweepShowCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "STORE", description = "SQLite file of results.")
  private Path file = Path.of("");

  @Option(names = "--plot", paramLabel = "FILE", description = "Also draw a picture: .png or .svg.")
  private @Nullable Path plot;

  @Option(names = "--json", description = "Print one JSON object instead of text.")
  private boolean json;

  @Override
  public Integer call() {
    if (plot != null) {
      LinePlot.requireFits(plot);
    }
    SweepEstimate estimate =
        SweepStores.with(file, true, store -> SweepStores.estimate(store, file));
    SweepReport report = new SweepReport(file, estimate, estimate.plan().trialCount(), false);
    if (json) {
      Commands.out(spec).println(SweepJson.of(report));
    } else {
      SweepText.lines(report).forEach(Commands.out(spec)::println);
    }
    if (plot != null) {
      SweepPlot.of(estimate).write(plot);
    }
    return ExitCode.SUCCESS;
  }
}
