package org.preimage.spanning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.preimage.certificate.Domain;
import org.preimage.spanning.ActiveRows.CountResult;
import org.preimage.spanning.ActiveRows.Way;

final class MemoryLimitTest {
  private static final int N = 10;
  private static final int M = 80;

  /** What one case of this size may add: a frame with a packing, and its new circuits. */
  private static final long ONE_CASE = 400_000;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void endsTheCaseDistinctionNearTheLimit(int threads) {
    long limit = 1 << 20;
    SearchBudget budget = SearchBudget.ofSeconds(60).withMostBytes(limit);

    CountResult result = cases(threads, budget);

    assertThat(result).isInstanceOf(CountResult.Unknown.class);
    CountResult.Unknown unknown = (CountResult.Unknown) result;
    assertThat(unknown.reason()).isEqualTo("the memory limit of 1m was reached");
    assertThat(unknown.explored()).isLessThan(1);
    assertThat(budget.wasFull()).isTrue();
    assertThat(budget.mostKept()).isBetween(limit, limit + threads * ONE_CASE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void changesNothingWhereItIsNotReached(int threads) {
    SearchBudget free = SearchBudget.ofSeconds(60);
    CountResult expected = cases(1, free);
    SearchBudget limited = SearchBudget.ofSeconds(60).withMostBytes(1L << 32);

    assertThat(cases(threads, limited)).isEqualTo(expected).isInstanceOf(CountResult.Proved.class);
    assertThat(limited.wasFull()).isFalse();
    assertThat(limited.mostKept()).isPositive();
  }

  /** One thread: bytes are counted, not measured. */
  @Test
  void countsTheSameInEveryRun() {
    SearchBudget first = SearchBudget.ofSeconds(60);
    SearchBudget second = SearchBudget.ofSeconds(60);

    cases(1, first);
    cases(1, second);

    assertThat(second.mostKept()).isEqualTo(first.mostKept());
  }

  @Test
  void memoryIsFreeAfterASearch() {
    SearchBudget budget = SearchBudget.ofSeconds(60).withMostBytes(1 << 20);

    cases(2, budget);

    assertThat(budget.isFull()).isFalse();
    assertThat(budget.isSpent()).isFalse();
    assertThat(budget.whySpent()).isEmpty();
  }

  @Test
  void endsTheCellTree() {
    SearchBudget budget = SearchBudget.ofSeconds(60).withMostBytes(200_000);

    CellTreeSearch.Ending ending = new CellTreeSearch(layer(6, 48), budget).run();

    assertThat(ending).isInstanceOf(CellTreeSearch.Ending.Stopped.class);
    assertThat(((CellTreeSearch.Ending.Stopped) ending).reason())
        .contains("the memory limit of 200000 bytes was reached");
    assertThat(budget.mostKept()).isBetween(200_000L, 250_000L);
    assertThat(budget.isFull()).isFalse();
  }

  @Test
  void partsShareTheLimit() {
    SearchBudget budget = SearchBudget.ofSeconds(60).withMostBytes(100);
    SearchBudget part = budget.within(1);

    try (KeptBytes kept = new KeptBytes(part)) {
      kept.add(60);
      assertThat(budget.isSpent()).isFalse();
      kept.add(60);
      assertThat(budget.isSpent()).isTrue();
      assertThat(part.whySpent()).contains("memory limit");
    }
    assertThat(budget.isSpent()).isFalse();
    assertThat(budget.mostKept()).isEqualTo(120);
  }

  @ParameterizedTest
  @CsvSource({"1, 1 bytes", "1000, 1000 bytes", "1024, 1k", "524288000, 500m", "2147483648, 2g"})
  void sizesAreWrittenAsPeopleWriteThem(long bytes, String text) {
    assertThat(new ByteSize(bytes)).hasToString(text);
  }

  private static CountResult cases(int threads, SearchBudget budget) {
    return ActiveRows.atLeast(
        layer(N, M),
        N,
        Way.CASES,
        CaseOptions.defaults().withThreads(threads),
        budget,
        proof -> true,
        explored -> {});
  }

  private static Layer layer(int n, int m) {
    SplittableRandom random = new SplittableRandom(7);
    double[][] rows = new double[m][n];
    for (double[] row : rows) {
      Arrays.setAll(row, j -> random.nextGaussian());
    }
    return Layer.relu(rows, new double[m], Domain.wholeSpace(n));
  }
}
