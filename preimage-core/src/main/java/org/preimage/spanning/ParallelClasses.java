package org.preimage.spanning;

import java.util.HashMap;
import java.util.Map;
import org.preimage.linalg.SparseRows;

/**
 * Groups the rows of a layer by the line they span: two rows share a class exactly when one is a
 * non-zero multiple of the other. Zero rows have class −1.
 *
 * <p>Exact without big numbers: if v = t·w then all quotients v_j / v_first and w_j / w_first are
 * equal real numbers and so round to the same binary64 number. Equal rounded quotients are then
 * confirmed by comparing exact products.
 */
final class ParallelClasses {
  private final int[] classOf;
  private final boolean[] opposite;
  private final int classes;

  private ParallelClasses(int[] classOf, boolean[] opposite, int classes) {
    this.classOf = classOf;
    this.opposite = opposite;
    this.classes = classes;
  }

  static ParallelClasses of(SparseRows weights) {
    int m = weights.rows();
    int[] classOf = new int[m];
    boolean[] opposite = new boolean[m];
    int[] representative = new int[m];
    // Chains rows with equal hashes; a bucket holds the classes met so far.
    Map<Long, int[]> buckets = new HashMap<>();
    int classes = 0;
    for (int i = 0; i < m; i++) {
      if (weights.entries(i) == 0) {
        classOf[i] = -1;
        continue;
      }
      long hash = hash(weights, i);
      int[] bucket = buckets.getOrDefault(hash, new int[0]);
      int found = -1;
      for (int candidate : bucket) {
        if (parallel(weights, representative[candidate], i)) {
          found = candidate;
          break;
        }
      }
      if (found < 0) {
        found = classes++;
        representative[found] = i;
        int[] longer = java.util.Arrays.copyOf(bucket, bucket.length + 1);
        longer[bucket.length] = found;
        buckets.put(hash, longer);
      }
      classOf[i] = found;
      double first = weights.value(weights.start(representative[found]));
      opposite[i] = (first > 0) != (weights.value(weights.start(i)) > 0);
    }
    return new ParallelClasses(classOf, opposite, classes);
  }

  /** Every row that is not zero by itself, for counting rows instead of directions. */
  static ParallelClasses singleRows(SparseRows weights) {
    int[] classOf = new int[weights.rows()];
    int classes = 0;
    for (int i = 0; i < classOf.length; i++) {
      classOf[i] = weights.entries(i) == 0 ? -1 : classes++;
    }
    return new ParallelClasses(classOf, new boolean[classOf.length], classes);
  }

  private static long hash(SparseRows weights, int i) {
    long hash = 17;
    double first = weights.value(weights.start(i));
    for (int p = weights.start(i); p < weights.start(i + 1); p++) {
      double quotient = weights.value(p) / first;
      hash = hash * 1_000_003 + weights.index(p);
      hash = hash * 1_000_003 + Double.doubleToLongBits(quotient);
    }
    return hash ^ (hash >>> 29);
  }

  private static boolean parallel(SparseRows weights, int a, int b) {
    if (weights.entries(a) != weights.entries(b)) {
      return false;
    }
    int startA = weights.start(a);
    int startB = weights.start(b);
    double firstA = weights.value(startA);
    double firstB = weights.value(startB);
    for (int k = 0; k < weights.entries(a); k++) {
      if (weights.index(startA + k) != weights.index(startB + k)
          || !equalProducts(weights.value(startA + k), firstB, weights.value(startB + k), firstA)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a·b = c·d over the reals. */
  private static boolean equalProducts(double a, double b, double c, double d) {
    double ab = a * b;
    double cd = c * d;
    if (ab != cd) {
      return false;
    }
    if (Math.abs(ab) > 1e-250 && Math.abs(ab) < 1e250) {
      return Math.fma(a, b, -ab) == Math.fma(c, d, -cd);
    }
    java.math.BigDecimal left = new java.math.BigDecimal(a).multiply(new java.math.BigDecimal(b));
    return left.compareTo(new java.math.BigDecimal(c).multiply(new java.math.BigDecimal(d))) == 0;
  }

  /** Class of row {@code i}, or −1 for a zero row. */
  int classOf(int i) {
    return classOf[i];
  }

  /** Whether row {@code i} points away from the first row of its class. */
  boolean isOpposite(int i) {
    return opposite[i];
  }

  int classes() {
    return classes;
  }
}
