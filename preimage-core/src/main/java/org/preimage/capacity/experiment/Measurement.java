package org.preimage.capacity.experiment;

import java.util.Map;
import java.util.TreeMap;
import org.preimage.spanning.SearchBudget;

/** Collects what a trial measures. */
final class Measurement {
  private final TreeMap<String, Double> numbers = new TreeMap<>();
  private Outcome outcome = Outcome.UNDECIDED;
  private boolean overdue;
  private long work;

  Measurement with(String name, double value) {
    numbers.put(name, value);
    return this;
  }

  Measurement with(Outcome decided) {
    outcome = decided;
    return this;
  }

  /** Adds the work of a budget that was used. */
  Measurement after(SearchBudget budget) {
    overdue |= budget.isOverdue();
    work += budget.work();
    return with("work", (double) work);
  }

  Outcome outcome() {
    return outcome;
  }

  Map<String, Double> numbers() {
    return numbers;
  }

  boolean isOverdue() {
    return overdue;
  }
}
