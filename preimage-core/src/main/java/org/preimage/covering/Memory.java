package org.preimage.covering;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** How many bytes a search keeps, in all its threads. */
final class Memory {
  private final LongConsumer told;
  private final AtomicLong kept = new AtomicLong();

  /**
   * Nothing yet.
   *
   * @param told of each change
   */
  Memory(LongConsumer told) {
    this.told = told;
  }

  /** So many more, or fewer if negative. */
  void add(long bytes) {
    kept.addAndGet(bytes);
    told.accept(bytes);
  }

  /** Gives up all. */
  void clear() {
    told.accept(-kept.getAndSet(0));
  }
}
