package org.preimage.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.preimage.capacity.experiment.Cell;
import org.preimage.capacity.experiment.Experiment;
import org.preimage.capacity.experiment.SweepPlan;
import org.preimage.random.WeightEnsemble;

/**
 * Trials a second with one and with two executors of one core each, from the first kept result to
 * the last: the start of the processes, which does not depend on the work, is left out. Run by
 * hand; {@code preimage.scaling} says how many trials.
 */
@EnabledIfSystemProperty(named = "preimage.scaling", matches = "\\d+")
final class ScalingIT {
  private static final int REPETITIONS = 3;

  @TempDir private Path folder;

  @Test
  void twoExecutorsAgainstOne() throws Exception {
    SweepPlan plan =
        new SweepPlan(
            Experiment.INJECTIVITY,
            WeightEnsemble.GAUSSIAN,
            List.of(Cell.of(8, 56)),
            Integer.getInteger("preimage.scaling"),
            20261122,
            300_000);
    System.out.println("executors  trials/s  processor seconds of trials  wall seconds");
    for (int repetition = 0; repetition < REPETITIONS; repetition++) {
      for (int executors = 1; executors <= 2; executors++) {
        measure(plan, executors, folder.resolve(repetition + "-" + executors));
      }
    }
  }

  private static void measure(SweepPlan plan, int executors, Path here) throws Exception {
    Files.createDirectories(here);
    Path store = here.resolve("results.sqlite");
    Path text = Files.writeString(here.resolve("plan.txt"), plan.toString());
    try (StandaloneCluster cluster = StandaloneCluster.ofTheBuild(here, executors)) {
      Process driver =
          cluster.submit(
              StandaloneCluster.jobJar(),
              "org.preimage.spark.SweepJob",
              here.resolve("driver.log"),
              "--plan",
              text.toString(),
              "--store",
              store.toString());
      // The first task of each executor also loads classes.
      StandaloneCluster.await("first results", () -> Stores.finished(store) >= 8 * executors);
      long start = System.nanoTime();
      int before = Stores.finished(store);
      assertThat(driver.waitFor(10, TimeUnit.MINUTES)).isTrue();
      double seconds = (System.nanoTime() - start) * 1e-9;
      print(store, executors, plan.trialCount() - before, seconds);
    }
  }

  private static void print(Path store, int executors, long trials, double seconds)
      throws IOException {
    double[] processor = {0};
    Stores.results(store).forEach(result -> processor[0] += result.seconds());
    System.out.printf(
        "%9d  %8.3f  %27.2f  %12.2f%n", executors, trials / seconds, processor[0], seconds);
  }
}
