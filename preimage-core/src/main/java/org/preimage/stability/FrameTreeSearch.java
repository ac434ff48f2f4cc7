package org.preimage.stability;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.preimage.certificate.Proof;
import org.preimage.linalg.Footprint;
import org.preimage.spanning.KeptBytes;
import org.preimage.spanning.SearchBudget;

/**
 * Branch and bound for A = min λ_min(Σ d_i² w_i w_iᵀ) over the cells of a layer: proves A ≥ target
 * by dividing by the signs of rows.
 *
 * <p>λ_min only grows with the set T of rows assumed active. At each state: rows that would lift
 * λ_min over the target must be inactive ("closers"); all rows that cannot be inactive join T; then
 * the search divides by a row that lifts much and is active at most points known of the state.
 */
final class FrameTreeSearch {
  /** Lifts are measured by wᵀ(M + softness·target·I)⁻¹w. */
  private static final double SOFTNESS = 0.1;

  /** Leaves meet a slightly larger target, so that the checker's intervals suffice. */
  private static final double SLACK = 1 + 1e-9;

  /** A row closes at a score of −1; below this, rounding is no matter. */
  private static final double SURELY_CLOSING = -1.001;

  private final SlopedLayer layer;
  private final SearchBudget budget;
  private final Consumer<double[]> found;
  private final RowLifts lifts;
  private final int m;
  private final int n;
  private final double[] factor;
  private final double[] larger;
  private final double[] score;
  private final int[] closers;
  private final int[] asked;
  private TreeRecorder record = new TreeRecorder();
  private double target;
  private boolean stopped;
  private boolean unresolved;
  private String obstacle = "";
  private double done;
  private long states;
  private final KeptBytes kept;
  private long openBytes;

  /**
   * A search.
   *
   * @param found told of points inside the domain whose cells were met
   */
  FrameTreeSearch(SlopedLayer layer, SearchBudget budget, Consumer<double[]> found) {
    this.layer = layer;
    this.budget = budget;
    this.found = found;
    this.lifts = new RowLifts(layer);
    this.m = layer.outputs();
    this.n = layer.inputs();
    this.factor = new double[n * n];
    this.larger = new double[n * n];
    this.score = new double[m];
    this.closers = new int[m];
    this.asked = new int[m];
    this.kept = new KeptBytes(budget);
  }

  /** Lowers the target while the search runs; what was proved for a higher one stays proved. */
  void lower(double newTarget) {
    target = Math.min(target, newTarget);
  }

  /** Share of the tree that is done, as if both sides of a division took equal time. */
  double done() {
    return done;
  }

  long states() {
    return states;
  }

  /** Why there is no proof, in a few words; empty where there is one. */
  String obstacle() {
    return unresolved && !stopped ? "rounding hid a sign" : obstacle;
  }

  /**
   * Proves the bound.
   *
   * @param newTarget positive
   * @param starts points inside the domain
   * @return a proof for the target at the end, which {@link #lower} may have lowered; empty when
   *     out of time or when rounding hid a sign
   */
  Optional<Proof.FrameTree> prove(double newTarget, double[][] starts) {
    target = newTarget;
    record = new TreeRecorder();
    done = 0;
    try (kept) {
      visit(base(), root(starts), 1);
    }
    return stopped || unresolved ? Optional.empty() : Optional.of(record.proof(target));
  }

  private SignState root(double[][] starts) {
    SignState root = SignState.root(layer, budget, starts);
    for (int i = 0; i < m; i++) {
      if (lifts.isZero(i)) {
        root.fix(i, SignState.SETTLED);
      }
    }
    return root;
  }

  /** What is active everywhere. */
  private double[] base() {
    double[] base = new double[n * n];
    for (int i = 0; i < m; i++) {
      layer.addSquare(base, i, layer.slope(i) * layer.slope(i));
    }
    return base;
  }

  private void visit(double[] frame, SignState signs, double share) {
    budget.countCell();
    long bytes = signs.bytes() + Footprint.doubles(frame.length);
    openBytes += bytes;
    kept.set(record.bytes() + signs.pointBytes() + openBytes);
    stopIfSpent();
    if (!stopped && !unresolved) {
      int row = new State(frame, signs).propagate();
      if (row < 0) {
        done += share;
      } else {
        divide(frame, signs, row, share);
      }
    }
    signs.leave();
    openBytes -= bytes;
  }

  private void stopIfSpent() {
    if (stopped) {
      return;
    }
    boolean look = (++states & 127) == 0 || budget.isFull();
    obstacle = look ? budget.whySpent() : "";
    if (!obstacle.isEmpty()) {
      stopped = true;
    } else if (record.isFull()) {
      stopped = true;
      obstacle = "a certificate would be too large";
    }
  }

  private void divide(double[] frame, SignState signs, int row, double share) {
    record.activeFirst(row);
    double[] larger = new double[n * n];
    lifts.add(frame, row, larger);
    visit(larger, signs.with(row, SignState.ACTIVE), share / 2);
    visit(frame, signs.with(row, SignState.INACTIVE), share / 2);
  }

  private boolean isEnough(double[] frame) {
    return Symmetric.factor(frame, -target * SLACK, n, factor);
  }

  /** What follows in one state, without division. */
  private final class State {
    private final double[] frame;
    private final SignState signs;

    State(double[] frame, SignState signs) {
      this.frame = frame;
      this.signs = signs;
    }

    /** The row to divide by, or −1 when the state is closed. */
    private int propagate() {
      int assumptions = -1;
      while (true) {
        if (isEnough(frame)) {
          record.leaf();
          return -1;
        }
        if (isClosedByClosers()) {
          return -1;
        }
        if (lifts.quadratics(frame, SOFTNESS * target, 0, score) < 0) {
          // Too large a range of weights to tell rows apart by their lifts.
          Arrays.fill(score, 1);
        }
        if (signs.assumptions() == assumptions || !isLiftedByImplied()) {
          break;
        }
        assumptions = signs.assumptions();
      }
      int row = choose();
      double[] point = signs.newestPoint(row < 0);
      if (row < 0 && point.length == 0) {
        point = signs.middle();
      }
      if (point.length > 0) {
        found.accept(point);
      }
      if (row < 0) {
        closeCell();
      }
      return row;
    }

    /**
     * Every sign is settled: this is one cell. A point of it has usually lowered the target; where
     * rounding hid the point, the cell may not exist, and taking it for one is the safe side.
     */
    private void closeCell() {
      if (!isEnough(frame)) {
        lower(Symmetric.smallest(frame, n, new double[n]) / (SLACK * SLACK));
      }
      if (isEnough(frame)) {
        record.leaf();
      } else {
        unresolved = true;
      }
    }

    /** Rows whose activity alone suffices are inactive in what is left; true when nothing is. */
    private boolean isClosedByClosers() {
      // With more than one negative eigenvalue no single row is enough.
      if (lifts.quadratics(frame, -target, 1, score) != 1) {
        return false;
      }
      int count = 0;
      for (int i = 0; i < m; i++) {
        if (signs.isFree(i) && score[i] <= -1 && isCloser(i)) {
          closers[count++] = i;
        }
      }
      signs.assumeInactive(closers, count);
      if (count > 0 && signs.isPerhapsEmpty() && signs.isEmptyBecauseOf(closers[count - 1])) {
        int[] conflict = signs.conflict(closers[count - 1]);
        recordClosers(count, conflict);
        record.conflict(conflict);
        return true;
      }
      recordClosers(count, new int[0]);
      return false;
    }

    private boolean isCloser(int row) {
      if (score[row] < SURELY_CLOSING) {
        return true;
      }
      lifts.add(frame, row, larger);
      return isEnough(larger);
    }

    /** All closers, or only those that a conflict needs. */
    private void recordClosers(int count, int[] conflict) {
      for (int k = 0; k < count; k++) {
        int condition = signs.condition(closers[k], false);
        if (conflict.length == 0 || Arrays.binarySearch(conflict, condition) >= 0) {
          record.activeFirst(closers[k]);
          record.leaf();
        }
      }
    }

    /** Makes rows active that cannot be inactive, those that lift most first; true if any. */
    private boolean isLiftedByImplied() {
      boolean any = false;
      int left = candidates();
      while (left > 0) {
        int at = mostLifting(left);
        int row = asked[at];
        asked[at] = asked[--left];
        // A point found for another row may have answered this one.
        if (!signs.isKnownInactive(row) && !signs.meets(row, false)) {
          record.inactiveFirst(row);
          record.conflict(signs.conflict(row));
          signs.fix(row, SignState.ACTIVE);
          lifts.add(frame, row, frame);
          any = true;
          if (isEnough(frame)) {
            return true;
          }
        }
      }
      return any;
    }

    /** Collects the free rows that are not known to be inactive anywhere. */
    private int candidates() {
      int count = 0;
      for (int i = 0; i < m; i++) {
        if (score[i] > 0 && signs.isFree(i) && !signs.isKnownInactive(i)) {
          asked[count++] = i;
        }
      }
      return count;
    }

    private int mostLifting(int count) {
      int best = 0;
      for (int k = 1; k < count; k++) {
        if (score[asked[k]] > score[asked[best]]) {
          best = k;
        }
      }
      return best;
    }

    /** The free row to divide by; −1 when all signs are settled. */
    private int choose() {
      while (true) {
        int known = signs.knownPoints();
        int best = -1;
        double most = -1;
        for (int i = 0; i < m; i++) {
          if (signs.isFree(i)) {
            double share = (signs.knownActive(i) + 0.5) / (known + 1.0);
            double value = Math.sqrt(score[i]) * share * share / (1 - share);
            if (value > most) {
              most = value;
              best = i;
            }
          }
        }
        if (best < 0 || signs.meets(best, true)) {
          return best;
        }
        signs.fix(best, SignState.SETTLED);
      }
    }
  }
}
