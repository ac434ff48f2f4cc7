package org.preimage.check;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import org.preimage.certificate.Indices;

/**
 * Sign conditions that no interior point of the domain fulfils together. With m rows and n columns,
 * condition i &lt; m is "row i is active", m + i "row i is inactive", 2m + j "coordinate j is above
 * its lower end", 2m + n + j "below its upper end", 2m + 2n "1 &gt; 0". Each is an affine function
 * that is ≥ 0, and &gt; 0 for all kinds but the first.
 */
final class SignConflicts {
  private final SlopedLayer layer;
  private final int m;
  private final int n;

  SignConflicts(SlopedLayer layer) {
    this.layer = layer;
    this.m = layer.rows();
    this.n = layer.columns();
  }

  /**
   * Requires that a sum of positive multiples of the functions is the zero function, and that one
   * of them is &gt; 0.
   */
  void require(Indices conflict) throws Rejection {
    int count = conflict.size();
    Rejection.unless(count > 0 && count <= n + 2, "", "has %d conditions", count);
    Set<Integer> seen = new HashSet<>();
    double[][] functions = new double[count][];
    boolean strict = false;
    for (int k = 0; k < count; k++) {
      int condition = conflict.get(k);
      Rejection.unless(seen.add(condition), "", "lists condition %d twice", condition);
      functions[k] = function(condition);
      strict |= condition >= m;
    }
    Rejection.unless(strict, "", "holds where all its rows are zero");
    int[] used = usedCoordinates(functions);
    boolean certain = used.length == count - 1 && isSurelyPositive(functions, used);
    Rejection.unless(
        certain || isExactlyPositive(functions, used),
        "",
        "has no single positive dependence of its functions");
  }

  /** Linear part and constant. */
  private double[] function(int condition) throws Rejection {
    Rejection.unless(
        condition >= 0 && condition <= 2 * (m + n), "", "lists no condition: %d", condition);
    double[] function = new double[n + 1];
    if (condition < 2 * m) {
      int row = condition % m;
      double sign = condition < m ? 1 : -1;
      for (int j = 0; j < n; j++) {
        function[j] = sign * layer.weight(row, j);
      }
      function[n] = sign * layer.bias(row);
    } else if (condition == 2 * (m + n)) {
      function[n] = 1;
    } else {
      int j = (condition - 2 * m) % n;
      boolean lower = condition < 2 * m + n;
      double end = lower ? layer.lower(j) : layer.upper(j);
      Rejection.unless(!Double.isInfinite(end), "", "uses an infinite end of coordinate %d", j);
      function[j] = lower ? 1 : -1;
      function[n] = lower ? -end : end;
    }
    return function;
  }

  private static int[] usedCoordinates(double[][] functions) {
    BitSet used = new BitSet();
    for (double[] function : functions) {
      for (int j = 0; j < function.length; j++) {
        if (function[j] != 0) {
          used.set(j);
        }
      }
    }
    return used.stream().toArray();
  }

  /**
   * Solves Σ_{k &lt; d} λ_k f_k = −f_d by Gauss and Jordan in intervals: if all pivots stay away
   * from 0, the d × d system is regular and its solution lies in the intervals found.
   */
  private static boolean isSurelyPositive(double[][] functions, int[] used) {
    int d = used.length;
    int width = d + 1;
    Interval a = new Interval(d * width);
    Interval factor = new Interval(1);
    for (int i = 0; i < d; i++) {
      for (int k = 0; k <= d; k++) {
        a.set(i * width + k, functions[k][used[i]]);
      }
    }
    for (int k = 0; k < d; k++) {
      swapLargest(a, d, width, k);
      for (int i = 0; i < d; i++) {
        if (i != k && !a.isZero(i * width + k)) {
          factor.setQuotient(0, a, i * width + k, a, k * width + k);
          for (int j = k + 1; j < width; j++) {
            a.subtractProduct(i * width + j, factor, 0, a, k * width + j);
          }
        }
      }
    }
    for (int k = 0; k < d; k++) {
      factor.setQuotient(0, a, k * width + d, a, k * width + k);
      if (!(factor.high[0] < 0)) {
        return false;
      }
    }
    return true;
  }

  private static void swapLargest(Interval a, int d, int width, int k) {
    int best = k;
    for (int i = k + 1; i < d; i++) {
      if (a.magnitudeOfMiddle(i * width + k) > a.magnitudeOfMiddle(best * width + k)) {
        best = i;
      }
    }
    if (best != k) {
      for (int j = k; j < width; j++) {
        a.swap(k * width + j, best * width + j);
      }
    }
  }

  private static boolean isExactlyPositive(double[][] functions, int[] used) {
    BigInteger[][] matrix = new BigInteger[used.length][functions.length];
    for (int i = 0; i < used.length; i++) {
      int lowest = Integer.MAX_VALUE;
      for (double[] function : functions) {
        double value = function[used[i]];
        lowest = value == 0 ? lowest : Math.min(lowest, Dyadic.exponent(value));
      }
      for (int k = 0; k < functions.length; k++) {
        double value = functions[k][used[i]];
        matrix[i][k] =
            value == 0
                ? BigInteger.ZERO
                : BigInteger.valueOf(Dyadic.mantissa(value))
                    .shiftLeft(Dyadic.exponent(value) - lowest);
      }
    }
    return IntegerElimination.hasPositiveDependence(matrix, functions.length);
  }

  /** Requires each condition of a conflict to be assumed, or to hold everywhere in the interior. */
  void requireAssumed(Indices conflict, BitSet active, BitSet inactive) throws Rejection {
    for (int k = 0; k < conflict.size(); k++) {
      int condition = conflict.get(k);
      boolean holds =
          condition < m ? active.get(condition) : condition >= 2 * m || inactive.get(condition - m);
      Rejection.unless(holds, "", "uses condition %d, which is not assumed", condition);
    }
  }
}
