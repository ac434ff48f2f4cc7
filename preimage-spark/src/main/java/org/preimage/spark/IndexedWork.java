package org.preimage.spark;

import java.io.Serializable;

/**
 * Work whose items are numbered and depend on nothing but their number, such as the trials of a
 * plan. It travels to the executors, and an item may be run twice when one of them is lost.
 *
 * @param <R> what an item yields
 */
@FunctionalInterface
public interface IndexedWork<R extends Serializable> extends Serializable {
  /** Runs one item; the same answer everywhere and every time. */
  R run(long index);
}
