package org.preimage.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.preimage.capacity.experiment.PlanText;
import org.preimage.capacity.experiment.SqliteTrialStore;
import org.preimage.capacity.experiment.SweepPlan;
import org.preimage.capacity.experiment.SweepRun;
import org.preimage.capacity.experiment.SweepRun.Status;
import org.preimage.capacity.experiment.TrialStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a sweep with {@code spark-submit}. */
@Command(
    name = "SweepJob",
    description = {
      "Runs the trials of a plan that a store does not hold yet on a Spark cluster.",
      "The store is a file of the machine on which the driver runs."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  spark-submit --master spark://host:7077 --class org.preimage.spark.SweepJob \\",
      "    preimage-spark-job.jar --plan plan.txt --store results.sqlite",
      "",
      "Exit codes: 0 all trials done, 2 some are left, 64 usage, 65 bad data,",
      "  66 missing input, 69 the cluster failed, 70 internal error, 130 Ctrl-C."
    })
public final class SweepJob implements Callable<Integer> {
  @Option(names = "--plan", required = true, paramLabel = "FILE", description = "The plan, a text.")
  private Path plan = Path.of("");

  @Option(
      names = "--store",
      required = true,
      paramLabel = "FILE.sqlite",
      description = "Where results are kept; made if it is missing, continued if it is not.")
  private Path store = Path.of("");

  @Mixin private JobWords words = new JobWords();

  SweepJob() {}

  /** Runs the command and ends the JVM. */
  public static void main(String[] args) {
    JobMain.run(new SweepJob(), args);
  }

  @Override
  public Integer call() throws IOException {
    SweepPlan asked = PlanText.parse(Files.readString(plan));
    ProgressLines lines = words.lines("trials");
    try (TrialStore results = SqliteTrialStore.open(store)) {
      Status status =
          SweepRun.run(
              asked,
              results,
              new SparkTrials(words.master()),
              SweepRun.Options.defaults(),
              now -> lines.update(now.finished(), now.total(), now.secondsLeft()));
      System.out.printf(
          "%d of %d trials in %s, %d of them new%n",
          status.finished(), status.total(), store, status.added());
      return JobMain.complete(status.isComplete());
    }
  }
}
