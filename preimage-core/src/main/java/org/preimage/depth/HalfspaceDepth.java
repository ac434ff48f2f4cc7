package org.preimage.depth;

import java.util.Optional;
import java.util.function.Predicate;
import org.preimage.certificate.CountProof;
import org.preimage.certificate.Proof;
import org.preimage.spanning.ActiveRows;
import org.preimage.spanning.ActiveRows.CountResult;
import org.preimage.spanning.ActiveRows.Way;
import org.preimage.spanning.CaseOptions;
import org.preimage.spanning.Layer;
import org.preimage.spanning.SearchBudget;

/**
 * The least number of active rows (z ≥ 0) over the interior of a layer's domain, bounded from both
 * sides until the bounds meet or the time is over. Without biases on Rⁿ it is the closed halfspace
 * depth of the origin among the rows (Tukey 1975).
 *
 * <p>From above by points. From below by proofs of "at least k": first what the bound by caps gives
 * at once, then k = upper in a small part of the time, then bisection in small parts, then k =
 * lower + 1 again and again. As the time of a proof grows by a factor with each k, all the earlier
 * ones cost little beside the last.
 */
public final class HalfspaceDepth {
  private static final double SEARCH = 0.1;
  private static final double MOST_SEARCH = 10;
  private static final double CAPS = 0.25;
  private static final double CAPS_ALONE = 0.7;
  private static final double FIRST_ATTEMPT = 0.04;
  private static final double BISECTION = 0.025;

  /** Proofs by cases are hopeless beyond. */
  private static final int MOST_INPUTS_FOR_CASES = 48;

  /** Told what is being done. */
  public interface Watcher {
    /**
     * Something was learned, or time went by.
     *
     * @param task what is being done
     * @param done estimated part of it in [0, 1]
     */
    void update(String task, double done);
  }

  /**
   * What is known of the depth.
   *
   * @param lower at least so many rows are active everywhere
   * @param lowerProof accepted by the predicate; may be missing only when lower is 0
   * @param how lower was proved, in a few words
   * @param upper so many rows are active at a point
   * @param upperProof accepted by the predicate, with the point; missing only when upper is m and
   *     nothing was found
   * @param obstacle what kept the bounds apart; empty when they meet
   */
  public record Result(
      int lower,
      Optional<Proof.ActiveRows> lowerProof,
      String how,
      int upper,
      Optional<Proof.ActivePoint> upperProof,
      String obstacle) {
    /** Whether the bounds meet. */
    public boolean exact() {
      return lower == upper;
    }
  }

  private final Layer layer;
  private final long seed;
  private final SearchBudget budget;
  private final Predicate<Proof> accepted;
  private final Watcher watcher;

  private int lower;
  private Optional<Proof.ActiveRows> lowerProof = Optional.empty();
  private String how = "";
  private int upper;
  private Optional<Proof.ActivePoint> upperProof = Optional.empty();
  private String obstacle = "the time was over";

  private HalfspaceDepth(
      Layer layer, long seed, SearchBudget budget, Predicate<Proof> accepted, Watcher watcher) {
    this.layer = layer;
    this.seed = seed;
    this.budget = budget;
    this.accepted = accepted;
    this.watcher = watcher;
    this.upper = layer.outputs();
  }

  /**
   * Bounds the depth of a layer.
   *
   * @param accepted the exact checker: only proofs that it accepts count
   */
  public static Result of(
      Layer layer, long seed, SearchBudget budget, Predicate<Proof> accepted, Watcher watcher) {
    return new HalfspaceDepth(layer, seed, budget, accepted, watcher).run();
  }

  private Result run() {
    double seconds = budget.secondsLeft();
    watcher.update("search for a point with few active rows", 0);
    ActiveRows.fewest(layer, seed, budget.within(Math.min(MOST_SEARCH, SEARCH * seconds)))
        .ifPresent(witness -> offer(new Proof.ActivePoint(witness.active(), witness.x())));
    // What is active whatever the input; a proof even when the time is over.
    attempt(layer.alwaysActiveCount(), budget);
    if (lower < upper && !budget.isSpent()) {
      caps(budget.within((allowsCases() ? CAPS : CAPS_ALONE) * seconds));
      attempt(upper, budget.within(FIRST_ATTEMPT * seconds));
      bisect(BISECTION * seconds);
      ascend();
    }
    return new Result(lower, lowerProof, how, upper, upperProof, lower == upper ? "" : obstacle);
  }

  private boolean allowsCases() {
    return layer.inputs() <= MOST_INPUTS_FOR_CASES && ActiveRows.allowsCases(layer);
  }

  private void caps(SearchBudget part) {
    watcher.update("bound by caps", 0);
    ActiveRows.byCaps(layer, part)
        .ifPresent(found -> accept(Math.min(found.count(), upper), found.proof(), "bound by caps"));
  }

  private void bisect(double seconds) {
    int failed = upper + 1;
    while (failed - lower > 2 && lower < upper && !budget.isSpent()) {
      int k = Math.min(upper, lower + (failed - lower) / 2);
      if (!attempt(k, budget.within(seconds))) {
        failed = Math.min(k, upper + 1);
      }
    }
  }

  /** The last attempt has all the time that is left: there is nothing better to do with it. */
  private void ascend() {
    boolean learned = true;
    while (learned && lower < upper && !budget.isSpent()) {
      int before = upper;
      learned = attempt(lower + 1, budget) || upper < before;
    }
  }

  /** Tries to prove k; tells whether lower is at least k now. A point found lowers upper. */
  private boolean attempt(int k, SearchBudget part) {
    if (k > upper) {
      return false;
    }
    String task = "depth in [%d, %d]: proof of %d".formatted(lower, upper, k);
    watcher.update(task, 0);
    Way way = allowsCases() ? Way.CASES : Way.BOTH;
    CountResult result =
        ActiveRows.atLeast(
            layer,
            k,
            way,
            CaseOptions.defaults().withSeed(seed),
            part,
            proof -> accepted.test(new Proof.ActiveRows(k, proof)),
            explored -> watcher.update(task, explored));
    if (result instanceof CountResult.Proved proved) {
      return accept(k, proved.proof(), proved.how());
    } else if (result instanceof CountResult.Fewer fewer) {
      offer(new Proof.ActivePoint(fewer.active(), fewer.x()));
    } else {
      obstacle = ((CountResult.Unknown) result).reason();
    }
    return false;
  }

  private boolean accept(int k, CountProof found, String by) {
    Proof.ActiveRows proof = new Proof.ActiveRows(k, found);
    if ((k > lower || lowerProof.isEmpty()) && accepted.test(proof)) {
      lower = k;
      lowerProof = Optional.of(proof);
      how = by;
    }
    return lower >= k;
  }

  private void offer(Proof.ActivePoint proof) {
    if ((proof.count() < upper || upperProof.isEmpty()) && accepted.test(proof)) {
      upper = proof.count();
      upperProof = Optional.of(proof);
    }
  }
}
