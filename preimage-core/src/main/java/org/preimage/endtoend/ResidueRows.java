package org.preimage.endtoend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Gaussian elimination of rows modulo a prime below 2³¹, remembering which rows were needed. */
final class ResidueRows {
  private final long prime;
  private final int columns;
  private final List<long[]> echelon = new ArrayList<>();
  private final List<Integer> pivots = new ArrayList<>();
  private final List<Integer> chosen = new ArrayList<>();

  /**
   * Rows of {@code columns} coefficients, possibly followed by right-hand sides, which take part
   * but are no place for a pivot.
   */
  ResidueRows(long prime, int columns) {
    this.prime = prime;
    this.columns = columns;
  }

  /**
   * Adds a row.
   *
   * @return whether it agrees with the rows before it: false when its coefficients depend on theirs
   *     but its right-hand sides do not
   */
  boolean add(int number, long[] row) {
    long[] rest = Arrays.stream(row).map(v -> Math.floorMod(v, prime)).toArray();
    for (int k = 0; k < echelon.size(); k++) {
      long factor = rest[pivots.get(k)];
      if (factor != 0) {
        long[] other = echelon.get(k);
        for (int j = 0; j < rest.length; j++) {
          rest[j] = Math.floorMod(rest[j] - factor * other[j], prime);
        }
      }
    }
    int pivot = 0;
    while (pivot < rest.length && rest[pivot] == 0) {
      pivot++;
    }
    if (pivot >= columns) {
      return pivot == rest.length;
    }
    long inverse = inverse(rest[pivot]);
    for (int j = 0; j < rest.length; j++) {
      rest[j] = rest[j] * inverse % prime;
    }
    echelon.add(rest);
    pivots.add(pivot);
    chosen.add(number);
    return true;
  }

  int rank() {
    return echelon.size();
  }

  /** The numbers of the rows that were independent of those before them. */
  int[] chosen() {
    return chosen.stream().mapToInt(i -> i).toArray();
  }

  /** Columns on which the chosen rows are independent. */
  int[] pivots() {
    return pivots.stream().mapToInt(i -> i).toArray();
  }

  private long inverse(long a) {
    long result = 1;
    long square = a;
    for (long e = prime - 2; e != 0; e >>= 1) {
      result = (e & 1) == 1 ? result * square % prime : result;
      square = square * square % prime;
    }
    return result;
  }
}
