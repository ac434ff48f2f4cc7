package org.preimage.spark;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Cuts the trials of a sweep into tasks. */
final class Slices {
  /** Enough for the cores to end at about the same time, few enough to be scheduled quickly. */
  private static final int TASKS_FOR_EACH_CORE = 32;

  /** Numbers of trials are sent around, results come back: both should stay well below a MB. */
  private static final int MOST_TRIALS = 4096;

  private Slices() {}

  /**
   * Takes trials out of {@code pending}, the first ones first; all of them unless there are very
   * many.
   *
   * @param cores that will work on them
   * @return numbers of trials, one array a task
   */
  static List<long[]> take(BitSet pending, int cores) {
    int tasks = TASKS_FOR_EACH_CORE * cores;
    int size = Math.min(MOST_TRIALS, (pending.cardinality() + tasks - 1) / tasks);
    List<long[]> slices = new ArrayList<>();
    while (slices.size() < tasks && !pending.isEmpty()) {
      long[] slice = pending.stream().limit(size).asLongStream().toArray();
      pending.clear((int) slice[0], (int) slice[slice.length - 1] + 1);
      slices.add(slice);
    }
    return slices;
  }
}
