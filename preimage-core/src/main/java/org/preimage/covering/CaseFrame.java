package org.preimage.covering;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.preimage.linalg.Footprint;

/** What one level of the case distinction works with; reused for all cases of that depth. */
final class CaseFrame {
  static final int NONE = -1;

  /** Circuits met elsewhere are looked through only as far back as this: neighbours help most. */
  static final int WINDOW = 3000;

  private static final double ENTERS = 1e-6;
  private static final double RECALLED = 0.01;
  private static final int MOST_RECALLED = 80;
  private static final int FEWEST_RECALLED = 5;

  final CircuitSimplex simplex;
  final CircuitSimplex work;
  final PackingSimplex packing;
  private final Circuits circuits;
  private final double[] prices;
  private int[] candidates = new int[256];
  private int count;
  private int contradiction = NONE;
  private int[] found = new int[256];
  private double[] foundReduced = new double[256];

  CaseFrame(Rows rows, Circuits circuits) {
    this.circuits = circuits;
    this.simplex = new CircuitSimplex(rows);
    this.work = new CircuitSimplex(rows);
    this.packing = new PackingSimplex(rows.m, circuits);
    this.prices = new double[rows.m + 1];
  }

  /** What it takes in memory, without the circuits. */
  long bytes() {
    return 2 * simplex.bytes()
        + packing.bytes()
        + Footprint.doubles(prices.length)
        + Footprint.ints(candidates.length)
        + Footprint.ints(found.length)
        + Footprint.doubles(foundReduced.length);
  }

  /** Copies what cases below inherit; circuits may have other numbers here. */
  void copyFrom(CaseFrame other, IntUnaryOperator renumber) {
    simplex.copyFrom(other.simplex);
    packing.copyFrom(other.packing, renumber);
    candidates = new int[Math.max(1, other.count)];
    count = other.count;
    for (int k = 0; k < count; k++) {
      candidates[k] = renumber.applyAsInt(other.candidates[k]);
    }
  }

  /** Tells which circuits {@link #copyFrom} would copy. */
  void mark(boolean[] used) {
    for (int k = 0; k < count; k++) {
      used[candidates[k]] = true;
    }
    packing.mark(used);
  }

  /** Starts from where the case above ended; circuits that meet {@code active} are left out. */
  void inherit(CaseFrame above, RowSet active, RowSet inactive) {
    simplex.copyFrom(above.simplex);
    packing.copyFrom(above.packing, IntUnaryOperator.identity());
    count = 0;
    contradiction = NONE;
    for (int k = 0; k < above.count; k++) {
      if (!circuits.set(above.candidates[k]).meets(active)) {
        add(above.candidates[k], inactive);
      }
    }
  }

  /** A circuit of inactive rows, which shows that no point is in this case; or {@link #NONE}. */
  int contradiction() {
    return contradiction;
  }

  /** Adds a circuit if it would enter the packing; tells whether it would. */
  boolean offer(int circuit, RowSet inactive) {
    if (circuit == Circuits.NONE) {
      return false;
    }
    boolean enters = packing.reduced(circuit) > ENTERS;
    if (enters || circuits.set(circuit).isWithin(inactive)) {
      add(circuit, inactive);
    }
    return enters;
  }

  private void add(int circuit, RowSet inactive) {
    if (circuits.set(circuit).isWithin(inactive)) {
      contradiction = circuit;
    }
    if (count == candidates.length) {
      candidates = Arrays.copyOf(candidates, 2 * count);
    }
    candidates[count++] = circuit;
  }

  /** Drops the candidates whose reduced value is below {@code least}. */
  void forget(double least) {
    int kept = 0;
    for (int k = 0; k < count; k++) {
      if (packing.reduced(candidates[k]) >= least) {
        candidates[kept++] = candidates[k];
      }
    }
    count = kept;
  }

  /** Whether the case can be closed, after improving the packing as far as the candidates allow. */
  boolean maximise(RowSet inactive, double target) {
    return contradiction != NONE || packing.maximise(candidates, count, inactive, target);
  }

  /** The same with circuits that were met in other cases, the most violated ones first. */
  boolean recall(RowSet active, RowSet inactive, double target) {
    int violated = findViolated(active);
    if (violated < FEWEST_RECALLED) {
      return false;
    }
    double least = 0;
    if (violated > MOST_RECALLED) {
      double[] sorted = Arrays.copyOf(foundReduced, violated);
      Arrays.sort(sorted);
      least = sorted[violated - MOST_RECALLED];
    }
    for (int k = 0; k < violated; k++) {
      if (foundReduced[k] >= least) {
        add(found[k], inactive);
      }
    }
    return maximise(inactive, target);
  }

  private int findViolated(RowSet active) {
    for (int i = 0; i < prices.length - 1; i++) {
      prices[i] = active.has(i) ? 2 : Math.max(0, packing.dual(i));
    }
    int violated = 0;
    int from = Math.max(0, circuits.size() - WINDOW);
    for (int c = circuits.size() - 1; c >= from; c--) {
      double reduced = circuits.reduced(c, prices);
      if (reduced > RECALLED) {
        if (violated == found.length) {
          found = Arrays.copyOf(found, 2 * violated);
          foundReduced = Arrays.copyOf(foundReduced, 2 * violated);
        }
        found[violated] = c;
        foundReduced[violated++] = reduced;
      }
    }
    return violated;
  }
}
