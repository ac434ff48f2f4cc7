package org.preimage.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.preimage.capacity.experiment.TrialStore;
import org.preimage.capacity.export.CsvFile;
import org.preimage.capacity.export.ParquetFile;
import org.preimage.capacity.export.TrialTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code preimage sweep export}: results for other programs. */
@Command(
    name = "export",
    description = "Writes the finished trials, one row each, to a CSV or Parquet file.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  preimage sweep export a.sqlite --csv a.csv",
      "  preimage sweep export a.sqlite --parquet a.parquet"
    })
final class SweepExportCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "STORE", description = "SQLite file of results.")
  private Path file = Path.of("");

  @Option(names = "--csv", paramLabel = "FILE", description = "Comma-separated values.")
  private @Nullable Path csv;

  @Option(names = "--parquet", paramLabel = "FILE", description = "Apache Parquet.")
  private @Nullable Path parquet;

  @Override
  public Integer call() {
    if (csv == null && parquet == null) {
      throw new CommandException(
          ExitCode.USAGE, "an export requires --csv FILE or --parquet FILE but received neither.");
    }
    return SweepStores.with(file, true, this::export);
  }

  private int export(TrialStore store) throws IOException {
    TrialTable table = TrialTable.of(SweepStores.plan(store, file), store);
    if (csv != null) {
      write(csv, target -> CsvFile.write(table, target));
    }
    if (parquet != null) {
      write(parquet, target -> ParquetFile.write(table, target));
    }
    return ExitCode.SUCCESS;
  }

  private interface Writing {
    void to(Path target) throws IOException;
  }

  private void write(Path target, Writing writing) {
    try {
      writing.to(target);
    } catch (IOException e) {
      throw CommandException.cannotWrite("table", target, e);
    }
    Commands.out(spec).println("Wrote " + target + ".");
  }
}
