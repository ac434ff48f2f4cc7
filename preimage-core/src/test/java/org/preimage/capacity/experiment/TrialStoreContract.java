package org.preimage.capacity.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link TrialStore} does. */
abstract class TrialStoreContract {
  static final SweepPlan PLAN = Plans.of(Experiment.INJECTIVITY, 10, "2x7", "3x11");

  static final TrialResult LATE =
      new TrialResult(
          9,
          Outcome.INJECTIVE,
          Map.of("a", 0.1, "tiny", Double.MIN_VALUE, "large", -1.7e308, "minus", -0.0),
          false,
          0.25);

  static final TrialResult EARLY = new TrialResult(4, Outcome.UNDECIDED, Map.of(), true, 1e-9);

  abstract TrialStore empty() throws IOException;

  @Test
  void returnsWhatWasAppendedInTheOrderOfTrials() throws IOException {
    try (TrialStore store = empty()) {
      assertThat(store.plan()).isEmpty();
      store.begin(PLAN);
      store.append(List.of(LATE, EARLY));

      assertThat(store.plan()).contains(PLAN);
      assertThat(store.finished().stream()).containsExactly(4, 9);
      assertThat(SweepRunTest.results(store)).containsExactly(EARLY, LATE);
      assertThat(store.result(9)).contains(LATE);
      assertThat(store.result(9).orElseThrow().seconds()).isEqualTo(0.25);
      assertThat(store.result(5)).isEmpty();
    }
  }

  @Test
  void keepsTheFirstResultOfATrial() throws IOException {
    try (TrialStore store = empty()) {
      store.begin(PLAN);
      store.append(List.of(LATE));
      store.append(List.of(new TrialResult(9, Outcome.NOT_INJECTIVE, Map.of(), false, 1), EARLY));
      assertThat(SweepRunTest.results(store)).containsExactly(EARLY, LATE);
    }
  }

  @Test
  void holdsOnePlan() throws IOException {
    try (TrialStore store = empty()) {
      assertThatThrownBy(() -> store.append(List.of(LATE)))
          .isInstanceOf(IllegalStateException.class);
      store.begin(PLAN);
      store.begin(PLAN);
      assertThatThrownBy(() -> store.begin(Plans.of(Experiment.INJECTIVITY, 10, "2x7")))
          .isInstanceOf(PlanMismatchException.class);
      assertThat(store.plan()).contains(PLAN);
    }
  }
}
