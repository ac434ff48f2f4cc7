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
  private static final int N = 12;
  private static final int M = 96;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void endsTheCaseDistinctionNearTheLimit(int threads) {
    SearchBudget free = SearchBudget.ofSeconds(60);
    cases(1, free);
    long limit = free.mostKept() / 2;
    SearchBudget budget = SearchBudget.ofSeconds(60).withMostBytes(limit);

    CountResult result = cases(threads, budget);

    assertThat(result).isInstanceOf(CountResult.Unknown.class);
    CountResult.Unknown unknown = (CountResult.Unknown) result;
    assertThat(unknown.reason())
        .isEqualTo("the memory limit of " + new ByteSize(limit) + " was reached");
    assertThat(unknown.explored()).isLessThan(1);
    assertThat(budget.wasFull()).isTrue();
    assertThat(budget.cells()).isLessThan(free.cells());
    assertThat(budget.mostKept()).isBetween(limit, limit + limit / 2);
    // Free again after the search.
    assertThat(budget.isFull()).isFalse();
    assertThat(budget.whySpent()).isEmpty();
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
  void endsTheCellTree() {
    SearchBudget free = SearchBudget.ofSeconds(60);
    assertThat(new CellTreeSearch(layer(5, 40), free).run())
        .isInstanceOf(CellTreeSearch.Ending.Proved.class);
    long limit = free.mostKept() / 2;
    SearchBudget budget = SearchBudget.ofSeconds(60).withMostBytes(limit);

    CellTreeSearch.Ending ending = new CellTreeSearch(layer(5, 40), budget).run();

    assertThat(ending).isInstanceOf(CellTreeSearch.Ending.Stopped.class);
    assertThat(((CellTreeSearch.Ending.Stopped) ending).reason())
        .contains("the memory limit of", "was reached");
    assertThat(budget.mostKept()).isBetween(limit, limit + limit / 2);
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
