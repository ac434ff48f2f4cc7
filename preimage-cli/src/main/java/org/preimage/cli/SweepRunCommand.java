package org.preimage.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.preimage.capacity.experiment.ClusterException;
import org.preimage.capacity.experiment.SweepPlan;
import org.preimage.capacity.experiment.SweepRun;
import org.preimage.capacity.experiment.TrialCluster;
import org.preimage.capacity.experiment.TrialExecutor;
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
      "  preimage sweep run --store a.sqlite --master spark://HOST:7077",
      "",
      "Exit codes: 0 all trials are finished, 2 stopped by --time, 69 the cluster failed,",
      "  130 stopped with Ctrl-C."
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
      names = "--master",
      paramLabel = "ADDRESS",
      description =
          "Run on Apache Spark instead of on threads: local[*], spark://HOST:PORT. Results are the same.")
  private @Nullable String master;

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
    TrialExecutor executor = executor();
    return SweepStores.with(file, choice.plan().isEmpty(), store -> run(store, executor, options));
  }

  private SweepRun.Options options() {
    try {
      return new SweepRun.Options(threads, timeLimit, new TrialRunner(safety));
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private TrialExecutor executor() {
    if (master == null) {
      return TrialExecutor.threads(threads);
    }
    return TrialCluster.find(master)
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.USAGE,
                    "--master requires an address that a module on the class path knows but received %s.%nMaybe one of local[*], spark://HOST:PORT; these need preimage-spark, which ./preimage builds by itself when it sees --master; elsewhere: mvn -DskipTests package -pl preimage-spark -am"
                        .formatted(master)));
  }

  private int run(TrialStore store, TrialExecutor executor, SweepRun.Options options)
      throws IOException {
    SweepPlan plan =
        choice.plan().isPresent() ? choice.plan().get() : SweepStores.plan(store, file);
    PrintWriter out = Commands.out(spec);
    SweepRun.Status status;
    try (ProgressLine line =
        new ProgressLine(Commands.err(spec), progress, timeLimit, System::nanoTime)) {
      status = SweepRun.run(plan, store, executor, options, now -> show(line, now));
    } catch (ClusterException e) {
      throw new CommandException(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
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
