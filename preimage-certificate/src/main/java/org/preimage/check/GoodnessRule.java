package org.preimage.check;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.preimage.certificate.GoodnessProof;
import org.preimage.certificate.Indices;

/** Proves so many rows active everywhere by bounding the part of few rows in the sum of all. */
final class GoodnessRule {
  private final Layer layer;
  private final GoodnessProof proof;
  private final GoodnessProof.Scaling scaling;
  private final int counted;
  private final int most;

  /**
   * A rule for one proof.
   *
   * @param required the number of rows to be proved active
   */
  GoodnessRule(Layer layer, int required, GoodnessProof proof) {
    this.layer = layer;
    this.proof = proof;
    this.scaling = proof.scaling();
    this.counted = proof.rows().size();
    this.most = required - alwaysActive(layer) - 1;
  }

  private static int alwaysActive(Layer layer) {
    int count = 0;
    for (int i = 0; i < layer.rows(); i++) {
      count += layer.kind(i) == Layer.RowKind.ALWAYS ? 1 : 0;
    }
    return count;
  }

  void check() throws Rejection {
    requireRows();
    Rejection.unless(
        most >= 0 && most < counted, "rows", "%d listed cannot prove %d", counted, most + 1);
    Rejection.unless(
        within(scaling.rowBits(), -2000, 2000)
            && within(scaling.multiplierBits(), 1, 30)
            && within(scaling.pointShift(), 1, 60),
        "scaling",
        "is out of range");
    long[] caps = new CapRule(layer, proof).check();
    if (sumOfLargest(Arrays.copyOf(caps, counted), most).compareTo(one()) >= 0) {
      followLeadingRows(caps);
    }
  }

  private static boolean within(int value, int low, int high) {
    return value >= low && value <= high;
  }

  private BigInteger one() {
    return BigInteger.ONE.shiftLeft(scaling.multiplierBits());
  }

  private void requireRows() throws Rejection {
    boolean[] seen = new boolean[layer.rows()];
    for (int i = 0; i < counted; i++) {
      int row = proof.rows().get(i);
      Rejection.unless(
          row >= 0 && row < seen.length && !seen[row], "rows", "%d is no row or listed twice", row);
      seen[row] = true;
      Rejection.unless(
          layer.kind(row) == Layer.RowKind.RELU && layer.bias(row) >= 0,
          "rows",
          "%d is no ReLU row with a bias of at least 0",
          row);
      Rejection.unless(proof.weights().get(i) > 0, "weights", "%d is not positive", i);
    }
  }

  private static BigInteger sumOfLargest(long[] caps, int number) {
    Arrays.sort(caps);
    BigInteger sum = BigInteger.ZERO;
    for (int k = 0; k < number; k++) {
      sum = sum.add(BigInteger.valueOf(caps[caps.length - 1 - k]));
    }
    return sum;
  }

  /**
   * Level by level: every set of leading rows that no cap excludes is followed by all sets with one
   * more row, until none is left.
   */
  private void followLeadingRows(long[] caps) throws Rejection {
    List<int[]> open = new ArrayList<>();
    Set<Indices> excluded = new HashSet<>();
    long largest = 0;
    for (int c = 0; c < caps.length; c++) {
      Indices set = proof.caps().get(c).set();
      if (excludes(caps[c], set.size())) {
        excluded.add(set);
      } else {
        Rejection.unless(c < counted, "cap " + c, "excludes nothing");
        open.add(set.toArray());
      }
      largest = c < counted ? Math.max(largest, caps[c]) : largest;
    }
    // At least this many rows are positive: no open set may hold them all.
    BigInteger certain =
        one().subtract(BigInteger.ONE).divide(BigInteger.valueOf(Math.max(1, largest)));
    while (!open.isEmpty()) {
      Rejection.unless(
          BigInteger.valueOf(open.get(0).length).compareTo(certain) <= 0,
          "caps",
          "of single rows are too large for sets of %d rows",
          open.get(0).length + 1);
      open = followed(open, excluded);
    }
  }

  /** Whether cap · (k − 1) &lt; size: these rows cannot lead fewer than k positive ones. */
  private boolean excludes(long cap, int size) {
    return BigInteger.valueOf(cap)
            .multiply(BigInteger.valueOf(most))
            .compareTo(BigInteger.valueOf(size).shiftLeft(scaling.multiplierBits()))
        < 0;
  }

  private List<int[]> followed(List<int[]> open, Set<Indices> excluded) throws Rejection {
    List<int[]> next = new ArrayList<>();
    Set<Indices> seen = new HashSet<>();
    for (int[] set : open) {
      for (int i = 0; i < counted; i++) {
        if (Arrays.binarySearch(set, i) < 0) {
          int[] larger = Arrays.copyOf(set, set.length + 1);
          larger[set.length] = i;
          Arrays.sort(larger);
          Indices key = Indices.of(larger);
          if (!excluded.contains(key) && seen.add(key)) {
            next.add(larger);
            Rejection.unless(
                next.size() <= proof.caps().size(),
                "caps",
                "leave more sets of %d rows open than there are caps",
                larger.length);
          }
        }
      }
    }
    return next;
  }
}
