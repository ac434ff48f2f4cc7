package org.preimage.check;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
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

  /** The functions of the conflict at work, and the coordinates that any of them has. */
  private final double[][] functions;

  private final int[] used;

  /** In which conflict a condition was listed last. */
  private final int[] seen;

  private final PositiveSolution solution;
  private int round;

  SignConflicts(SlopedLayer layer) {
    this.layer = layer;
    this.m = layer.rows();
    this.n = layer.columns();
    this.functions = new double[n + 2][n + 1];
    this.used = new int[n + 1];
    this.seen = new int[2 * (m + n) + 1];
    this.solution = new PositiveSolution(n + 1);
  }

  /**
   * Requires that a sum of positive multiples of the functions is the zero function, and that one
   * of them is &gt; 0.
   */
  void require(Indices conflict) throws Rejection {
    int count = conflict.size();
    Rejection.unless(count > 0 && count <= n + 2, "", "has %d conditions", count);
    boolean strict = false;
    round++;
    for (int k = 0; k < count; k++) {
      int condition = conflict.get(k);
      Rejection.unless(
          condition >= 0 && condition <= 2 * (m + n), "", "lists no condition: %d", condition);
      Rejection.unless(seen[condition] != round, "", "lists condition %d twice", condition);
      seen[condition] = round;
      write(condition, functions[k]);
      strict |= condition >= m;
    }
    Rejection.unless(strict, "", "holds where all its rows are zero");
    int used = collectUsed(count);
    boolean certain = used == count - 1 && (isSurelyPositive(used) || isPositiveInIntervals(used));
    Rejection.unless(
        certain || isExactlyPositive(count, used),
        "",
        "has no single positive dependence of its functions");
  }

  /** Writes linear part and constant. */
  private void write(int condition, double[] function) throws Rejection {
    Arrays.fill(function, 0);
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
  }

  /** Collects the coordinates that some function has. */
  private int collectUsed(int count) {
    int size = 0;
    for (int j = 0; j <= n; j++) {
      boolean isUsed = false;
      for (int k = 0; k < count && !isUsed; k++) {
        isUsed = functions[k][j] != 0;
      }
      if (isUsed) {
        used[size++] = j;
      }
    }
    return size;
  }

  /** Σ_{k &lt; d} λ_k f_k = −f_d has one solution, and it is positive. */
  private boolean isSurelyPositive(int d) {
    double[][] system = solution.system();
    for (int i = 0; i < d; i++) {
      double[] row = system[i];
      int j = used[i];
      for (int k = 0; k < d; k++) {
        row[k] = functions[k][j];
      }
      row[d] = -functions[d][j];
    }
    return solution.isSurelyPositive(d);
  }

  /**
   * The same by Gauss and Jordan in intervals: if all pivots stay away from 0, the d × d system is
   * regular and its solution lies in the intervals found.
   */
  private boolean isPositiveInIntervals(int d) {
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

  private boolean isExactlyPositive(int count, int size) {
    BigInteger[][] matrix = new BigInteger[size][count];
    for (int i = 0; i < size; i++) {
      int lowest = Integer.MAX_VALUE;
      for (int k = 0; k < count; k++) {
        double value = functions[k][used[i]];
        lowest = value == 0 ? lowest : Math.min(lowest, Dyadic.exponent(value));
      }
      for (int k = 0; k < count; k++) {
        double value = functions[k][used[i]];
        matrix[i][k] =
            value == 0
                ? BigInteger.ZERO
                : BigInteger.valueOf(Dyadic.mantissa(value))
                    .shiftLeft(Dyadic.exponent(value) - lowest);
      }
    }
    return IntegerElimination.hasPositiveDependence(matrix, count);
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
