package org.preimage.spark;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a task returns that works on numbered items until its time is up, so that results reach the
 * driver every few seconds, whether an item takes a millisecond or an hour.
 *
 * @param results at least one
 * @param rest numbers of the items that were not begun
 */
@SuppressWarnings("ArrayRecordComponent")
record Done<R extends Serializable>(List<R> results, long[] rest) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What is done with one item. */
  interface Work<R> {
    /** The result of the item at a place in the array of numbers. */
    R at(int place) throws InterruptedException;
  }

  /**
   * Works on items in their order, at least on one.
   *
   * @param numbers of the items
   * @param patience after which no further item is begun
   */
  static <R extends Serializable> Done<R> within(Duration patience, long[] numbers, Work<R> work)
      throws InterruptedException {
    long start = System.nanoTime();
    ArrayList<R> results = new ArrayList<>();
    int next = 0;
    do {
      results.add(work.at(next++));
    } while (next < numbers.length && System.nanoTime() - start < patience.toNanos());
    return new Done<>(results, Arrays.copyOfRange(numbers, next, numbers.length));
  }
}
