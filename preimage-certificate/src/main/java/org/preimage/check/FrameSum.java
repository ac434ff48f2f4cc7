package org.preimage.check;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.preimage.certificate.Rational;

/**
 * Σ d_i² w_i w_iᵀ for a growing and shrinking set of active rows, where d_i is 1 for them and the
 * slope for all others. Decides exactly whether a multiple of the identity can be subtracted:
 * outward-rounded intervals first, integers where these are too wide.
 */
final class FrameSum {
  private final SlopedLayer layer;
  private final int n;
  private final Rational bound;
  private final List<Integer> active = new ArrayList<>();
  private final List<Interval> sums = new ArrayList<>();
  private final Interval work;
  private final Interval scratch = new Interval(3);

  FrameSum(SlopedLayer layer, Rational bound) {
    this.layer = layer;
    this.n = layer.columns();
    this.bound = bound;
    this.work = new Interval(n * n);
    Interval base = new Interval(n * n);
    for (int i = 0; i < layer.rows(); i++) {
      if (layer.slope(i) != 0) {
        addSquare(base, i, true);
      }
    }
    sums.add(base);
  }

  void push(int row) {
    active.add(row);
    if (sums.size() == active.size()) {
      sums.add(new Interval(n * n));
    }
    Interval sum = sums.get(active.size());
    sum.copy(sums.get(active.size() - 1));
    addSquare(sum, row, false);
  }

  void pop() {
    active.remove(active.size() - 1);
  }

  /** Lower triangle only: adds s²wwᵀ, or the (1 − s²)wwᵀ that is missing from an active row. */
  private void addSquare(Interval sum, int row, boolean sloped) {
    double s = layer.slope(row);
    Interval factor = scratch;
    factor.set(2, sloped ? 0 : 1);
    if (s != 0) {
      factor.set(0, sloped ? -s : s);
      factor.set(1, s);
      factor.subtractProduct(2, factor, 0, factor, 1);
    }
    for (int p = 0; p < n; p++) {
      double w = layer.weight(row, p);
      if (w != 0) {
        factor.set(0, 0);
        factor.set(1, -w);
        factor.subtractProduct(0, factor, 1, factor, 2);
        // Element 0 is now the factor times w_p.
        for (int q = 0; q <= p; q++) {
          factor.set(1, -layer.weight(row, q));
          sum.subtractProduct(p * n + q, factor, 0, factor, 1);
        }
      }
    }
  }

  /** Whether Σ d_i² w_i w_iᵀ − bound·I is positive semidefinite. */
  boolean isEnough() {
    work.copy(sums.get(active.size()));
    double above = Math.nextUp(bound.toDouble());
    for (int j = 0; j < n; j++) {
      work.add(j * n + j, -above, -above);
    }
    return isSurelyDefinite() || isExactlySemidefinite();
  }

  /** All pivots of LDLᵀ are positive for every matrix in the enclosure. */
  private boolean isSurelyDefinite() {
    for (int k = 0; k < n; k++) {
      if (!(work.low[k * n + k] > 0)) {
        return false;
      }
      for (int i = k + 1; i < n; i++) {
        if (!work.isZero(i * n + k)) {
          scratch.setQuotient(0, work, i * n + k, work, k * n + k);
          for (int j = k + 1; j <= i; j++) {
            work.subtractProduct(i * n + j, scratch, 0, work, j * n + k);
          }
        }
      }
    }
    return true;
  }

  private boolean isExactlySemidefinite() {
    Rational[][] matrix = new Rational[n][n];
    for (int p = 0; p < n; p++) {
      for (int q = 0; q < n; q++) {
        matrix[p][q] = p == q ? bound.negate() : Rational.ZERO;
      }
    }
    for (int i = 0; i < layer.rows(); i++) {
      Rational s = active.contains(i) ? Rational.ONE : Rational.of(layer.slope(i));
      if (s.signum() != 0) {
        addSquare(matrix, i, s.times(s));
      }
    }
    return IntegerElimination.isSemidefinite(integers(matrix));
  }

  private void addSquare(Rational[][] matrix, int row, Rational factor) {
    for (int p = 0; p < n; p++) {
      Rational left = factor.times(Rational.of(layer.weight(row, p)));
      for (int q = 0; q < n && left.signum() != 0; q++) {
        matrix[p][q] = matrix[p][q].plus(left.times(Rational.of(layer.weight(row, q))));
      }
    }
  }

  /** A positive multiple with integer entries. */
  private static BigInteger[][] integers(Rational[][] matrix) {
    BigInteger common = BigInteger.ONE;
    for (Rational[] row : matrix) {
      for (Rational entry : row) {
        common = common.divide(common.gcd(entry.denominator())).multiply(entry.denominator());
      }
    }
    BigInteger[][] integers = new BigInteger[matrix.length][matrix.length];
    for (int p = 0; p < matrix.length; p++) {
      for (int q = 0; q < matrix.length; q++) {
        Rational entry = matrix[p][q];
        integers[p][q] = entry.numerator().multiply(common.divide(entry.denominator()));
      }
    }
    return integers;
  }
}
