package org.preimage.covering;

import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.preimage.certificate.CountProof;

/**
 * Proves that at least k of m rows in Rⁿ are active (⟨w_i, x⟩ ≥ 0) at every point, or finds a point
 * where fewer are: case distinction over single rows, each case bounded by a fractional packing of
 * circuits.
 *
 * <p>In a case with V active and F inactive, a packing worth more than k − 1 − |V| closes it.
 * Otherwise circuits are generated that the fractional hitting set misses, by linear programs whose
 * costs are its entries, reweighted towards small support; rows of F cost nothing, which is why
 * circuits become effectively smaller down the tree. The row to branch on is the one most present
 * in the hitting set. Relaxing the covering of all circuits this way prunes far more than disjoint
 * circuits do: see the design note in {@code docs/decision.md}.
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

  /** A packing must exceed its goal by this much, to survive rounding its weights to integers. */
  private static final double MARGIN = 1e-4;

  private static final int ROUNDS = 30;
  private static final int FEWEST_ROUNDS = 2;
  private static final int STARTS = 8;
  private static final int REWEIGHTINGS = 3;
  private static final double SMALL_COST = 1e-4;
  private static final double SMALL_MULTIPLIER = 0.01;

  /** Circuits are generated as long as the gap could close within so many rounds. */
  private static final double PATIENCE = 8;

  /** A circuit this far from entering is not inherited by the cases below. */
  private static final double FAR = -0.3;

  private final Rows rows;
  private final int m;
  private final int never;
  private final int required;
  private final BooleanSupplier spent;
  private final SplittableRandom random;
  private final Circuits circuits;
  private final TreeWriter tree;
  private final double[] cost;
  private final CaseFrame[] frames;
  private double explored;
  private long cases;

  private static final class Stop extends Exception {
    private static final long serialVersionUID = 1L;

    final transient Ending ending;

    Stop(Ending ending) {
      super(null, null, false, false);
      this.ending = ending;
    }
  }

  /**
   * A search.
   *
   * @param rows w_i, m × n
   * @param required k ≥ 1
   * @param seed of the costs that vary the circuits
   * @param spent asked often: whether to stop
   */
  public CoverSearch(double[][] rows, int required, long seed, BooleanSupplier spent) {
    this(rows, 0, required, seed, spent);
  }

  /**
   * A search among the points at which the last rows are inactive: a cone.
   *
   * @param rows w_i, m × n
   * @param never how many rows at the end are inactive at each point that counts, hence never
   *     counted. Circuits that lack the last of them are replaced by smaller ones that hold it
   * @param required k ≥ 1
   * @param seed of the costs that vary the circuits
   * @param spent asked often: whether to stop
   */
  public CoverSearch(double[][] rows, int never, int required, long seed, BooleanSupplier spent) {
    this.never = never;
    this.rows = new Rows(rows);
    this.m = rows.length;
    this.required = required;
    this.spent = spent;
    this.random = new SplittableRandom(seed);
    this.circuits = new Circuits(m);
    this.tree = new TreeWriter(circuits, m);
    this.cost = new double[m];
    this.frames = new CaseFrame[m + 2];
  }

  /** Searches until a proof, a point, or a stop. */
  public Ending run() {
    CaseFrame root = frame(0);
    double[] costs = random.doubles(m, 1, 2).toArray();
    if (!root.simplex.start(costs)) {
      return new Ending.Stopped("no first circuit was found", 0);
    }
    try {
      RowSet inactive = RowSet.empty(m);
      for (int i = m - never; i < m; i++) {
        inactive = inactive.with(i);
      }
      visit(1, RowSet.empty(m), inactive, required - 1, 1);
      return new Ending.Proved(tree.tree());
    } catch (Stop stop) {
      return stop.ending;
    }
  }

  /** Number of cases looked at so far. */
  public long cases() {
    return cases;
  }

  /** Share of the tree done, taking both cases of a branching as equal. */
  public double explored() {
    return explored;
  }

  private CaseFrame frame(int depth) {
    if (frames[depth] == null) {
      frames[depth] = new CaseFrame(rows, circuits);
    }
    return frames[depth];
  }

  /** Closes the case with {@code spare} further rows allowed, or branches. */
  private void visit(int depth, RowSet active, RowSet inactive, int spare, double share)
      throws Stop {
    cases++;
    if (spent.getAsBoolean()) {
      throw new Stop(new Ending.Stopped("the time was over", explored));
    }
    CaseFrame here = frame(depth);
    here.inherit(frame(depth - 1), active, inactive);
    if (!here.simplex.expel(active)) {
      throw new Stop(new Ending.Found(here.simplex.ray()));
    }
    here.packing.ban(active);
    double target = spare + MARGIN;
    if (here.maximise(inactive, target) || generate(here, active, inactive, target)) {
      close(here, active, inactive, spare);
      explored += share;
      return;
    }
    here.forget(FAR);
    int row = mostPresent(here, active, inactive);
    if (row < 0) {
      throw new Stop(new Ending.Stopped("a case stayed open with every row decided", explored));
    }
    tree.branch(row);
    if (spare == 0) {
      // Any further active row is one too many.
      tree.leaf();
      explored += share / 2;
    } else {
      visit(depth + 1, active.with(row), inactive, spare - 1, share / 2);
    }
    visit(depth + 1, active, inactive.with(row), spare, share / 2);
  }

  private void close(CaseFrame here, RowSet active, RowSet inactive, int spare) {
    if (here.contradiction() == CaseFrame.NONE) {
      tree.leaf(here.packing, active, inactive);
    } else {
      tree.leaf(here.contradiction(), spare + 1);
    }
  }

  private int mostPresent(CaseFrame here, RowSet active, RowSet inactive) {
    int best = -1;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < m; i++) {
      if (here.packing.dual(i) > most && !active.has(i) && !inactive.has(i)) {
        most = here.packing.dual(i);
        best = i;
      }
    }
    return best;
  }

  /** Adds circuits while they help; tells whether the packing exceeds the target. */
  private boolean generate(CaseFrame here, RowSet active, RowSet inactive, double target) {
    CircuitSimplex simplex = here.work;
    simplex.copyFrom(here.simplex);
    double before = here.packing.total();
    double pace = 1;
    for (int round = 0; round < ROUNDS; round++) {
      boolean any = false;
      for (int start = 0; start < STARTS; start++) {
        costsOfHittingSet(here.packing, inactive, round + start > 0);
        for (int k = 0; k < REWEIGHTINGS; k++) {
          simplex.price(cost);
          simplex.improve(active, 100);
          if (never > 0) {
            simplex.admit(m - 1);
          }
          any |= here.offer(circuits.add(simplex), inactive);
          costsForSmallSupport(simplex, here.packing, inactive);
        }
      }
      if (!any && here.contradiction() == CaseFrame.NONE) {
        return false;
      }
      if (here.maximise(inactive, target)) {
        return true;
      }
      double gain = here.packing.total() - before;
      before = here.packing.total();
      pace = (pace + gain) / 2;
      if (round + 1 >= FEWEST_ROUNDS && target - before > pace * PATIENCE) {
        return false;
      }
    }
    return false;
  }

  private void costsOfHittingSet(PackingSimplex packing, RowSet inactive, boolean vary) {
    for (int i = 0; i < m; i++) {
      double u = random.nextDouble();
      double factor = vary ? u * u + 0.05 : 1;
      cost[i] = inactive.has(i) ? 0 : (Math.max(0, packing.dual(i)) + SMALL_COST) * factor;
    }
  }

  private void costsForSmallSupport(
      CircuitSimplex simplex, PackingSimplex packing, RowSet inactive) {
    for (int i = 0; i < m; i++) {
      cost[i] =
          inactive.has(i) ? 0 : (Math.max(0, packing.dual(i)) + SMALL_COST) / SMALL_MULTIPLIER;
    }
    for (int k = 0; k < simplex.basisSize(); k++) {
      int i = simplex.row(k);
      double multiplier = Math.max(0, simplex.multiplier(k));
      cost[i] *= SMALL_MULTIPLIER / (SMALL_MULTIPLIER + multiplier);
    }
  }
}
