package org.preimage.covering;

import java.util.Arrays;

/** What one level of the case distinction works with; reused for all cases of that depth. */
final class CaseFrame {
  static final int NONE = -1;

  private static final double ENTERS = 1e-6;

  final CircuitSimplex simplex;
  final CircuitSimplex work;
  final PackingSimplex packing;
  private final Circuits circuits;
  private int[] candidates = new int[256];
  private int count;
  private int contradiction = NONE;

  CaseFrame(Rows rows, Circuits circuits) {
    this.circuits = circuits;
    this.simplex = new CircuitSimplex(rows);
    this.work = new CircuitSimplex(rows);
    this.packing = new PackingSimplex(rows.m, circuits);
  }

  /** Starts from where the case above ended; circuits that meet {@code active} are left out. */
  void inherit(CaseFrame above, RowSet active, RowSet inactive) {
    simplex.copyFrom(above.simplex);
    packing.copyFrom(above.packing);
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
}
