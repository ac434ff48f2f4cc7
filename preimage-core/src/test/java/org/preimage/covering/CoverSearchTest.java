package org.preimage.covering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.CountProof;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Proof;
import org.preimage.certificate.Subject;
import org.preimage.certificate.Weights;
import org.preimage.check.Checker;
import org.preimage.check.Outcome;

final class CoverSearchTest {
  private static final Duration NOW = Duration.ZERO;

  @ParameterizedTest
  @CsvSource({"2,12,1", "3,24,2", "4,32,3", "6,48,4", "8,64,5", "8,80,6", "10,80,7"})
  void provesWhatTheCheckerAccepts(int n, int m, long seed) {
    double[][] rows = gaussian(m, n, seed);
    CoverSearch search = new CoverSearch(rows, n, seed, () -> false);

    assertThat(check(rows, n, tree(search.run()))).isInstanceOf(Outcome.Accepted.class);
    assertThat(search.explored()).isEqualTo(1);
    assertThat(search.lowerBound()).isBetween(1, n);
    assertThat(search.largestPacking()).isGreaterThan(n - 1);
  }

  @ParameterizedTest
  @CsvSource({"4,12,1", "6,24,2", "10,40,3"})
  void findsADirectionWithFewActiveRows(int n, int m, long seed) {
    double[][] rows = gaussian(m, n, seed);

    CoverSearch.Ending ending = new CoverSearch(rows, n, seed, () -> false).run();

    assertThat(ending).isInstanceOf(CoverSearch.Ending.Found.class);
    assertThat(active(rows, ((CoverSearch.Ending.Found) ending).direction())).isLessThan(n);
  }

  /** Enough cases for several parts. */
  @Test
  void theTreeDoesNotDependOnTheNumberOfThreads() {
    double[][] rows = gaussian(96, 13, 1);
    CountProof.Tree one = tree(new CoverSearch(rows, 13, 5, () -> false, 1).run());
    CoverSearch two = new CoverSearch(rows, 13, 5, () -> false, 2);

    assertThat(tree(two.run())).isEqualTo(one);
    assertThat(two.cases()).isGreaterThan(PartSearch.CASES);
    assertThat(tree(new CoverSearch(rows, 13, 5, () -> false, 4).run())).isEqualTo(one);
    assertThat(check(rows, 13, one)).isInstanceOf(Outcome.Accepted.class);
  }

  /** Several parts: what waits, what is finished and what is at work. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void tellsWhatItKeepsAndGivesItUp(int threads) {
    double[][] rows = gaussian(96, 13, 1);
    CoverSearch search = new CoverSearch(rows, 13, 5, () -> false, threads);
    AtomicLong kept = new AtomicLong();
    AtomicLong most = new AtomicLong();
    AtomicLong least = new AtomicLong();
    search.countKept(
        bytes -> {
          long now = kept.addAndGet(bytes);
          most.accumulateAndGet(now, Math::max);
          least.accumulateAndGet(now, Math::min);
        });

    CountProof.Tree tree = tree(search.run());

    assertThat(search.cases()).isGreaterThan(PartSearch.CASES);
    assertThat(kept).hasValue(0);
    assertThat(least).hasValue(0);
    assertThat(most.get()).isGreaterThan(4L * tree.steps().size());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aResumedSearchSkipsFinishedPartsAndYieldsTheSameTree(int threads, @TempDir Path folder)
      throws IOException {
    double[][] rows = gaussian(96, 13, 1);
    CoverSearch whole = new CoverSearch(rows, 13, 5, () -> false);
    CountProof.Tree expected = tree(whole.run());
    Path file = folder.resolve("proof.checkpoint");
    AtomicInteger asked = new AtomicInteger();
    int stopAfter = (int) whole.cases() - 100;
    BooleanSupplier impatient = () -> asked.incrementAndGet() > stopAfter;
    CoverSearch stopped = new CoverSearch(rows, 13, 5, impatient, threads);
    stopped.resumeAndSave(file, NOW);

    CoverSearch.Ending ending = stopped.run();

    assertThat(ending).isInstanceOf(CoverSearch.Ending.Stopped.class);
    assertThat(((CoverSearch.Ending.Stopped) ending).explored()).isBetween(0.1, 0.9999);
    AtomicInteger again = new AtomicInteger();
    CoverSearch resumed = new CoverSearch(rows, 13, 5, () -> again.incrementAndGet() < 0, threads);
    resumed.resumeAndSave(file, NOW);
    assertThat(tree(resumed.run())).isEqualTo(expected);
    assertThat(resumed.cases()).isEqualTo(whole.cases());
    assertThat(again.get()).isLessThan((int) whole.cases());
    CoverSearch finished = new CoverSearch(rows, 13, 5, () -> true);
    finished.resumeAndSave(file, NOW);
    assertThat(tree(finished.run())).isEqualTo(expected);
    assertThat(folder).isDirectoryContaining(path -> path.equals(file));
    assertThat(Files.exists(folder.resolve("proof.checkpoint.new"))).isFalse();
  }

  @Test
  void damagedAndForeignCheckpointsAreRefused(@TempDir Path folder) throws IOException {
    double[][] rows = gaussian(24, 3, 1);
    Path file = folder.resolve("proof.checkpoint");
    CoverSearch search = new CoverSearch(rows, 3, 5, () -> false);
    search.resumeAndSave(file, NOW);
    assertThat(search.run()).isInstanceOf(CoverSearch.Ending.Proved.class);

    refuses(new CoverSearch(rows, 3, 6, () -> false), file, "another problem");
    refuses(new CoverSearch(rows, 2, 5, () -> false), file, "another problem");
    refuses(new CoverSearch(gaussian(24, 3, 2), 3, 5, () -> false), file, "another problem");
    byte[] bytes = Files.readAllBytes(file);
    for (int at = 0; at < bytes.length; at += 7) {
      byte[] spoiled = bytes.clone();
      spoiled[at] ^= 4;
      Files.write(file, spoiled);
      refuses(new CoverSearch(rows, 3, 5, () -> false), file, "Checkpoint");
    }
    Files.write(file, new byte[10]);
    refuses(new CoverSearch(rows, 3, 5, () -> false), file, "not a checkpoint");
  }

  private static void refuses(CoverSearch search, Path file, String why) {
    assertThatThrownBy(() -> search.resumeAndSave(file, NOW))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(why)
        .hasMessageContaining("Maybe");
  }

  /** Whatever is claimed of degenerate rows is true; a stop claims nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {"duplicates", "zeros", "opposites", "few", "flat", "grid", "parallel", "single"})
  void degenerateRowsNeverMisleadNorHang(String kind) {
    for (int seed = 1; seed <= 10; seed++) {
      double[][] rows = degenerate(kind, seed);
      int n = rows[0].length;
      AtomicInteger asked = new AtomicInteger();
      for (int required = 1; required <= n; required++) {
        CoverSearch.Ending ending =
            new CoverSearch(rows, required, seed, () -> asked.incrementAndGet() > 3000).run();
        if (ending instanceof CoverSearch.Ending.Found found) {
          assertThat(found.direction()).as("%s %d", kind, seed).hasSize(n);
          assertThat(found.direction()).doesNotContain(Double.NaN);
        } else if (ending instanceof CoverSearch.Ending.Stopped stopped) {
          assertThat(stopped.reason()).as("%s %d", kind, seed).isNotBlank();
        } else {
          Outcome outcome = check(rows, required, tree(ending));
          assertThat(outcome)
              .as("%s %d", kind, seed)
              .isInstanceOfAny(Outcome.Accepted.class, Outcome.Rejected.class);
        }
      }
    }
  }

  private static double[][] degenerate(String kind, int seed) {
    double[][] rows = gaussian(40, 4, seed);
    Random random = new Random(seed);
    for (int i = 0; i < rows.length; i++) {
      switch (kind) {
        case "duplicates" -> rows[i] = rows[i % 13];
        case "zeros" -> rows[i] = i % 3 == 0 ? new double[4] : rows[i];
        case "opposites" -> rows[i] = i % 2 == 0 ? rows[i] : negative(rows[i - 1]);
        case "flat" -> rows[i][3] = rows[i][2] - rows[i][1];
        case "parallel" -> rows[i] = rows[0];
        case "grid" -> rows[i] = random.doubles(4).map(x -> Math.floor(3 * x) - 1).toArray();
        default -> {}
      }
    }
    int kept = kind.equals("single") ? 1 : kind.equals("few") ? 3 : rows.length;
    return java.util.Arrays.copyOf(rows, kept);
  }

  private static double[] negative(double[] row) {
    return java.util.Arrays.stream(row).map(x -> -x).toArray();
  }

  @Test
  void honoursItsBudget() {
    AtomicInteger asked = new AtomicInteger();
    CoverSearch search =
        new CoverSearch(gaussian(128, 16, 1), 16, 1, () -> asked.incrementAndGet() > 20, 2);

    CoverSearch.Ending ending = search.run();

    assertThat(ending).isInstanceOf(CoverSearch.Ending.Stopped.class);
    assertThat(search.cases()).isBetween(20L, 22L);
    assertThat(search.explored()).isLessThan(1);
  }

  @Test
  void refusesMeaninglessProblems() {
    assertThatThrownBy(() -> new CoverSearch(new double[0][], 1, 1, () -> false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("m = 0");
    assertThatThrownBy(() -> new CoverSearch(gaussian(4, 2, 1), 0, 1, () -> false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CoverSearch(gaussian(4, 2, 1), 1, 1, () -> false, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static CountProof.Tree tree(CoverSearch.Ending ending) {
    assertThat(ending).isInstanceOf(CoverSearch.Ending.Proved.class);
    return ((CoverSearch.Ending.Proved) ending).tree();
  }

  private static int active(double[][] rows, double[] x) {
    int count = 0;
    for (double[] row : rows) {
      double sum = 0;
      for (int j = 0; j < x.length; j++) {
        sum += row[j] * x[j];
      }
      count += sum >= 0 ? 1 : 0;
    }
    return count;
  }

  private static Outcome check(double[][] rows, int required, CountProof.Tree tree) {
    int m = rows.length;
    int n = rows[0].length;
    double[] flat =
        java.util.Arrays.stream(rows).flatMapToDouble(java.util.Arrays::stream).toArray();
    Subject subject =
        new Subject(
            List.of(
                new Node.Input(n),
                new Node.Affine(0, Weights.of(flat), Weights.of(new double[m])),
                new Node.Rectifier(1, m, Weights.of(new double[] {0}))),
            Indices.of(2));
    return Checker.check(
        new Certificate(
            subject, Domain.wholeSpace(n), new Proof.ActiveRows(required, tree), "-", List.of()));
  }

  private static double[][] gaussian(int m, int n, long seed) {
    Random random = new Random(seed);
    double[][] rows = new double[m][n];
    for (double[] row : rows) {
      for (int j = 0; j < n; j++) {
        row[j] = random.nextGaussian();
      }
    }
    return rows;
  }
}
