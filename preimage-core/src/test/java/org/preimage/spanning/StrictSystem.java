package org.preimage.spanning;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finitely many strict inequalities ⟨a, x⟩ + c &gt; 0 in integers, decided by Fourier–Motzkin
 * elimination. Each inequality is the array (a₁, …, a_n, c).
 */
final class StrictSystem {
  private StrictSystem() {}

  /** A point that satisfies every inequality; empty array list when there is none. */
  static List<Fraction> solve(int variables, List<long[]> inequalities) {
    List<List<long[]>> levels = new ArrayList<>();
    List<long[]> current = inequalities;
    for (int j = variables - 1; j >= 0; j--) {
      levels.add(0, current);
      current = eliminate(current, j);
    }
    if (current.stream().anyMatch(row -> row[variables] <= 0)) {
      return List.of();
    }
    List<Fraction> point = new ArrayList<>();
    for (List<long[]> level : levels) {
      point.add(between(level, point, variables));
    }
    return point;
  }

  static boolean isFeasible(int variables, List<long[]> inequalities) {
    List<long[]> current = inequalities;
    for (int j = variables - 1; j >= 0; j--) {
      current = eliminate(current, j);
    }
    return current.stream().allMatch(row -> row[variables] > 0);
  }

  /** Inequalities of the projection along x_j, which is the last variable that occurs. */
  private static List<long[]> eliminate(List<long[]> inequalities, int j) {
    Set<List<Long>> seen = new HashSet<>();
    List<long[]> projected = new ArrayList<>();
    for (long[] p : inequalities) {
      if (p[j] == 0) {
        addIfNew(projected, seen, p);
        continue;
      }
      for (long[] q : inequalities) {
        if (p[j] > 0 && q[j] < 0) {
          addIfNew(projected, seen, combine(p, -q[j], q, p[j]));
        }
      }
    }
    return projected;
  }

  private static void addIfNew(List<long[]> rows, Set<List<Long>> seen, long[] row) {
    if (seen.add(Arrays.stream(row).boxed().toList())) {
      rows.add(row);
    }
  }

  private static long[] combine(long[] p, long s, long[] q, long t) {
    long[] sum = new long[p.length];
    long divisor = 0;
    for (int k = 0; k < p.length; k++) {
      sum[k] = Math.addExact(Math.multiplyExact(s, p[k]), Math.multiplyExact(t, q[k]));
      divisor = gcd(divisor, Math.abs(sum[k]));
    }
    for (int k = 0; divisor > 1 && k < sum.length; k++) {
      sum[k] /= divisor;
    }
    return sum;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /** A value of the next coordinate between all bounds that the coordinates before it leave. */
  private static Fraction between(List<long[]> level, List<Fraction> point, int variables) {
    int j = point.size();
    List<Fraction> below = new ArrayList<>();
    List<Fraction> above = new ArrayList<>();
    for (long[] row : level) {
      if (row[j] != 0) {
        Fraction bound = rest(row, point, variables).times(Fraction.of(-1, row[j]));
        (row[j] > 0 ? below : above).add(bound);
      }
    }
    Fraction one = Fraction.of(1, 1);
    if (below.isEmpty() && above.isEmpty()) {
      return Fraction.ZERO;
    }
    if (above.isEmpty()) {
      return below.stream().max(Fraction::compareTo).orElseThrow().plus(one);
    }
    Fraction lowestAbove = above.stream().min(Fraction::compareTo).orElseThrow();
    if (below.isEmpty()) {
      return lowestAbove.plus(Fraction.of(-1, 1));
    }
    Fraction highestBelow = below.stream().max(Fraction::compareTo).orElseThrow();
    return highestBelow.plus(lowestAbove).times(Fraction.of(1, 2));
  }

  /** ⟨a, x⟩ + c over the coordinates already chosen. */
  static Fraction rest(long[] row, List<Fraction> point, int variables) {
    Fraction sum = new Fraction(BigInteger.valueOf(row[variables]), BigInteger.ONE);
    for (int k = 0; k < point.size(); k++) {
      sum = sum.plus(point.get(k).times(Fraction.of(row[k], 1)));
    }
    return sum;
  }
}
