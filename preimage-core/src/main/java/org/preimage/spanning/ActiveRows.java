package org.preimage.spanning;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import java.util.function.Predicate;
import org.preimage.certificate.CountProof;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Point;
import org.preimage.covering.CoverSearch;

/**
 * How few rows of a layer are active (z ≥ 0) at once: proofs that at least k are everywhere, and
 * points where few are. Rows with a one-to-one activation count as active. Without biases on Rⁿ the
 * least number is the closed halfspace depth of the origin among the rows.
 *
 * <p>On a box, all rows and the finite ends are considered. On a ball, proofs use the rows with
 * biases ≥ 0 alone and hold on all of Rⁿ; so do bounds by caps.
 */
public final class ActiveRows {
  /** Beyond this the packings of {@link CoverSearch} need too much memory. */
  private static final int MOST_COVERED_ROWS = 1500;

  private static final int MOST_CAPPED_ROWS = 20_000;

  /** From so many rows for each dimension on, the bound by caps is worth trying. */
  private static final int GOODNESS_EXPANSIVITY = 9;

  /** Up to this dimension the complete search is the better hope, so the bound gets less time. */
  private static final int COVERED_DIMENSION = 32;

  /** Up to this dimension the case distinction takes less time than sets of leading rows. */
  private static final int SOON_COVERED = 12;

  /**
   * From m = 1.25 n² on, the packing at the root is likely worth n: circuits have n + 1 rows, so it
   * may be worth m/(n + 1), and comes close.
   */
  private static final double ONE_CASE = 1.25;

  /** With more rows for each dimension, packings are dearer than caps. */
  private static final int EXPANSIVITY_OF_PACKINGS = 32;

  /** Sets of leading rows exclude each other quickly below this bound, and hardly above. */
  private static final double HOPEFUL_BOUND = 1.3;

  private static final int MOST_SETS = 600_000;

  /** Seconds. */
  private static final double A_MOMENT = 1;

  private static final Duration BETWEEN_SAVES = Duration.ofSeconds(10);

  /** Annealings without improvement before the search for few active rows ends. */
  private static final int PATIENCE = 15;

  /** Powers of two by which a direction is multiplied. */
  private static final int[] LENGTHS = {0, 10, 30, 60, -10, -30, -60};

  /** Which proofs are tried. */
  public enum Way {
    /** The bound by caps where there are many rows for each input, then the case distinction. */
    BOTH,
    /** The case distinction alone. */
    CASES
  }

  /** How an attempt to prove a number of active rows ended. */
  public sealed interface CountResult {
    /**
     * A proof, except that rounding may have spoiled it: the checker decides.
     *
     * @param how in a few words
     */
    record Proved(CountProof proof, String how) implements CountResult {}

    /**
     * A point with fewer active rows, counted exactly.
     *
     * @param x in the interior of the domain
     */
    record Fewer(Point x, int active) implements CountResult {}

    /**
     * Neither.
     *
     * @param explored share of the case distinction done, from 0 to 1
     */
    record Unknown(String reason, double explored) implements CountResult {}
  }

  /**
   * A point and the number of rows active there, counted exactly.
   *
   * @param x in the interior of the domain
   */
  public record Witness(Point x, int active) {}

  private ActiveRows() {}

  /** Tries to prove that at least {@code required} rows are active everywhere. */
  public static CountResult atLeast(Layer layer, int required, long seed, SearchBudget budget) {
    return atLeast(
        layer,
        required,
        Way.BOTH,
        CaseOptions.defaults().withSeed(seed),
        budget,
        proof -> true,
        explored -> {});
  }

  /**
   * Tries to prove that at least {@code required} rows are active everywhere.
   *
   * @param accepted the exact checker: after a proof that it rejects the next way is tried
   * @param progress receives the share of the case distinction done
   * @throws UncheckedIOException if the checkpoint cannot be written, is damaged, or belongs to
   *     another problem
   */
  public static CountResult atLeast(
      Layer layer,
      int required,
      Way way,
      CaseOptions options,
      SearchBudget budget,
      Predicate<CountProof> accepted,
      DoubleConsumer progress) {
    CountedRows rows = CountedRows.onAllOfSpace(layer);
    int missing = required - rows.certain();
    if (missing <= 0) {
      return new CountResult.Proved(rows.trivialProof(required), "rows that are always active");
    }
    Optional<CountResult.Proved> byCaps =
        way == Way.CASES ? Optional.empty() : byCaps(rows, required, budget);
    return byCaps.isPresent() && accepted.test(byCaps.get().proof())
        ? byCaps.get()
        : byCovers(CountedRows.onDomain(layer), required, options, budget, accepted, progress);
  }

  /**
   * The largest number of active rows that the bound by caps proves, without case distinction: all
   * that can be proved of layers with many inputs.
   */
  public static Optional<GoodnessProver.Counted> byCaps(Layer layer, SearchBudget budget) {
    CountedRows rows = CountedRows.onAllOfSpace(layer);
    if (rows.size() <= rows.inputs() || !rows.span() || rows.size() > MOST_CAPPED_ROWS) {
      return Optional.empty();
    }
    return new GoodnessProver(rows.flat(), rows.size(), rows.inputs())
        .mostAtRoot(budget)
        .map(found -> new GoodnessProver.Counted(found.count(), rows.renumbered(found.proof())));
  }

  /** The bound by caps counts ReLU rows only, so it is asked for all that are required. */
  private static Optional<CountResult.Proved> byCaps(
      CountedRows rows, int required, SearchBudget budget) {
    int n = rows.inputs();
    boolean soonCovered = n <= SOON_COVERED;
    if (rows.size() < (long) GOODNESS_EXPANSIVITY * n
        || oneCaseLikely(rows)
        || required >= rows.size()
        || !rows.span()) {
      return Optional.empty();
    }
    double share = n > COVERED_DIMENSION ? 0.9 : 0.3;
    SearchBudget part = budget.within(share * budget.secondsLeft());
    GoodnessProver prover = new GoodnessProver(rows.flat(), rows.size(), n);
    Optional<CountProof> proof =
        soonCovered ? prover.soonAtRoot(required, part) : prover.atRoot(required, part);
    String how = "bound by caps";
    if (proof.isEmpty()
        && !soonCovered
        && required >= 2
        && prover.bound() < HOPEFUL_BOUND
        && !part.isSpent()) {
      proof =
          prover.byLeadingRows(required, MOST_SETS, budget.within(share * budget.secondsLeft()));
      how = "bound by caps on sets of leading rows";
    }
    String found = how;
    return proof.map(p -> new CountResult.Proved(rows.renumbered(p), found));
  }

  private static boolean oneCaseLikely(CountedRows rows) {
    int n = rows.inputs();
    return n <= SOON_COVERED
        && rows.size() >= ONE_CASE * n * n
        && rows.size() <= EXPANSIVITY_OF_PACKINGS * n;
  }

  private static CountResult byCovers(
      CountedRows rows,
      int required,
      CaseOptions options,
      SearchBudget budget,
      Predicate<CountProof> accepted,
      DoubleConsumer progress) {
    long seed = options.seed();
    if (rows.size() == 0 || rows.size() > MOST_COVERED_ROWS) {
      String reason = "more than " + MOST_COVERED_ROWS + " rows to cover";
      return fewer(rows, required, seed, budget, rows.size() == 0 ? rows.noSearch() : reason, 0);
    }
    CoverSearch[] search = new CoverSearch[1];
    BudgetWatch watch = new BudgetWatch(budget);
    search[0] =
        new CoverSearch(
            rows.search().matrix(),
            rows.search().never(),
            required - rows.certain(),
            seed,
            () -> {
              budget.countCell();
              progress.accept(search[0].explored());
              return watch.isSpent();
            },
            options.threads());
    search[0].countKept(budget::countKept);
    resume(search[0], options.checkpoint());
    CoverSearch.Ending ending = search[0].run();
    if (ending instanceof CoverSearch.Ending.Proved proved) {
      String how = "case distinction, " + search[0].cases() + " cases";
      for (boolean exact : new boolean[] {false, true}) {
        Optional<CountProof> proof = rows.proof(proved.tree(), required, exact);
        if (proof.isPresent() && accepted.test(proof.get())) {
          return new CountResult.Proved(proof.get(), how);
        }
      }
      return fewer(rows, required, seed, budget, "rounding spoiled the case distinction", 1);
    }
    if (ending instanceof CoverSearch.Ending.Found found) {
      return confirmed(rows, found.direction(), required)
          .orElseGet(
              () -> fewer(rows, required, seed, budget, rows.notConfirmed(), search[0].explored()));
    }
    CoverSearch.Ending.Stopped stopped = (CoverSearch.Ending.Stopped) ending;
    return !watch.reason().isEmpty()
        ? new CountResult.Unknown(watch.reason(), stopped.explored())
        : fewer(rows, required, seed, budget, rows.notConfirmed(), 0);
  }

  private static void resume(CoverSearch search, Optional<Path> checkpoint) {
    if (checkpoint.isPresent()) {
      try {
        search.resumeAndSave(checkpoint.get(), BETWEEN_SAVES);
      } catch (IOException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      }
    }
  }

  /**
   * Where the case distinction ended in a direction that is no answer, or did not begin because all
   * rows can be inactive at once, a point is often found soon.
   */
  private static CountResult fewer(
      CountedRows rows,
      int required,
      long seed,
      SearchBudget budget,
      String reason,
      double explored) {
    Optional<Witness> few = fewest(rows.layer(), seed, budget.within(A_MOMENT));
    return few.isPresent() && few.get().active() < required
        ? new CountResult.Fewer(few.get().x(), few.get().active())
        : new CountResult.Unknown(reason, explored);
  }

  /** The direction at the lengths at which biases and the domain may allow it. */
  private static Optional<CountResult> confirmed(
      CountedRows rows, double[] direction, int required) {
    Layer layer = rows.layer();
    Region region = new Region(layer.domain());
    boolean cone = rows.search().isCone();
    double[] input = rows.search().input(direction);
    double[] x = cone ? nearUnitSize(input) : input;
    for (int exponent : cone ? LENGTHS : new int[1]) {
      double[] scaled = Arrays.stream(x).map(value -> Math.scalb(value, exponent)).toArray();
      if (region.containsInside(scaled)) {
        Witness witness = counted(layer, scaled);
        if (witness.active() < required) {
          return Optional.of(new CountResult.Fewer(witness.x(), witness.active()));
        }
      }
    }
    return Optional.empty();
  }

  /** Whether the case distinction can be tried at all. */
  public static boolean allowsCases(Layer layer) {
    return layer.outputs() <= MOST_COVERED_ROWS;
  }

  /**
   * Looks for a point with few active rows by line searches and annealing, until they no longer
   * improve or the time is over. Empty only for a layer without rows.
   */
  public static Optional<Witness> fewest(Layer layer, long seed, SearchBudget budget) {
    if (layer.outputs() == 0) {
      return Optional.empty();
    }
    SplittableRandom random = new SplittableRandom(seed);
    ParallelClasses single = ParallelClasses.singleRows(layer.weights());
    Witness best = counted(layer, new Region(layer.domain()).exactCenter());
    FewestActiveSearch lines =
        new FewestActiveSearch(layer, single, new java.util.Random(random.nextLong()), budget);
    lines.run(0, 6, 0.2 * budget.secondsLeft());
    best = better(best, layer, lines.bestPoint());
    AnnealedDescent descent = new AnnealedDescent(layer, single, random.nextLong(), budget);
    descent.runWhileImproving(PATIENCE);
    if (descent.bestPoint().length > 0) {
      best = better(best, layer, descent.bestPoint());
      lines.runFrom(descent.bestPoint(), budget.secondsLeft());
      best = better(best, layer, lines.bestPoint());
    }
    return Optional.of(best);
  }

  private static Witness better(Witness best, Layer layer, double[] x) {
    boolean scalable =
        layer.isHomogeneous() && layer.domain() instanceof Domain.Box box && box.isWholeSpace();
    double[] point = scalable ? nearUnitSize(x) : x;
    if (!new Region(layer.domain()).containsInside(point)) {
      return best;
    }
    Witness found = counted(layer, point);
    return found.active() < best.active() ? found : best;
  }

  private static Witness counted(Layer layer, double[] x) {
    return counted(layer, Point.of(x));
  }

  private static Witness counted(Layer layer, Point x) {
    return new Witness(x, KernelDirection.activeAt(layer, x).cardinality());
  }

  /** Scaled by a power of two, hence exactly. */
  private static double[] nearUnitSize(double[] x) {
    double largest = 0;
    for (double value : x) {
      largest = Math.max(largest, Math.abs(value));
    }
    if (largest == 0) {
      return x;
    }
    int exponent = -Math.getExponent(largest);
    return Arrays.stream(x).map(value -> Math.scalb(value, exponent)).toArray();
  }
}
