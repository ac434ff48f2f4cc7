package org.preimage.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.preimage.capacity.experiment.SweepPlan;
import org.preimage.capacity.experiment.SweepRun;
import org.preimage.capacity.experiment.TrialRunner;
import org.preimage.capacity.experiment.TrialStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code preimage sweep run}: runs the trials that are not finished yet. */
@Command(
    name = "run",
    description = {
      "Runs the trials of a plan that its file does not hold yet, then shows all results.",
      "Without a plan: goes on with the one in the file."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  preimage sweep run --inputs 2 --rows 4,6,8 --trials 1000 --store a.sqlite",
      "  preimage sweep run --inputs 3 --expansivity 3,4,5 --store b.sqlite",
      "  preimage sweep run --experiment deep-activity --cells 2x8x8 --store d.sqlite",
      "  preimage sweep run --plan fig7.plan --store f.sqlite --threads 2 --time 10m",
      "  preimage sweep run --store a.sqlite          goes on after a stop",
      "",
      "Exit codes: 0 all trials are finished, 2 stopped by --time, 130 stopped with Ctrl-C."
    })
final class SweepRunCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private PlanChoice choice = new PlanChoice();

  @Option(
      names = "--store",
      required = true,
      paramLabel = "FILE",
      description = "SQLite file of the results; created if missing, continued if not.")
  private Path file = Path.of("");

  @Option(
      names = "--threads",
      paramLabel = "K",
      defaultValue = "1",
      description = "Trials run at once; results do not depend on it. Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(
      names = {"--time", "--time-limit"},
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Stop after this time: 60s, 2m, 1h. Default: run to the end.")
  private Duration timeLimit = Duration.ofDays(365);

  @Option(
      names = "--safety",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      defaultValue = "30m",
      description =
          "Give up a single decision after this real time although it has effort left; such results are marked as overdue. Default: ${DEFAULT-VALUE}.")
  private Duration safety = Duration.ofMinutes(30);

  @Option(names = "--json", description = "Print one JSON object instead of text.")
  private boolean json;

  @Option(
      names = "--progress",
      negatable = true,
      description = "Show progress on stderr. Default: when stderr is a terminal.")
  private boolean progress = Boolean.getBoolean("preimage.terminal");

  @Override
  public Integer call() {
    SweepRun.Options options = options();
    return SweepStores.with(file, choice.plan().isEmpty(), store -> run(store, options));
  }

  private SweepRun.Options options() {
    try {
      return new SweepRun.Options(threads, timeLimit, new TrialRunner(safety));
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private int run(TrialStore store, SweepRun.Options options) throws IOException {
    SweepPlan plan =
        choice.plan().isPresent() ? choice.plan().get() : SweepStores.plan(store, file);
    PrintWriter out = Commands.out(spec);
    SweepRun.Status status;
    try (ProgressLine line =
        new ProgressLine(Commands.err(spec), progress, timeLimit, System::nanoTime)) {
      status = SweepRun.run(plan, store, options, now -> show(line, now));
    }
    boolean interrupted = Thread.interrupted();
    SweepReport report =
        new SweepReport(file, SweepStores.estimate(store, file), status.total(), interrupted);
    if (json) {
      out.println(SweepJson.of(report));
    } else {
      SweepText.lines(report).forEach(out::println);
    }
    return interrupted
        ? ExitCode.INTERRUPTED
        : status.isComplete() ? ExitCode.SUCCESS : ExitCode.UNDECIDED;
  }

  private void show(ProgressLine line, SweepRun.Status now) {
    if (progress) {
      double left = now.total() - now.finished();
      line.update(
          "%s of %s trials"
              .formatted(NumberText.count(now.finished()), NumberText.count(now.total())),
          now.added() / (now.added() + left));
    }
  }
}
