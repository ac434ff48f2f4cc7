package org.preimage.covering;

import java.util.Arrays;

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
  private static final double PIVOT = 1e-9;
  private static final int SHORT_LIST = 40;
  private static final int REPRICE = 64;

  /** A circuit enters before a slack only when it is this much better. */
  private static final double CIRCUIT_ADVANTAGE = 3;

  private final Circuits circuits;
  private final int m;

  /** Column i of the inverse is contiguous: entry r at i·m + r. */
  private final double[] inverse;

  /** Basic variable of each place: a circuit, or −1 − i for the slack of row i. */
  private final int[] basis;

  private final double[] value;
  private final double[] dual;
  private final int[] slackPlace;
  private final double[] column;
  private final int[] list = new int[SHORT_LIST];
  private final double[] listReduced = new double[SHORT_LIST];
  private int listed;
  private boolean renewed;
  private double largest;
  private double total;
  private int pivots;
  private RowSet banned;

  PackingSimplex(int m, Circuits circuits) {
    this.m = m;
    this.circuits = circuits;
    this.inverse = new double[m * m];
    this.basis = new int[m];
    this.value = new double[m];
    this.dual = new double[m];
    this.slackPlace = new int[m];
    this.column = new double[m];
    this.banned = RowSet.empty(m);
    for (int i = 0; i < m; i++) {
      inverse[i * m + i] = 1;
      basis[i] = -1 - i;
      value[i] = 1;
      slackPlace[i] = i;
    }
  }

  void copyFrom(PackingSimplex other) {
    System.arraycopy(other.inverse, 0, inverse, 0, m * m);
    System.arraycopy(other.basis, 0, basis, 0, m);
    System.arraycopy(other.value, 0, value, 0, m);
    System.arraycopy(other.dual, 0, dual, 0, m);
    System.arraycopy(other.slackPlace, 0, slackPlace, 0, m);
    total = other.total;
  }

  /** Σ u of the packing at hand. */
  double total() {
    return total;
  }

  /** y_i. */
  double dual(int i) {
    return dual[i];
  }

  /** How much a circuit's value exceeds what its rows cost. */
  double reduced(int circuit) {
    double sum = 1;
    for (int i : circuits.rows(circuit)) {
      sum -= dual[i];
    }
    return sum;
  }

  /** The circuit at a place of the basis, or a negative number. */
  int circuit(int place) {
    return basis[place];
  }

  /** Its weight u. */
  double weight(int place) {
    return value[place];
  }

  /** Circuits that meet {@code active} are worth nothing from now on. */
  void ban(RowSet active) {
    banned = active;
    reprice();
  }

  private double worth(int variable) {
    return variable < 0 || circuits.set(variable).meets(banned) ? 0 : 1;
  }

  private void reprice() {
    total = 0;
    for (int r = 0; r < m; r++) {
      column[r] = worth(basis[r]);
      total += column[r] * value[r];
    }
    for (int i = 0; i < m; i++) {
      double sum = 0;
      int at = i * m;
      for (int r = 0; r < m; r++) {
        sum += column[r] * inverse[at + r];
      }
      dual[i] = sum;
    }
  }

  /**
   * Improves the packing with the candidate circuits, none of which meets the banned rows.
   *
   * @param free F
   * @return whether the packing is worth more than {@code target} (it may be unbounded)
   */
  boolean maximise(int[] candidates, int count, RowSet free, double target) {
    listed = 0;
    while (total <= target) {
      int entering = enteringSlack(free);
      double sign = entering < 0 && dual[-1 - entering] > 0 ? -1 : 1;
      double reduced = entering < 0 ? Math.abs(dual[-1 - entering]) : 0;
      int circuit = enteringCircuit(candidates, count, reduced * CIRCUIT_ADVANTAGE);
      if (outOfReach(target)) {
        return false;
      }
      if (circuit >= 0) {
        entering = circuit;
        sign = 1;
      }
      if (entering == Integer.MAX_VALUE) {
        return false;
      }
      fillColumn(entering, sign);
      double gain = entering < 0 ? -dual[-1 - entering] : reduced(entering);
      int leave = leaving(free);
      if (leave < 0) {
        return true;
      }
      pivot(entering, leave, sign, gain);
      if (++pivots % REPRICE == 0) {
        reprice();
      }
    }
    return true;
  }

  /** −1 − i, or MAX_VALUE when no slack is worth entering. */
  private int enteringSlack(RowSet free) {
    int best = Integer.MAX_VALUE;
    double most = REDUCED;
    for (int i = 0; i < m; i++) {
      if (slackPlace[i] < 0) {
        double reduced = free.has(i) ? Math.abs(dual[i]) : -dual[i];
        if (reduced > most) {
          most = reduced;
          best = -1 - i;
        }
      }
    }
    return best;
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

  private void fillColumn(int entering, double sign) {
    Arrays.fill(column, 0);
    if (entering < 0) {
      addColumn(-1 - entering, sign);
    } else {
      for (int i : circuits.rows(entering)) {
        addColumn(i, sign);
      }
    }
  }

  private void addColumn(int i, double sign) {
    int at = i * m;
    for (int r = 0; r < m; r++) {
      column[r] += sign * inverse[at + r];
    }
  }

  /** The place that reaches zero first; −1 when none does. */
  private int leaving(RowSet free) {
    int leave = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int r = 0; r < m; r++) {
      if (column[r] > PIVOT
          && value[r] < least * column[r]
          && !(basis[r] < 0 && free.has(-1 - basis[r]))) {
        least = value[r] / column[r];
        leave = r;
      }
    }
    return leave;
  }

  private void pivot(int entering, int leave, double sign, double gain) {
    double step = Math.max(0, value[leave] / column[leave]);
    for (int r = 0; r < m; r++) {
      value[r] -= step * column[r];
    }
    value[leave] = sign * step;
    total += gain * sign * step;
    if (basis[leave] < 0) {
      slackPlace[-1 - basis[leave]] = -1;
    }
    basis[leave] = entering;
    if (entering < 0) {
      slackPlace[-1 - entering] = leave;
    }
    // The pivot element of the true column is sign·column[leave].
    double scale = sign / column[leave];
    for (int i = 0; i < m; i++) {
      int at = i * m;
      double entry = inverse[at + leave];
      if (entry != 0) {
        double factor = entry * scale * sign;
        for (int r = 0; r < m; r++) {
          inverse[at + r] -= factor * column[r];
        }
        inverse[at + leave] = entry * scale;
        dual[i] += gain * scale * entry;
      }
    }
  }
}
