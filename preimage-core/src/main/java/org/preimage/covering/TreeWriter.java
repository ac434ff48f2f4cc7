package org.preimage.covering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.preimage.linalg.Footprint;

/** Collects the steps of a part of a count tree and the circuits its leaves use. */
final class TreeWriter {
  /** Weights are rounded down to multiples of 2^−24. */
  private static final double SCALE = 1 << 24;

  private final Circuits circuits;
  private final int rows;
  private final Map<Integer, Integer> numbers = new HashMap<>();
  private final List<int[]> simplices = new ArrayList<>();
  private int[] steps = new int[1024];
  private int size;

  TreeWriter(Circuits circuits, int rows) {
    this.circuits = circuits;
    this.rows = rows;
  }

  void branch(int row) {
    put(row);
  }

  /** A leaf with enough active rows. */
  void leaf() {
    put(-1);
  }

  /**
   * A leaf closed by a packing, with the smallest capacity that its rounded weights allow.
   *
   * @return false, and nothing is written, when they are not worth more than {@code spare}
   */
  boolean leaf(PackingSimplex packing, RowSet active, RowSet inactive, int spare) {
    long[] load = new long[rows];
    int start = size;
    put(0);
    put(0);
    int covers = 0;
    long largest = 1;
    long total = 0;
    for (int r = 0; r < rows; r++) {
      int circuit = packing.circuit(r);
      int weight = circuit < 0 ? 0 : (int) Math.floor(packing.weight(r) * SCALE);
      if (weight > 0 && !circuits.set(circuit).meets(active)) {
        covers++;
        total += weight;
        put(number(circuit));
        put(weight);
        for (int i : circuits.rows(circuit)) {
          load[i] += weight;
          largest = inactive.has(i) ? largest : Math.max(largest, load[i]);
        }
      }
    }
    if (largest > Integer.MAX_VALUE || total <= spare * largest) {
      size = start;
      return false;
    }
    steps[start] = -1 - covers;
    steps[start + 1] = (int) largest;
    return true;
  }

  /** A leaf closed by one circuit of inactive rows, which loads nothing. */
  void leaf(int circuit, int weight) {
    put(-2);
    put(1);
    put(number(circuit));
    put(weight);
  }

  private int number(int circuit) {
    return numbers.computeIfAbsent(
        circuit,
        c -> {
          simplices.add(circuits.rows(c));
          return simplices.size() - 1;
        });
  }

  private void put(int step) {
    if (size == steps.length) {
      steps = Arrays.copyOf(steps, 2 * size);
    }
    steps[size++] = step;
  }

  /** What the record takes in memory; the circuits are counted where they are kept. */
  long bytes() {
    return Footprint.ints(steps.length)
        + simplices.size() * (Footprint.ENTRY + Footprint.REFERENCE);
  }

  int[] steps() {
    return Arrays.copyOf(steps, size);
  }

  List<int[]> simplices() {
    return List.copyOf(simplices);
  }
}
