package org.preimage.capacity.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteTrialStoreTest extends TrialStoreContract {
  private static final SweepPlan LONG = Plans.of(Experiment.INJECTIVITY, 3000, "2x7", "3x11");

  @TempDir Path folder;

  @Override
  TrialStore empty() throws IOException {
    return SqliteTrialStore.open(folder.resolve("a.sqlite"));
  }

  @Test
  void survivesClosing() throws IOException {
    try (TrialStore store = empty()) {
      store.begin(PLAN);
      store.append(List.of(LATE, EARLY));
    }
    try (TrialStore store = SqliteTrialStore.openExisting(folder.resolve("a.sqlite"))) {
      assertThat(store.plan()).contains(PLAN);
      assertThat(SweepRunTest.results(store)).containsExactly(EARLY, LATE);
      assertThatThrownBy(() -> store.begin(Plans.of(Experiment.INJECTIVITY, 10, "2x7")))
          .isInstanceOf(PlanMismatchException.class)
          .hasMessageContaining("a.sqlite")
          .hasMessageContaining("Maybe choose a new file");
    }
  }

  @Test
  void refusesOtherFiles() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "not a database, by far".repeat(99));
    assertThatThrownBy(() -> SqliteTrialStore.open(text))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("notes.txt");
    assertThatThrownBy(() -> SqliteTrialStore.openExisting(folder.resolve("none.sqlite")))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(folder.resolve("none.sqlite")).doesNotExist();
  }

  /** The process that runs this is killed. */
  static final class Victim {
    private Victim() {}

    public static void main(String[] args) throws IOException {
      try (TrialStore store = SqliteTrialStore.open(Path.of(args[0]))) {
        SweepRun.run(LONG, store, SweepRun.Options.defaults().withThreads(2), now -> {});
      }
    }
  }

  /** As when a sweep is begun and looked at in the same moment. */
  @Test
  void severalMayMakeTheSameFileAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int k = 0; k < 30; k++) {
        Path file = folder.resolve("new" + k + ".sqlite");
        Callable<Boolean> open =
            () -> {
              try (TrialStore store = SqliteTrialStore.open(file)) {
                store.begin(LONG);
                return store.finished().isEmpty();
              }
            };
        for (Future<Boolean> opened : threads.invokeAll(List.of(open, open, open, open))) {
          assertThat(opened.get()).isTrue();
        }
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aKilledProcessLosesOnlyTrialsInFlight() throws Exception {
    Path file = folder.resolve("killed.sqlite");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    try {
      waitForResults(file, process);
    } finally {
      process.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
    }
    MemoryTrialStore whole = new MemoryTrialStore();
    SweepRun.run(LONG, whole, SweepRun.Options.defaults(), now -> {});
    try (TrialStore store = SqliteTrialStore.openExisting(file)) {
      int kept = store.finished().cardinality();
      assertThat(kept).isPositive().isLessThan((int) LONG.trialCount());
      SweepRun.Status status = SweepRun.run(LONG, store, SweepRun.Options.defaults(), now -> {});
      assertThat(status.added()).isEqualTo(LONG.trialCount() - kept);
      assertThat(SweepRunTest.results(store)).isEqualTo(SweepRunTest.results(whole));
    }
  }

  private void waitForResults(Path file, Process process) throws Exception {
    for (int k = 0; k < 1200 && process.isAlive(); k++) {
      if (Files.exists(file) && kept(file) > 30) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError(
        "no results before the end: " + Files.readString(folder.resolve("log")));
  }

  private static int kept(Path file) {
    try (TrialStore store = SqliteTrialStore.openExisting(file)) {
      return store.finished().cardinality();
    } catch (IOException e) {
      return 0;
    }
  }
}
