package org.preimage.spanning;

/** What one search keeps, counted in a budget until the search ends; for one thread. */
public final class KeptBytes implements AutoCloseable {
  private final SearchBudget budget;
  private long bytes;

  /** Nothing yet. */
  public KeptBytes(SearchBudget budget) {
    this.budget = budget;
  }

  public void add(long more) {
    set(bytes + more);
  }

  /** So many by now. */
  public void set(long now) {
    if (now != bytes) {
      budget.countKept(now - bytes);
      bytes = now;
    }
  }

  /** Nothing is kept any more. */
  @Override
  public void close() {
    set(0);
  }
}
