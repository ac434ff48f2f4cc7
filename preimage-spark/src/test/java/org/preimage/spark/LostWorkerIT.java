package org.preimage.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.preimage.capacity.experiment.Cell;
import org.preimage.capacity.experiment.Experiment;
import org.preimage.capacity.experiment.MemoryTrialStore;
import org.preimage.capacity.experiment.SweepPlan;
import org.preimage.capacity.experiment.SweepRun;
import org.preimage.capacity.experiment.TrialResult;
import org.preimage.capacity.experiment.TrialStore;
import org.preimage.random.WeightEnsemble;

/**
 * The job jar on a cluster of separate processes: a master, two workers with an executor each, and
 * the driver. One worker and its executor are killed in mid-run.
 */
final class LostWorkerIT {
  private static final SweepPlan PLAN =
      new SweepPlan(
          Experiment.INJECTIVITY,
          WeightEnsemble.GAUSSIAN,
          List.of(Cell.of(2, 8), Cell.of(6, 36), Cell.of(7, 42)),
          30,
          20261122,
          300_000);

  @TempDir private Path folder;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void killingWorkerAndExecutorChangesNothing() throws Exception {
    Path plan = Files.writeString(folder.resolve("plan.txt"), PLAN.toString());
    Path store = folder.resolve("results.sqlite");
    Path log = folder.resolve("driver.log");

    try (StandaloneCluster cluster = StandaloneCluster.ofTheBuild(folder, 2)) {
      Process driver =
          cluster.submit(
              StandaloneCluster.jobJar(),
              "org.preimage.spark.SweepJob",
              log,
              "--plan",
              plan.toString(),
              "--store",
              store.toString());
      StandaloneCluster.await(
          "first results", () -> Stores.finished(store) >= 6 || !driver.isAlive());
      assertThat(Stores.finished(store)).as(cluster.logs()).isBetween(6, 80);
      cluster.kill(0);

      assertThat(driver.waitFor(5, TimeUnit.MINUTES)).as(cluster.logs()).isTrue();
      assertThat(driver.exitValue()).as(cluster.logs()).isZero();
    }

    assertThat(Files.readString(log)).contains("Lost executor", "90 of 90 trials");
    assertThat(Stores.results(store)).isEqualTo(localResults());
  }

  private static List<TrialResult> localResults() throws IOException {
    List<TrialResult> results = new ArrayList<>();
    try (TrialStore memory = new MemoryTrialStore()) {
      SweepRun.run(PLAN, memory, SweepRun.Options.defaults(), status -> {});
      memory.forEach(results::add);
    }
    return results;
  }
}
