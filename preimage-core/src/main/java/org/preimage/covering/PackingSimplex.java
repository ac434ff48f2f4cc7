package org.preimage.covering;

import java.util.function.IntUnaryOperator;
import org.preimage.linalg.Footprint;

/**
 * The best fractional packing of circuits: maximise Σ u_c with u ≥ 0 and, for each row outside F, a
 * load Σ_{c ∋ i} u_c ≤ 1. Its value bounds from below how many rows outside F are active where F is
 * inactive. The dual numbers y_i are a fractional hitting set.
 *
 * <p>Primal simplex with an explicit inverse, so that each moment holds a packing: the search stops
 * as soon as it is worth enough. Rows of F have a slack without sign; circuits that meet V are
 * worth nothing and leave by themselves.
 */
final class PackingSimplex {
  private static final double REDUCED = 1e-7;
  private static final int SHORT_LIST = 80;
  private static final int REPRICE = 64;
  private static final int REFRESH = 5000;

  /** Pivots for each row, which rarely run out: degenerate rows could make the method cycle. */
  private static final int MANY = 30;

  /** A circuit enters before a slack only when it is this much better. */
  private static final double CIRCUIT_ADVANTAGE = 1.2;

  private final int m;
  private final PackingBasis basis;
  private final int[] list = new int[SHORT_LIST];
  private final double[] listReduced = new double[SHORT_LIST];
  private final int[] freeRows;
  private int frees;
  private int listed;
  private boolean renewed;
  private boolean cut;
  private int mostPivots;
  private double largest;
  private double total;
  private int sinceFresh;
  private RowSet banned;

  PackingSimplex(int m, Circuits circuits) {
    this.m = m;
    this.basis = new PackingBasis(m, circuits);
    this.freeRows = new int[m];
    this.mostPivots = MANY * m;
    this.banned = RowSet.empty(m);
  }

  /** What it takes in memory. */
  long bytes() {
    return basis.bytes()
        + Footprint.ints(SHORT_LIST)
        + Footprint.doubles(SHORT_LIST)
        + Footprint.ints(m);
  }

  /** Copies a flushed packing; {@link #ban} has to follow. */
  void copyFrom(PackingSimplex other, IntUnaryOperator renumber) {
    basis.copyFrom(other.basis, renumber);
    sinceFresh = other.sinceFresh;
    total = other.total;
  }

  /** Tells which circuits {@link #copyFrom} would copy. */
  void mark(boolean[] used) {
    for (int r = 0; r < m; r++) {
      if (basis.circuit(r) >= 0) {
        used[basis.circuit(r)] = true;
      }
    }
  }

  /** Σ u of the packing at hand. */
  double total() {
    return total;
  }

  /** y_i. */
  double dual(int i) {
    return basis.dual(i);
  }

  /** How much a circuit's value exceeds what its rows cost. */
  double reduced(int circuit) {
    return basis.reduced(circuit);
  }

  /** The circuit at a place of the basis, or a negative number. */
  int circuit(int place) {
    return basis.circuit(place);
  }

  /** Its weight u. */
  double weight(int place) {
    return basis.value(place);
  }

  /** Circuits that meet {@code active} are worth nothing from now on. */
  void ban(RowSet active) {
    banned = active;
    reprice();
  }

  private void reprice() {
    total = basis.reprice(banned);
  }

  /** From now on, {@link #maximise} makes at most so many pivots for each row. */
  void limit(double pivotsForEachRow) {
    mostPivots = (int) Math.ceil(pivotsForEachRow * m);
  }

  /** Whether the last {@link #maximise} ended although more could be gained. */
  boolean isCut() {
    return cut;
  }

  /**
   * Improves the packing with the candidate circuits, none of which meets the banned rows, by a
   * limited number of pivots.
   *
   * @param free F
   * @return whether the packing is worth more than {@code target} (it may be unbounded)
   */
  boolean maximise(int[] candidates, int count, RowSet free, double target) {
    listed = 0;
    if (sinceFresh > REFRESH) {
      refresh();
    }
    basis.release(free);
    listFree(free);
    cut = false;
    for (int done = 0; done < mostPivots && total <= target; done++) {
      int entering = enteringSlack();
      double sign = entering < 0 && basis.dual(-1 - entering) > 0 ? -1 : 1;
      double reduced = entering < 0 ? Math.abs(basis.dual(-1 - entering)) : 0;
      int circuit = enteringCircuit(candidates, count, reduced * CIRCUIT_ADVANTAGE);
      if (outOfReach(target)) {
        return false;
      }
      if (circuit >= 0) {
        entering = circuit;
        sign = 1;
      }
      if (entering == PackingBasis.NONE) {
        return false;
      }
      double gain;
      if (entering < 0) {
        basis.enterSlack(-1 - entering, sign);
        gain = -basis.dual(-1 - entering);
      } else {
        basis.enterCircuit(entering);
        gain = reduced(entering);
      }
      int leave = basis.leaving();
      if (leave == PackingBasis.NONE) {
        return true;
      }
      total += gain * sign * basis.step();
      basis.exchange(entering, leave, sign, gain);
      if (entering < 0 && free.has(-1 - entering)) {
        basis.releaseAt(leave);
      }
      if (++sinceFresh % REPRICE == 0) {
        reprice();
      }
    }
    cut = total <= target;
    return total > target;
  }

  /** Gets rid of rounding errors, as far as the basis allows. */
  void refresh() {
    if (basis.refresh()) {
      sinceFresh = 0;
    }
    reprice();
  }

  /** Applies what waits; afterwards the packing can be copied from several threads. */
  void flush() {
    basis.flush();
  }

  /** −1 − i, or MAX_VALUE when no slack is worth entering. */
  private int enteringSlack() {
    int best = PackingBasis.NONE;
    double most = REDUCED;
    for (int i = 0; i < m; i++) {
      if (-basis.dual(i) > most) {
        most = -basis.dual(i);
        best = -1 - i;
      }
    }
    for (int k = 0; k < frees; k++) {
      if (basis.dual(freeRows[k]) > most) {
        most = basis.dual(freeRows[k]);
        best = -1 - freeRows[k];
      }
    }
    return best;
  }

  private void listFree(RowSet free) {
    frees = 0;
    for (int i = 0; i < m; i++) {
      if (free.has(i)) {
        freeRows[frees++] = i;
      }
    }
  }

  /** The best circuit of a short list, which is renewed when it is used up; or −1. */
  private int enteringCircuit(int[] candidates, int count, double least) {
    double threshold = Math.max(REDUCED, least);
    int best = bestListed(threshold);
    if (best < 0 && least <= REDUCED) {
      renewList(candidates, count);
      best = bestListed(threshold);
    }
    return best;
  }

  private int bestListed(double threshold) {
    int best = -1;
    double most = threshold;
    for (int k = 0; k < listed; k++) {
      double reduced = reduced(list[k]);
      if (reduced > most) {
        most = reduced;
        best = list[k];
      }
    }
    return best;
  }

  /**
   * Whether the renewed list shows that no packing of these candidates is worth more: y / (1 −
   * largest) is then a hitting set of all of them (Farley's bound).
   */
  private boolean outOfReach(double target) {
    boolean out = renewed && total < target * (1 - largest) - 1e-6;
    renewed = false;
    return out;
  }

  private void renewList(int[] candidates, int count) {
    listed = 0;
    renewed = true;
    largest = 0;
    int worst = 0;
    for (int k = 0; k < count; k++) {
      double reduced = reduced(candidates[k]);
      largest = Math.max(largest, reduced);
      if (reduced > REDUCED) {
        if (listed < SHORT_LIST) {
          list[listed] = candidates[k];
          listReduced[listed++] = reduced;
        } else if (reduced > listReduced[worst]) {
          list[worst] = candidates[k];
          listReduced[worst] = reduced;
        } else {
          continue;
        }
        if (listed == SHORT_LIST) {
          worst = 0;
          for (int q = 1; q < SHORT_LIST; q++) {
            worst = listReduced[q] < listReduced[worst] ? q : worst;
          }
        }
      }
    }
  }
}
