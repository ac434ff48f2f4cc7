package org.preimage.check;

/**
 * Matrices of intervals with outward rounding, as pairs of arrays of lower and upper ends. Each
 * operation encloses the exact results for all choices of members; NaN ends mean "nothing known"
 * and fail every comparison. Binary64 rounds to nearest, so the exact result of one operation lies
 * between the neighbours of the rounded one.
 */
final class Interval {
  final double[] low;
  final double[] high;

  Interval(int size) {
    this.low = new double[size];
    this.high = new double[size];
  }

  void set(int k, double value) {
    low[k] = value;
    high[k] = value;
  }

  void copy(Interval source) {
    System.arraycopy(source.low, 0, low, 0, low.length);
    System.arraycopy(source.high, 0, high, 0, high.length);
  }

  void swap(int k, int l) {
    double value = low[k];
    low[k] = low[l];
    low[l] = value;
    value = high[k];
    high[k] = high[l];
    high[l] = value;
  }

  boolean isZero(int k) {
    return low[k] == 0 && high[k] == 0;
  }

  double magnitudeOfMiddle(int k) {
    return Math.abs(low[k] / 2 + high[k] / 2);
  }

  /** Element k plus [a, b]. */
  void add(int k, double a, double b) {
    // x + 0 is exact; this also keeps zeros free of subnormal noise.
    low[k] = a == 0 ? low[k] : low[k] == 0 ? a : Math.nextDown(low[k] + a);
    high[k] = b == 0 ? high[k] : high[k] == 0 ? b : Math.nextUp(high[k] + b);
  }

  /** Element k minus the product of element a of {@code left} and element b of {@code right}. */
  void subtractProduct(int k, Interval left, int a, Interval right, int b) {
    if (left.isZero(a) || right.isZero(b)) {
      return;
    }
    double p = left.low[a] * right.low[b];
    double q = left.low[a] * right.high[b];
    double r = left.high[a] * right.low[b];
    double s = left.high[a] * right.high[b];
    double least = Math.min(Math.min(p, q), Math.min(r, s));
    double most = Math.max(Math.max(p, q), Math.max(r, s));
    add(k, -Math.nextUp(most), -Math.nextDown(least));
  }

  /** Element k becomes element a of {@code left} over element b of {@code right}, not around 0. */
  void setQuotient(int k, Interval left, int a, Interval right, int b) {
    if (!(right.low[b] > 0 || right.high[b] < 0)) {
      low[k] = Double.NaN;
      high[k] = Double.NaN;
      return;
    }
    double p = left.low[a] / right.low[b];
    double q = left.low[a] / right.high[b];
    double r = left.high[a] / right.low[b];
    double s = left.high[a] / right.high[b];
    boolean zero = left.isZero(a);
    low[k] = zero ? 0 : Math.nextDown(Math.min(Math.min(p, q), Math.min(r, s)));
    high[k] = zero ? 0 : Math.nextUp(Math.max(Math.max(p, q), Math.max(r, s)));
  }
}
