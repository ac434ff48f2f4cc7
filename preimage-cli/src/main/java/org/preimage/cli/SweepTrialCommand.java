package org.preimage.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.preimage.capacity.experiment.SweepPlan;
import org.preimage.capacity.experiment.Trial;
import org.preimage.capacity.experiment.TrialResult;
import org.preimage.capacity.experiment.TrialRunner;
import org.preimage.capacity.experiment.TrialStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code preimage sweep trial}: repeats one trial. */
@Command(
    name = "trial",
    description = "Repeats one trial alone and compares it with the result in the file, if any.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Example:",
      "  preimage sweep trial a.sqlite --index 17",
      "",
      "Exit codes: 0 the same result or none to compare with, 1 another result, 130 Ctrl-C."
    })
final class SweepTrialCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "STORE", description = "SQLite file of results.")
  private Path file = Path.of("");

  @Option(
      names = "--index",
      required = true,
      paramLabel = "I",
      description = "Number of the trial in the plan, from 0.")
  private long index;

  @Option(names = "--json", description = "Print one JSON object instead of text.")
  private boolean json;

  @Override
  public Integer call() {
    return SweepStores.with(file, true, this::repeat);
  }

  private int repeat(TrialStore store) throws IOException {
    SweepPlan plan = SweepStores.plan(store, file);
    Trial trial;
    try {
      trial = plan.trial(index);
    } catch (IndexOutOfBoundsException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
    TrialResult result;
    try {
      result = TrialRunner.defaults().run(trial);
    } catch (InterruptedException e) {
      return ExitCode.INTERRUPTED;
    }
    Optional<TrialResult> kept = store.result(index);
    Optional<Boolean> same = kept.map(result::equals);
    PrintWriter out = Commands.out(spec);
    if (json) {
      out.println(json(trial, result, same));
    } else {
      text(trial, result, kept, out);
    }
    return same.orElse(true) ? ExitCode.SUCCESS : ExitCode.NEGATIVE;
  }

  private static void text(
      Trial trial, TrialResult result, Optional<TrialResult> kept, PrintWriter out) {
    out.println(
        "Trial %d: %s, cell %s, number %d in the cell, seed %d"
            .formatted(
                trial.index(),
                trial.experiment().label(),
                trial.cell(),
                trial.number(),
                trial.seed()));
    out.println(
        "  " + SweepText.outcome(result.outcome()) + (result.isOverdue() ? ", overdue" : ""));
    result
        .numbers()
        .forEach((name, value) -> out.println("  " + name + " " + NumberText.shortest(value)));
    out.println("  " + NumberText.time(result.seconds()) + " of processor time");
    out.println(
        kept.isEmpty()
            ? "The file holds no result of this trial yet."
            : result.equals(kept.get())
                ? "The same result as in the file, bit for bit."
                : "ANOTHER RESULT than in the file: " + kept.get());
  }

  private static String json(Trial trial, TrialResult result, Optional<Boolean> same) {
    ObjectNode json = JsonText.object();
    json.put("index", trial.index())
        .put("experiment", trial.experiment().label())
        .put("cell", trial.cell().toString())
        .put("number", trial.number())
        .put("seed", trial.seed())
        .put("outcome", result.outcome().name())
        .put("overdue", result.isOverdue())
        .put("seconds", result.seconds());
    ObjectNode numbers = json.putObject("numbers");
    result.numbers().forEach((name, value) -> JsonText.put(numbers, name, value));
    if (same.isPresent()) {
      json.put("sameAsStored", same.get());
    } else {
      json.putNull("sameAsStored");
    }
    return JsonText.print(json);
  }
}
