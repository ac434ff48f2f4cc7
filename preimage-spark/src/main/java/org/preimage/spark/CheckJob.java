package org.preimage.spark;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks many models with {@code spark-submit}. */
@Command(
    name = "CheckJob",
    description = {
      "Decides for each of many networks whether it is one-to-one, one network a task.",
      "Models are read and certificates written on the machine on which the driver runs."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  spark-submit --master spark://host:7077 --class org.preimage.spark.CheckJob \\",
      "    preimage-spark-job.jar --out checks models/*.onnx",
      "",
      "Exit codes: 0 all models were checked, 2 some were not, 64 usage, 65 bad data,",
      "  66 missing input, 69 the cluster failed, 70 internal error, 130 Ctrl-C."
    })
public final class CheckJob implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "MODEL", description = "The networks.")
  private List<Path> models = List.of();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Where <model>.preimage.gz and the table checks.csv go.")
  private Path out = Path.of("");

  @Mixin private JobWords words = new JobWords();

  @Option(
      names = "--time-limit",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "For each model. Default: ${DEFAULT-VALUE}.")
  private long seconds = 60;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of every random choice. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  CheckJob() {}

  /** Runs the command and ends the JVM. */
  public static void main(String[] args) {
    JobMain.run(new CheckJob(), args);
  }

  @Override
  public Integer call() throws IOException {
    requireDifferentNames();
    if (seconds < 1) {
      throw new IllegalArgumentException(
          "--time-limit requires at least 1 but received " + seconds);
    }
    Files.createDirectories(out);
    try (PrintWriter table =
        new PrintWriter(
            Files.newBufferedWriter(out.resolve("checks.csv"), StandardCharsets.UTF_8))) {
      CheckTable checks = new CheckTable(models, out, table, words.lines("models"));
      ModelCheck work = new ModelCheck(Duration.ofSeconds(seconds), seed);
      Undisturbed.run(
          ended -> SparkChecks.run(words.master(), models, work, checks::accept, ended));
      System.out.println(checks.summary());
      return JobMain.complete(checks.isComplete());
    }
  }

  private void requireDifferentNames() {
    Map<Path, Path> targets = new HashMap<>();
    for (Path model : models) {
      Path other = targets.put(CheckTable.certificate(out, model), model);
      if (other != null) {
        throw new IllegalArgumentException(
            "Certificates are named after models, which requires different names but received %s and %s.%nMaybe check them in two runs with different --out."
                .formatted(other, model));
      }
    }
  }
}
