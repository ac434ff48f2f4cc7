package org.preimage.covering;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.preimage.certificate.CountProof;

/**
 * Proves that at least k of m rows in Rⁿ are active (⟨w_i, x⟩ ≥ 0) at every point, or finds a point
 * where fewer are: case distinction over single rows, each case bounded by a fractional packing of
 * circuits.
 *
 * <p>In a case with V active and F inactive, a packing worth more than k − 1 − |V| closes it.
 * Otherwise circuits met in neighbouring cases are recalled, then new ones are generated that the
 * fractional hitting set misses, by linear programs whose costs are its entries, reweighted towards
 * small support; rows of F cost nothing, which is why circuits become effectively smaller down the
 * tree. The row to branch on is the one most present in the hitting set. Relaxing the covering of
 * all circuits this way prunes far more than disjoint circuits do: see the design note in {@code
 * docs/decision.md}.
 *
 * <p>The tree is searched in parts of a few hundred cases ({@link PartSearch}), by any number of
 * threads. What a part finds depends on its opening alone, so the tree depends on the seed alone.
 *
 * <p>Floating point throughout: a tree is a proposal for the checker, a ray one for an exact count.
 */
public final class CoverSearch {
  /** How a search ended. */
  public sealed interface Ending {
    /** A proof, except that rounding may have spoiled it: the checker decides. */
    record Proved(CountProof.Tree tree) implements Ending {}

    /** A direction in which fewer than k rows are active, if rounding did not spoil it. */
    @SuppressWarnings("ArrayRecordComponent")
    record Found(double[] direction) implements Ending {}

    /**
     * Neither.
     *
     * @param explored share of the tree done, from 0 to 1, taking both cases of a branching as
     *     equal
     */
    record Stopped(String reason, double explored) implements Ending {}
  }

  private final Rows rows;
  private final int never;
  private final int required;
  private final long seed;
  private final BooleanSupplier spent;
  private final int threads;
  private final Progress progress = new Progress();
  private final Deque<Part> waiting = new ArrayDeque<>();
  private final Part root = new Part("0", null);
  private Memory memory = new Memory(bytes -> {});
  private Map<String, FinishedPart> saved = Map.of();
  private @Nullable CoverCheckpoint checkpoint;
  private Duration interval = Duration.ZERO;
  private long lastWrite;
  private int busy;
  private volatile @Nullable Ending ending;
  private volatile @Nullable Throwable failure;

  /** A search by the calling thread. */
  public CoverSearch(double[][] rows, int required, long seed, BooleanSupplier spent) {
    this(rows, required, seed, spent, 1);
  }

  /**
   * A search.
   *
   * @param rows w_i, m × n, m ≥ 1
   * @param required k ≥ 1
   * @param seed of the costs that vary the circuits
   * @param spent asked often, by all threads: whether to stop
   * @param threads how many; the tree does not depend on it
   */
  public CoverSearch(double[][] rows, int required, long seed, BooleanSupplier spent, int threads) {
    this(rows, 0, required, seed, spent, threads);
  }

  /**
   * A search among the points at which the last rows are inactive: a cone.
   *
   * @param rows w_i, m × n, m ≥ 1
   * @param never how many rows at the end are inactive at each point that counts, hence never
   *     counted. Circuits that lack the last of them are replaced by smaller ones that hold it
   * @param required k ≥ 1
   * @param seed of the costs that vary the circuits
   * @param spent asked often, by all threads: whether to stop
   * @param threads how many; the tree does not depend on it
   */
  public CoverSearch(
      double[][] rows, int never, int required, long seed, BooleanSupplier spent, int threads) {
    if (rows.length == 0 || required < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "CoverSearch requires m, k, threads ≥ 1 but received m = %d, k = %d, threads = %d."
              .formatted(rows.length, required, threads));
    }
    this.never = never;
    this.rows = new Rows(rows);
    this.required = required;
    this.seed = seed;
    this.spent = spent;
    this.threads = threads;
  }

  /**
   * Saves finished parts to a file, now and then and at the end of {@link #run}, and takes over
   * those the file holds already; the tree is the same as without. To be called before {@link
   * #run}.
   *
   * @param file is created, or replaced as a whole
   * @throws IOException if the file is damaged or belongs to another problem or seed
   */
  public void resumeAndSave(Path file, Duration every) throws IOException {
    CoverCheckpoint at = new CoverCheckpoint(file, rows, never, required, seed);
    saved = at.read();
    checkpoint = at;
    interval = every;
  }

  /**
   * Tells how many bytes more (or fewer, if negative) the search keeps, by nominal sizes: circuits
   * and packings of the cases at work, parts left open, and the tree so far. After {@link #run} it
   * keeps nothing. To be called before {@link #run}.
   */
  public void countKept(LongConsumer bytes) {
    memory = new Memory(bytes);
  }

  /**
   * Searches until a proof, a point, or a stop; to be called once.
   *
   * @throws UncheckedIOException if the checkpoint cannot be written
   */
  public Ending run() {
    try {
      return search();
    } finally {
      memory.clear();
    }
  }

  private Ending search() {
    lastWrite = System.nanoTime();
    Ending begun = begin();
    if (begun != null) {
      return begun;
    }
    List<Thread> helpers = new ArrayList<>();
    for (int k = 1; k < threads; k++) {
      Thread helper = new Thread(this::work, "cover search " + k);
      helper.setDaemon(true);
      helper.start();
      helpers.add(helper);
    }
    work();
    helpers.forEach(CoverSearch::join);
    synchronized (this) {
      save();
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    Ending end = ending;
    return end == null ? new Ending.Proved(root.join()) : end;
  }

  private @Nullable Ending begin() {
    SplittableRandom random = new SplittableRandom(seed);
    CaseFrame first = new CaseFrame(rows, new Circuits(rows, List.of()));
    if (!first.simplex.start(random.doubles(rows.m, 1, 2).toArray())) {
      return new Ending.Stopped("no first circuit was found", 0);
    }
    RowSet inactive = RowSet.empty(rows.m);
    for (int i = rows.m - never; i < rows.m; i++) {
      inactive = inactive.with(i);
    }
    root.opening =
        new Opening(
            first,
            List.of(),
            RowSet.empty(rows.m),
            inactive,
            required - 1,
            1,
            random.nextLong(),
            first.bytes());
    memory.add(first.bytes());
    waiting.push(root);
    return null;
  }

  /** Number of cases looked at so far, in this run or before it was resumed. */
  public long cases() {
    return progress.cases.sum();
  }

  /** Share of the tree done, taking both cases of a branching as equal. */
  public double explored() {
    return Math.min(1, progress.explored.sum());
  }

  /** So many rows are active everywhere according to the packing at the root; 0 before that. */
  public int lowerBound() {
    return (int) Math.min(required, Math.ceil(progress.root() - 1e-4));
  }

  /** The largest worth of a packing plus number of rows assumed active, over all cases. */
  public double largestPacking() {
    return progress.largest();
  }

  private void work() {
    try {
      for (Part part = take(); part != null; part = take()) {
        search(part);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end(SearchEnd.stopped("the thread was interrupted"));
    } catch (RuntimeException | Error e) {
      failure = e;
      end(SearchEnd.stopped("a thread failed"));
    }
  }

  /** Waits for a part; absent when all is done or the search has ended. */
  private synchronized @Nullable Part take() throws InterruptedException {
    while (waiting.isEmpty() && busy > 0 && ending == null) {
      wait();
    }
    if (waiting.isEmpty() || ending != null) {
      return null;
    }
    busy++;
    return waiting.pop();
  }

  private void search(Part part) {
    Opening opening = part.opening;
    if (opening == null || restore(part)) {
      return;
    }
    PartSearch search =
        new PartSearch(
            rows, never, opening, () -> ending != null || spent.getAsBoolean(), progress, memory);
    try {
      FinishedPart finished = search.run();
      List<Opening> open = search.open();
      memory.add(finished.bytes() + open.stream().mapToLong(Opening::bytes).sum());
      finish(part, finished, open);
    } catch (SearchEnd e) {
      end(e);
    }
    search.release();
    memory.add(-opening.bytes());
  }

  private synchronized boolean restore(Part part) {
    if (!part.restore(saved)) {
      return false;
    }
    part.forEachFinished(
        known -> {
          if (known.finished != null) {
            progress.add(known.finished);
            memory.add(known.finished.bytes());
          }
        });
    busy--;
    notifyAll();
    return true;
  }

  private synchronized void finish(Part part, FinishedPart finished, List<Opening> open) {
    part.finish(finished, open);
    List<Part> below = part.below();
    for (int k = below.size() - 1; k >= 0; k--) {
      waiting.push(below.get(k));
    }
    busy--;
    if (System.nanoTime() - lastWrite > interval.toNanos()) {
      save();
    }
    notifyAll();
  }

  private synchronized void end(SearchEnd reason) {
    Ending end = reason.ending(explored());
    if (ending == null || end instanceof Ending.Found) {
      ending = end;
    }
    busy--;
    notifyAll();
  }

  /** Writes all parts finished, in preorder. */
  private void save() {
    CoverCheckpoint at = checkpoint;
    if (at == null) {
      return;
    }
    List<Part> parts = new ArrayList<>();
    root.forEachFinished(parts::add);
    try {
      at.write(parts);
    } catch (IOException e) {
      throw new UncheckedIOException("A checkpoint cannot be written: " + e.getMessage(), e);
    }
    lastWrite = System.nanoTime();
  }

  private static void join(Thread helper) {
    boolean interrupted = false;
    while (helper.isAlive()) {
      try {
        helper.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
