package org.preimage.covering;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The circuits met so far, numbered, each once. */
final class Circuits {
  private static final double SUPPORT = 1e-9;

  private final int m;
  private final List<int[]> rows = new ArrayList<>();
  private final List<RowSet> sets = new ArrayList<>();
  private final Map<RowSet, Integer> numbers = new HashMap<>();

  Circuits(int m) {
    this.m = m;
  }

  private Circuits(Circuits other) {
    this.m = other.m;
    rows.addAll(other.rows);
    sets.addAll(other.sets);
    numbers.putAll(other.numbers);
  }

  Circuits copy() {
    return new Circuits(this);
  }

  /** The number of the circuit that a basis holds. */
  int add(CircuitSimplex simplex) {
    int[] support = new int[simplex.basisSize()];
    int count = 0;
    for (int k = 0; k < support.length; k++) {
      if (simplex.multiplier(k) > SUPPORT) {
        support[count++] = simplex.row(k);
      }
    }
    RowSet set = RowSet.of(m, support, count);
    Integer known = numbers.get(set);
    if (known != null) {
      return known;
    }
    numbers.put(set, rows.size());
    rows.add(java.util.Arrays.copyOf(support, count));
    sets.add(set);
    return rows.size() - 1;
  }

  int size() {
    return rows.size();
  }

  int[] rows(int circuit) {
    return rows.get(circuit);
  }

  RowSet set(int circuit) {
    return sets.get(circuit);
  }
}
