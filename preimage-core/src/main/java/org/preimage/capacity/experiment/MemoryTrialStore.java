package org.preimage.capacity.experiment;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Keeps results in memory. */
public final class MemoryTrialStore implements TrialStore {
  private final TreeMap<Long, TrialResult> results = new TreeMap<>();
  private Optional<SweepPlan> plan = Optional.empty();

  /** An empty store. */
  public MemoryTrialStore() {}

  @Override
  public void begin(SweepPlan asked) throws PlanMismatchException {
    if (plan.isPresent() && !plan.get().equals(asked)) {
      throw new PlanMismatchException("the memory", plan.get(), asked);
    }
    plan = Optional.of(asked);
  }

  @Override
  public Optional<SweepPlan> plan() {
    return plan;
  }

  @Override
  public BitSet finished() {
    BitSet finished = new BitSet();
    results.keySet().forEach(index -> finished.set(Math.toIntExact(index)));
    return finished;
  }

  @Override
  public void append(List<TrialResult> more) {
    if (plan.isEmpty()) {
      throw new IllegalStateException("A store requires a plan before results are appended.");
    }
    more.forEach(result -> results.putIfAbsent(result.index(), result));
  }

  @Override
  public Optional<TrialResult> result(long index) {
    return Optional.ofNullable(results.get(index));
  }

  @Override
  public void forEach(Consumer<TrialResult> consumer) {
    results.values().forEach(consumer);
  }

  @Override
  public void close() {}
}
