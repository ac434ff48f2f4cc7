package org.preimage.capacity.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SweepRunTest {
  private static final SweepPlan PLAN = Plans.of(Experiment.INJECTIVITY, 50, "2x7", "3x11");
  private static final SweepRun.Options ONE = SweepRun.Options.defaults();

  static List<TrialResult> results(TrialStore store) throws IOException {
    List<TrialResult> results = new ArrayList<>();
    store.forEach(results::add);
    return results;
  }

  @Test
  void resultsDoNotDependOnThreads() throws IOException {
    MemoryTrialStore one = new MemoryTrialStore();
    MemoryTrialStore three = new MemoryTrialStore();
    SweepRun.Status status = SweepRun.run(PLAN, one, ONE, now -> {});
    SweepRun.run(PLAN, three, ONE.withThreads(3), now -> {});

    assertThat(status.isComplete()).isTrue();
    assertThat(results(one)).hasSize(100).isEqualTo(results(three));
  }

  @Test
  void aResultThatComesTwiceCountsOnce() throws IOException {
    MemoryTrialStore store = new MemoryTrialStore();
    TrialExecutor twice =
        (plan, runner, pending, results) ->
            TrialExecutor.threads(2)
                .start(
                    plan,
                    runner,
                    pending,
                    result -> {
                      results.accept(result);
                      results.accept(result);
                    });
    SweepRun.Status status = SweepRun.run(PLAN, store, twice, ONE, now -> {});

    assertThat(status.added()).isEqualTo(100);
    assertThat(store.finished().cardinality()).isEqualTo(100);
  }

  @Test
  void manyThreadsShareFewTrials() throws IOException {
    SweepPlan few = Plans.of(Experiment.INJECTIVITY, 3, "2x7");
    for (int k = 0; k < 50; k++) {
      MemoryTrialStore store = new MemoryTrialStore();
      SweepRun.Status status = SweepRun.run(few, store, ONE.withThreads(8), now -> {});
      assertThat(status.isComplete()).isTrue();
      assertThat(store.finished().cardinality()).isEqualTo(3);
    }
  }

  @Test
  void runsOnlyWhatIsMissing() throws Exception {
    MemoryTrialStore whole = new MemoryTrialStore();
    SweepRun.run(PLAN, whole, ONE, now -> {});
    MemoryTrialStore part = new MemoryTrialStore();
    part.begin(PLAN);
    for (long index : new long[] {3, 97, 40}) {
      part.append(List.of(TrialRunner.defaults().run(PLAN.trial(index))));
    }
    SweepRun.Status status = SweepRun.run(PLAN, part, ONE, now -> {});

    assertThat(status.added()).isEqualTo(97);
    assertThat(results(part)).isEqualTo(results(whole));
    assertThat(SweepRun.run(PLAN, part, ONE, now -> {}).added()).isZero();
  }

  @Test
  void interruptionKeepsWhatIsReadyAndTheFlag() throws IOException {
    MemoryTrialStore store = new MemoryTrialStore();
    SweepPlan endless = Plans.of(Experiment.INJECTIVITY, 100_000, "3x11");
    SweepRun.Status status =
        SweepRun.run(
            endless,
            store,
            ONE.withThreads(2),
            now -> {
              if (now.added() > 20) {
                Thread.currentThread().interrupt();
              }
            });
    assertThat(Thread.interrupted()).isTrue();
    assertThat(status.isComplete()).isFalse();
    assertThat(status.added()).isGreaterThan(20).isEqualTo(store.finished().cardinality());
  }

  @Test
  void stopsWhenTheTimeIsOver() throws IOException {
    SweepPlan endless = Plans.of(Experiment.INJECTIVITY, 100_000, "3x11");
    SweepRun.Status status =
        SweepRun.run(
            endless, new MemoryTrialStore(), ONE.withTimeLimit(Duration.ofMillis(300)), now -> {});
    assertThat(status.isComplete()).isFalse();
    assertThat(status.seconds()).isLessThan(60);
  }

  @Test
  void refusesTheResultsOfAnotherPlan() throws IOException {
    MemoryTrialStore store = new MemoryTrialStore();
    store.begin(Plans.of(Experiment.INJECTIVITY, 49, "2x7", "3x11"));
    assertThatThrownBy(() -> SweepRun.run(PLAN, store, ONE, now -> {}))
        .isInstanceOf(PlanMismatchException.class)
        .hasMessageContaining("there: trials 49, asked for: trials 50");
  }
}
