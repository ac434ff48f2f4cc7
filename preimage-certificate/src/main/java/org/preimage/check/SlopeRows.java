package org.preimage.check;

import java.util.Arrays;
import java.util.List;

/**
 * What is known about the entries u_i of one node on a box c + r·[−1, 1]ⁿ: the value at the middle
 * differs from {@code center} by at most {@code error}, and for any two points of the box there is
 * a row vector m with u_i(x) − u_i(y) = ⟨m, x − y⟩ (coordinates scaled by r) and ‖m − slope‖₁ ≤
 * {@code deviation}; ‖slope‖₁ ≤ {@code norm}.
 *
 * <p>Binary64 with every rounding error in the bounds. Infinite or NaN bounds mean "nothing known";
 * an entry never written is of this kind.
 */
final class SlopeRows {
  /** Relative error of one operation, doubled. */
  static final double ULP = 0x1p-52;

  /** More than 2³¹ · 2³¹ products can lose by underflow together. */
  private static final double UNDERFLOW = 0x1p-1000;

  final int n;
  final double[] center;
  final double[] error;
  final double[] norm;
  final double[] deviation;

  /** Row by row; rows of unknown entries hold anything. */
  final double[] slopes;

  SlopeRows(int size, int n) {
    this.n = n;
    this.center = new double[size];
    this.error = filled(size);
    this.norm = filled(size);
    this.deviation = filled(size);
    this.slopes = new double[Math.multiplyExact(size, n)];
  }

  private static double[] filled(int size) {
    double[] unknown = new double[size];
    Arrays.fill(unknown, Double.POSITIVE_INFINITY);
    return unknown;
  }

  /** A bound of an exact sum of {@code terms} products ≥ 0 from the computed one. */
  static double up(double sum, int terms) {
    return sum * (1 + (terms + 16.0) * ULP) + UNDERFLOW;
  }

  /** How far u_i may be from its center anywhere in the box. */
  double reach(int i) {
    return up(error[i] + norm[i] + deviation[i], 3);
  }

  double low(int i) {
    return Math.nextDown(center[i] - reach(i));
  }

  double high(int i) {
    return Math.nextUp(center[i] + reach(i));
  }

  /** Whether u_i is 0 everywhere, with nothing lost. */
  boolean isZero(int i) {
    return center[i] == 0 && error[i] == 0 && norm[i] == 0 && deviation[i] == 0;
  }

  /** Entry i is the coordinate with middle {@code middle} and half-width {@code width}. */
  void setCoordinate(int i, int coordinate, double middle, double width) {
    center[i] = middle;
    error[i] = 0;
    norm[i] = width;
    deviation[i] = 0;
    slopes[i * n + coordinate] = width;
  }

  /** Entry i has the same value everywhere. */
  void setConstant(int i, double value) {
    center[i] = value;
    error[i] = 0;
    norm[i] = 0;
    deviation[i] = 0;
    Arrays.fill(slopes, i * n, i * n + n, 0);
  }

  /** Entry i is entry {@code from} of another node. */
  void copy(int i, SlopeRows source, int from) {
    center[i] = source.center[from];
    error[i] = source.error[from];
    norm[i] = source.norm[from];
    deviation[i] = source.deviation[from];
    System.arraycopy(source.slopes, from * n, slopes, i * n, n);
  }

  /**
   * Entry i is g of entry {@code from}, where g(s) − g(t) = d·(s − t) for some d between {@code
   * least} and {@code most}.
   *
   * @param value g of the entry's center, correct to one rounding
   */
  void setMultiple(int i, SlopeRows source, int from, double value, double least, double most) {
    double middle = least == most ? least : (least + most) / 2;
    double half = least == most ? 0 : Math.nextUp(Math.max(most - middle, middle - least));
    double largest = Math.max(Math.abs(least), Math.abs(most));
    center[i] = value;
    error[i] = up(largest * source.error[from] + Math.abs(value) * ULP, 2);
    deviation[i] =
        up(
            largest * source.deviation[from] + (half + Math.abs(middle) * ULP) * source.norm[from],
            4);
    double sum = 0;
    for (int j = 0; j < n; j++) {
      double slope = middle * source.slopes[from * n + j];
      slopes[i * n + j] = slope;
      sum += Math.abs(slope);
    }
    norm[i] = up(sum, n);
  }

  /** Entry i is (Σ weight · entry + shift) / divisor over the entries listed. */
  void setCombination(int i, SlopeRows source, SparseRow row, double shift, double divisor) {
    int base = i * n;
    Arrays.fill(slopes, base, base + n, 0);
    // The products, their sum, the shift and the division: less than (terms + 4) roundings.
    double rounding = (row.size() + 4.0) * ULP;
    double value = shift;
    double doubt = Math.abs(shift) * rounding;
    double drift = 0;
    for (int k = 0; k < row.size(); k++) {
      int from = row.column(k);
      if (source.isZero(from)) {
        continue;
      }
      double w = row.value(k);
      double size = Math.abs(w);
      value += w * source.center[from];
      doubt += size * (Math.abs(source.center[from]) * rounding + source.error[from]);
      drift += size * (source.norm[from] * rounding + source.deviation[from]);
      addMultiple(base, w, source.slopes, from * n);
    }
    center[i] = value / divisor;
    error[i] = up(doubt / divisor, row.size());
    deviation[i] = up(drift / divisor, row.size());
    double sum = 0;
    for (int j = base; j < base + n; j++) {
      slopes[j] /= divisor;
      sum += Math.abs(slopes[j]);
    }
    norm[i] = up(sum, n);
  }

  /** Entry i is the sum of the entries i of some nodes. */
  void setSum(int i, List<SlopeRows> sources) {
    int base = i * n;
    Arrays.fill(slopes, base, base + n, 0);
    double rounding = sources.size() * ULP;
    double value = 0;
    double doubt = 0;
    double drift = 0;
    for (SlopeRows source : sources) {
      value += source.center[i];
      doubt += Math.abs(source.center[i]) * rounding + source.error[i];
      drift += source.norm[i] * rounding + source.deviation[i];
      addMultiple(base, 1, source.slopes, base);
    }
    center[i] = value;
    error[i] = up(doubt, sources.size());
    deviation[i] = up(drift, sources.size());
    double sum = 0;
    for (int j = base; j < base + n; j++) {
      sum += Math.abs(slopes[j]);
    }
    norm[i] = up(sum, n);
  }

  private void addMultiple(int base, double w, double[] other, int from) {
    for (int j = 0; j < n; j++) {
      slopes[base + j] += w * other[from + j];
    }
  }

  /** Entry i, so far entry {@code best} of a node, may also be its entry {@code other}. */
  void admit(int i, SlopeRows source, int best, int other) {
    double apart = 0;
    for (int j = 0; j < n; j++) {
      apart += Math.abs(source.slopes[best * n + j] - source.slopes[other * n + j]);
    }
    error[i] = Math.max(error[i], source.error[other]);
    deviation[i] = Math.max(deviation[i], up(source.deviation[other] + apart, n));
  }
}
