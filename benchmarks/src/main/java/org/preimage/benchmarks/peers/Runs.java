package org.preimage.benchmarks.peers;

import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * One thing measured up to nine times, fewer when it is long. The fastest run counts: on a shared
 * machine the others measure the neighbours.
 */
final class Runs {
  private static final int MOST = 9;

  /** No further run once this many seconds were spent. */
  private static final double ENOUGH = 1;

  private Runs() {}

  static <T> T fastest(Supplier<T> run, ToDoubleFunction<T> seconds) {
    long start = System.nanoTime();
    T fastest = run.get();
    for (int k = 1; k < MOST && System.nanoTime() - start < ENOUGH * 1e9; k++) {
      T next = run.get();
      fastest = seconds.applyAsDouble(next) < seconds.applyAsDouble(fastest) ? next : fastest;
    }
    return fastest;
  }
}
