package org.preimage.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.preimage.capacity.experiment.Cell;
import org.preimage.capacity.experiment.ClusterException;
import org.preimage.capacity.experiment.Experiment;
import org.preimage.capacity.experiment.MemoryTrialStore;
import org.preimage.capacity.experiment.SweepPlan;
import org.preimage.capacity.experiment.SweepRun;
import org.preimage.capacity.experiment.TrialCluster;
import org.preimage.capacity.experiment.TrialExecutor;
import org.preimage.capacity.experiment.TrialResult;
import org.preimage.random.WeightEnsemble;

/** Sweeps on Spark inside this process. */
final class SparkSweepTest {
  private static final SweepPlan PLAN =
      new SweepPlan(
          Experiment.INJECTIVITY,
          WeightEnsemble.GAUSSIAN,
          List.of(Cell.of(2, 6), Cell.of(3, 12), Cell.of(4, 20)),
          200,
          20261122,
          50_000);

  @Test
  void resultsAreThoseOfTheLocalRun() throws IOException {
    assertThat(results(PLAN, spark("local[2]")))
        .hasSize(600)
        .isEqualTo(results(PLAN, TrialExecutor.threads(1)));
  }

  @Test
  void onlyTrialsThatAreMissingAreRun() throws IOException {
    MemoryTrialStore store = new MemoryTrialStore();
    SweepRun.Options briefly = SweepRun.Options.defaults().withTimeLimit(Duration.ofMillis(1));
    SweepRun.Status first = SweepRun.run(PLAN, store, briefly, status -> {});
    SweepRun.Status second =
        SweepRun.run(PLAN, store, spark("local[2]"), SweepRun.Options.defaults(), s -> {});

    assertThat(first.isComplete()).isFalse();
    assertThat(second.added()).isEqualTo(600 - first.finished());
    assertThat(second.isComplete()).isTrue();
  }

  /** A task that may run for no time at all returns after each trial and gives back the rest. */
  @Test
  void tasksThatReturnEarlyLoseNothing() throws IOException {
    SweepPlan one =
        new SweepPlan(
            Experiment.INJECTIVITY, PLAN.weights(), List.of(Cell.of(2, 6)), 300, 7, 50_000);

    assertThat(results(one, new SparkTrials("local[2]", Duration.ZERO)))
        .isEqualTo(results(one, TrialExecutor.threads(1)));
  }

  @Test
  void interruptionKeepsWhatIsReady() throws IOException {
    SweepPlan endless =
        new SweepPlan(
            Experiment.INJECTIVITY, PLAN.weights(), List.of(Cell.of(4, 20)), 1_000_000, 3, 50_000);
    MemoryTrialStore store = new MemoryTrialStore();
    SweepRun.Status status =
        SweepRun.run(
            endless,
            store,
            spark("local[2]"),
            SweepRun.Options.defaults(),
            progress -> {
              if (progress.added() > 0) {
                Thread.currentThread().interrupt();
              }
            });

    assertThat(Thread.interrupted()).isTrue();
    assertThat(status.finished()).isPositive().isLessThan(1_000_000);
    assertThat(store.finished().cardinality()).isEqualTo((int) status.finished());
  }

  @Test
  void failingTrialsEndTheSweepWithSparksReason() {
    SweepPlan planned =
        new SweepPlan(
            Experiment.INJECTIVITY, PLAN.weights(), List.of(Cell.of(1_000_000, 999_999)), 2, 3, 5);

    assertThatThrownBy(() -> results(planned, spark("local[1]")))
        .isInstanceOf(ClusterException.class)
        .hasMessageStartingWith("Spark gave up: ");
  }

  @Test
  void addressesOfOtherKindsAreLeftToOthers() {
    assertThat(TrialCluster.find("local[*]")).isPresent();
    assertThat(TrialCluster.find("spark://host:7077")).isPresent();
    assertThat(TrialCluster.find("ray://host")).isEmpty();
  }

  @Test
  void slicesPartitionThePendingTrials() {
    for (int count : new int[] {0, 1, 31, 64, 65, 1000, 300_000}) {
      BitSet pending = new BitSet();
      pending.set(0, 3 * count);
      for (int k = 0; k < 3 * count; k += 3) {
        pending.clear(k);
      }
      BitSet left = (BitSet) pending.clone();
      BitSet taken = new BitSet();
      for (long[] slice : Slices.take(left, 2)) {
        assertThat(slice).isNotEmpty().hasSizeLessThanOrEqualTo(4096);
        for (long index : slice) {
          assertThat(taken.get((int) index)).isFalse();
          taken.set((int) index);
        }
      }
      assertThat(taken.intersects(left)).isFalse();
      taken.or(left);
      assertThat(taken).isEqualTo(pending);
    }
  }

  private static List<TrialResult> results(SweepPlan plan, TrialExecutor executor)
      throws IOException {
    MemoryTrialStore store = new MemoryTrialStore();
    SweepRun.Status status =
        SweepRun.run(plan, store, executor, SweepRun.Options.defaults(), progress -> {});
    assertThat(status.isComplete()).isTrue();
    List<TrialResult> results = new ArrayList<>();
    store.forEach(results::add);
    return results;
  }

  /** The executor that a user gets. */
  private static TrialExecutor spark(String master) {
    return TrialCluster.find(master).orElseThrow();
  }
}
