package org.preimage.lp;

/** The cap that goes with smoothed values, and derivatives along a line z + t·dz. */
final class Caps {
  private Caps() {}

  /**
   * The ρ ≥ 0 with Σ max(z_j + t·dz_j − ρ − headroom_j, 0) = total, or 0 where the sum at 0 is
   * less. Newton's method on a convex decreasing piecewise linear function: after the first step it
   * approaches from the left and ends after finitely many.
   */
  static double find(
      double[] z, double[] dz, double t, double[] headroom, double total, double start) {
    double rho = start;
    for (int pass = 0; pass < 100; pass++) {
      double excess0 = 0;
      double excess1 = 0;
      int count0 = 0;
      int count1 = 0;
      int j = 0;
      for (; j + 1 < z.length; j += 2) {
        double a = z[j] + t * dz[j] - rho - headroom[j];
        double b = z[j + 1] + t * dz[j + 1] - rho - headroom[j + 1];
        excess0 += Math.max(a, 0);
        excess1 += Math.max(b, 0);
        count0 += a > 0 ? 1 : 0;
        count1 += b > 0 ? 1 : 0;
      }
      if (j < z.length) {
        double a = z[j] + t * dz[j] - rho - headroom[j];
        excess0 += Math.max(a, 0);
        count0 += a > 0 ? 1 : 0;
      }
      int count = count0 + count1;
      double surplus = excess0 + excess1 - total;
      if (count == 0) {
        if (rho == 0) {
          return 0;
        }
        rho = 0;
        continue;
      }
      double next = Math.max(0, rho + surplus / count);
      if (Math.abs(next - rho) <= 1e-14 * rho || (next == 0 && rho == 0)) {
        return next;
      }
      rho = next;
    }
    return rho;
  }

  /** Σ y_j dz_j with y_j = min(max(z_j + t·dz_j, floor_j), ρ + headroom_j). */
  static double derivative(
      double[] z, double[] dz, double t, double[] floor, double[] headroom, double rho) {
    double sum0 = 0;
    double sum1 = 0;
    int j = 0;
    for (; j + 1 < z.length; j += 2) {
      double a = Math.min(Math.max(z[j] + t * dz[j], floor[j]), rho + headroom[j]);
      double b = Math.min(Math.max(z[j + 1] + t * dz[j + 1], floor[j + 1]), rho + headroom[j + 1]);
      sum0 += a * dz[j];
      sum1 += b * dz[j + 1];
    }
    if (j < z.length) {
      sum0 += Math.min(Math.max(z[j] + t * dz[j], floor[j]), rho + headroom[j]) * dz[j];
    }
    return sum0 + sum1;
  }
}
