package org.preimage.inversion;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Inverts many targets on several threads. Targets are asked for when their turn comes and results
 * handed on as they are ready, so memory does not grow with their number. A result depends on the
 * target, its number and the options, not on threads or on what was done before.
 */
public final class InversionBatch {
  private static final long POLL_MILLIS = 100;
  private final Supplier<Inverter> inverters;
  private final int threads;

  /**
   * A batch to come.
   *
   * @param inverters makes one for each thread
   * @param threads at least 1
   */
  public InversionBatch(Supplier<Inverter> inverters, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException(
          "A batch requires at least one thread but received " + threads + ".");
    }
    this.inverters = inverters;
    this.threads = threads;
  }

  /** Receives results. */
  @FunctionalInterface
  public interface Sink {
    /** Takes the result for target {@code number}, in the thread that runs the batch. */
    void accept(int number, Recovery recovery);
  }

  private record Result(int number, Recovery recovery) {}

  /**
   * Inverts targets 0 to {@code count}, exclusive, until all are done or the calling thread is
   * interrupted, which stays so.
   *
   * @param done those that are left out
   * @param observations called by one thread at a time, in ascending order
   * @param sink called in the order in which results come
   * @throws RuntimeException what a target or the sink threw
   */
  public void run(int count, IntPredicate done, IntFunction<Observation> observations, Sink sink) {
    Run run = new Run(count, done, observations);
    List<Thread> workers = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      Thread worker = new Thread(() -> run.work(inverters), "inversion " + (t + 1));
      worker.setDaemon(true);
      worker.start();
      workers.add(worker);
    }
    try {
      run.collect(workers, sink);
    } finally {
      run.ended.set(true);
      boolean interrupted = Thread.interrupted();
      workers.forEach(InversionBatch::join);
      run.results.forEach(r -> sink.accept(r.number(), r.recovery()));
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    run.rethrow();
  }

  private static void join(Thread worker) {
    worker.interrupt();
    try {
      worker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the threads share. */
  private static final class Run {
    private final int count;
    private final IntPredicate done;
    private final IntFunction<Observation> observations;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final BlockingQueue<Result> results = new ArrayBlockingQueue<>(64);
    private volatile @Nullable Throwable failure;

    Run(int count, IntPredicate done, IntFunction<Observation> observations) {
      this.count = count;
      this.done = done;
      this.observations = observations;
    }

    void work(Supplier<Inverter> inverters) {
      try (Inverter inverter = inverters.get()) {
        while (!ended.get()) {
          int number;
          Observation observation;
          synchronized (this) {
            number = take();
            if (number >= count) {
              return;
            }
            observation = observations.apply(number);
          }
          Recovery recovery = inverter.invert(observation, number);
          if (Thread.currentThread().isInterrupted()) {
            // The search may have ended early.
            return;
          }
          results.put(new Result(number, recovery));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException | Error e) {
        failure = e;
        ended.set(true);
      }
    }

    private int take() {
      int number = next.getAndIncrement();
      while (number < count && done.test(number)) {
        number = next.getAndIncrement();
      }
      return number;
    }

    void collect(List<Thread> workers, Sink sink) {
      try {
        while (!ended.get()) {
          Result result = results.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
          if (result != null) {
            sink.accept(result.number(), result.recovery());
          } else if (workers.stream().noneMatch(Thread::isAlive) && results.isEmpty()) {
            return;
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    void rethrow() {
      if (failure instanceof RuntimeException e) {
        throw e;
      }
      if (failure instanceof Error e) {
        throw e;
      }
    }
  }
}
