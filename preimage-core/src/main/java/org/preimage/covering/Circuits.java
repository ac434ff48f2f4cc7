package org.preimage.covering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.preimage.linalg.Footprint;

/** The circuits met so far, numbered, each once. */
final class Circuits {
  /** Stands for a basis that holds no circuit to rely on. */
  static final int NONE = -1;

  private static final double SUPPORT = 1e-9;

  /** A multiplier between this and {@link #SUPPORT} may be zero or not: no proof would follow. */
  private static final double ZERO = 1e-13;

  private final int m;
  private final int stride;
  private final List<int[]> rows = new ArrayList<>();
  private final List<RowSet> sets = new ArrayList<>();
  private final Map<RowSet, Integer> numbers = new HashMap<>();

  /** Rows of all circuits, padded with m, so that one scan prices many. */
  private int[] flat = new int[1024];

  private long bytes;

  /** Starts with some circuits, numbered in their order. */
  Circuits(Rows rows, List<int[]> known) {
    this.m = rows.m;
    this.stride = rows.n + 1;
    for (int[] circuit : known) {
      add(circuit, RowSet.of(m, circuit, circuit.length));
    }
  }

  /** The number of the circuit that a basis holds; {@link #NONE} if rounding hides which it is. */
  int add(CircuitSimplex simplex) {
    int[] support = new int[simplex.basisSize()];
    int count = 0;
    for (int k = 0; k < support.length; k++) {
      if (simplex.multiplier(k) > SUPPORT) {
        support[count++] = simplex.row(k);
      } else if (simplex.multiplier(k) > ZERO) {
        return NONE;
      }
    }
    RowSet set = RowSet.of(m, support, count);
    Integer known = numbers.get(set);
    return known != null ? known : add(Arrays.copyOf(support, count), set);
  }

  private int add(int[] circuit, RowSet set) {
    int number = rows.size();
    int at = number * stride;
    if (at + stride > flat.length) {
      flat = Arrays.copyOf(flat, 2 * (at + stride));
    }
    System.arraycopy(circuit, 0, flat, at, circuit.length);
    Arrays.fill(flat, at + circuit.length, at + stride, m);
    numbers.put(set, number);
    rows.add(circuit);
    sets.add(set);
    bytes +=
        Footprint.ints(circuit.length)
            + Footprint.OBJECT
            + Footprint.longs(set.words.length)
            + Footprint.ENTRY
            + 2 * Footprint.REFERENCE;
    return number;
  }

  /** What they take in memory. */
  long bytes() {
    return bytes + Footprint.ints(flat.length);
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

  /** 1 − Σ prices over the rows of a circuit; there are m + 1 prices, the last one 0. */
  double reduced(int circuit, double[] prices) {
    // Two sums, because each addition waits for the one before it.
    double even = 1;
    double odd = 0;
    int k = circuit * stride;
    int end = k + stride;
    for (; k + 1 < end; k += 2) {
      even -= prices[flat[k]];
      odd -= prices[flat[k + 1]];
    }
    return k < end ? even - prices[flat[k]] + odd : even + odd;
  }
}
