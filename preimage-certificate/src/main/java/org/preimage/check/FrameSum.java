package org.preimage.check;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.preimage.certificate.Rational;

/**
 * Σ d_i² w_i w_iᵀ for a growing and shrinking set of active rows, where d_i is 1 for them and the
 * slope for all others. Decides exactly whether a multiple of the identity can be subtracted:
 * binary64 with a margin above all rounding errors first, then outward-rounded intervals, then
 * integers.
 */
final class FrameSum {
  /** Eight times what one rounding can change, relatively. */
  private static final double UNIT = 0x1.0p-50;

  /** Far above what underflow can change. */
  private static final double UNDERFLOW = 0x1.0p-900;

  private final SlopedLayer layer;
  private final int n;
  private final Rational bound;
  private final double boundUp;
  private final List<Integer> active = new ArrayList<>();
  private final List<double[]> sums = new ArrayList<>();

  /** L below the diagonal, D on it. */
  private final double[] factor;

  /** The row of LD at work. */
  private final double[] scaled;

  private final Interval work;
  private final Interval scratch = new Interval(3);

  FrameSum(SlopedLayer layer, Rational bound) {
    this.layer = layer;
    this.n = layer.columns();
    this.bound = bound;
    this.boundUp = Math.nextUp(bound.toDouble());
    this.factor = new double[n * n];
    this.scaled = new double[n];
    this.work = new Interval(n * n);
    double[] base = new double[n * n];
    for (int i = 0; i < layer.rows(); i++) {
      if (layer.slope(i) != 0) {
        addSquare(base, i, layer.slope(i) * layer.slope(i));
      }
    }
    sums.add(base);
  }

  void push(int row) {
    active.add(row);
    if (sums.size() == active.size()) {
      sums.add(new double[n * n]);
    }
    double[] sum = sums.get(active.size());
    System.arraycopy(sums.get(active.size() - 1), 0, sum, 0, n * n);
    double s = layer.slope(row);
    // Not 1 − s², which loses digits where s is near 1.
    addSquare(sum, row, (1 - s) * (1 + s));
  }

  void pop() {
    active.remove(active.size() - 1);
  }

  /** Lower triangle only. */
  private void addSquare(double[] sum, int row, double scale) {
    for (int p = 0; p < n; p++) {
      double left = scale * layer.weight(row, p);
      for (int q = 0; q <= p; q++) {
        sum[p * n + q] += left * layer.weight(row, q);
      }
    }
  }

  /** Lower triangle only: adds s²wwᵀ, or the (1 − s²)wwᵀ that is missing from an active row. */
  private void addSquare(Interval sum, int row, boolean sloped) {
    double s = layer.slope(row);
    Interval scale = scratch;
    scale.set(2, sloped ? 0 : 1);
    if (s != 0) {
      scale.set(0, sloped ? -s : s);
      scale.set(1, s);
      scale.subtractProduct(2, scale, 0, scale, 1);
    }
    for (int p = 0; p < n; p++) {
      double w = layer.weight(row, p);
      if (w != 0) {
        scale.set(0, 0);
        scale.set(1, -w);
        scale.subtractProduct(0, scale, 1, scale, 2);
        // Element 0 is now the scale times w_p.
        for (int q = 0; q <= p; q++) {
          scale.set(1, -layer.weight(row, q));
          sum.subtractProduct(p * n + q, scale, 0, scale, 1);
        }
      }
    }
  }

  /** Whether Σ d_i² w_i w_iᵀ − bound·I is positive semidefinite. */
  boolean isEnough() {
    return hasPositivePivots() || isSurelyDefinite() || isExactlySemidefinite();
  }

  /**
   * Whether the computed sum less (bound + margin)·I has only positive pivots in binary64. With k
   * terms the sum is wrong by at most (k + 6)·2⁻⁵³·trace in the spectral norm, LDLᵀ by (n +
   * 2)·2⁻⁵³·trace: the margin is more than both (certificate-format.md). Overflow ends in NaN.
   */
  private boolean hasPositivePivots() {
    double[] sum = sums.get(active.size());
    double trace = 0;
    for (int j = 0; j < n; j++) {
      trace += sum[j * n + j];
    }
    int terms = layer.rows() + active.size();
    double less = boundUp + ((terms + n + 10) * UNIT * (trace + boundUp) + UNDERFLOW);
    for (int i = 0; i < n; i++) {
      double pivot = sum[i * n + i] - less;
      for (int j = 0; j < i; j++) {
        double s = sum[i * n + j];
        for (int k = 0; k < j; k++) {
          s -= scaled[k] * factor[j * n + k];
        }
        scaled[j] = s;
        factor[i * n + j] = s / factor[j * n + j];
        pivot -= s * factor[i * n + j];
      }
      if (!(pivot > 0)) {
        return false;
      }
      factor[i * n + i] = pivot;
    }
    return trace < Double.POSITIVE_INFINITY;
  }

  /** The sum enclosed in intervals, less the bound; too seldom needed to be kept up to date. */
  private void encloseDifference() {
    for (int k = 0; k < n * n; k++) {
      work.set(k, 0);
    }
    for (int i = 0; i < layer.rows(); i++) {
      if (layer.slope(i) != 0) {
        addSquare(work, i, true);
      }
    }
    for (int row : active) {
      addSquare(work, row, false);
    }
    for (int j = 0; j < n; j++) {
      work.add(j * n + j, -boundUp, -boundUp);
    }
  }

  /** All pivots of LDLᵀ are positive for every matrix in the enclosure. */
  private boolean isSurelyDefinite() {
    encloseDifference();
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
