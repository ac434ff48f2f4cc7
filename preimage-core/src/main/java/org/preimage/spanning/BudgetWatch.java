package org.preimage.spanning;

/**
 * Looks at a budget for a search by several threads, and remembers why it was spent when it first
 * was: memory is free again after the search.
 */
final class BudgetWatch {
  private final SearchBudget budget;
  private String reason = "";

  BudgetWatch(SearchBudget budget) {
    this.budget = budget;
  }

  boolean isSpent() {
    String now = budget.whySpent();
    if (!now.isEmpty()) {
      note(now);
    }
    return !now.isEmpty();
  }

  private synchronized void note(String why) {
    reason = reason.isEmpty() ? why : reason;
  }

  /** Why the budget was spent; empty if it was not when looked at. */
  synchronized String reason() {
    return reason;
  }
}
