package org.preimage.inversion;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Inverts many observations, with as many in memory as keep the threads busy. Results come in the
 * order of the observations and depend on their numbers and the seed only, so that a stream that
 * was interrupted goes on where it stopped and repeats nothing.
 */
public final class InversionStream {
  private static final int AHEAD = 4;

  private final Supplier<Inverter> inverter;
  private final int threads;

  /**
   * @param inverter a fresh one, closed here; further threads have siblings of it
   * @param threads at least 1
   */
  public InversionStream(Supplier<Inverter> inverter, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException(
          "A stream requires at least one thread but received " + threads + ".");
    }
    this.inverter = inverter;
    this.threads = threads;
  }

  /**
   * A result with its place in the stream.
   *
   * @param number of the observation
   */
  public record Numbered(long number, Recovery recovery) {}

  /**
   * Inverts all observations.
   *
   * @param observations read as they are needed
   * @param first number of the first observation: how many were done before an interruption
   * @param results told of each result, in order, on the calling thread
   * @throws InterruptedException if the calling thread is interrupted; what is under way is dropped
   */
  public void run(Iterator<Observation> observations, long first, Consumer<Numbered> results)
      throws InterruptedException {
    ArrayDeque<Inverter> idle = new ArrayDeque<>();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      idle.add(inverter.get());
      while (idle.size() < threads) {
        idle.add(idle.element().sibling());
      }
      ArrayDeque<Future<Numbered>> pending = new ArrayDeque<>();
      long number = first;
      while (observations.hasNext() || !pending.isEmpty()) {
        if (observations.hasNext() && pending.size() < AHEAD * threads) {
          long place = number++;
          Observation observation = observations.next();
          pending.add(pool.submit(() -> inverted(idle, observation, place)));
        } else {
          results.accept(outcome(pending.remove()));
        }
      }
    } finally {
      pool.shutdownNow();
      pool.awaitTermination(1, TimeUnit.MINUTES);
      idle.forEach(Inverter::close);
    }
  }

  private static Numbered inverted(
      ArrayDeque<Inverter> idle, Observation observation, long number) {
    Inverter inverter;
    synchronized (idle) {
      inverter = idle.remove();
    }
    try {
      return new Numbered(number, inverter.invert(observation, number));
    } finally {
      synchronized (idle) {
        idle.add(inverter);
      }
    }
  }

  private static Numbered outcome(Future<Numbered> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
