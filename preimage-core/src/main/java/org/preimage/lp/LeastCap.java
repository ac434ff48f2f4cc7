package org.preimage.lp;

import java.util.Arrays;

/**
 * The least cap ρ with w = Σ y_j v_j, 0 ≤ y_j ≤ ρ, for given rows v_j in Rⁿ; the dual asks for the
 * largest ⟨w, x⟩ with Σ max(⟨v_j, x⟩, 0) ≤ 1. A row can be freed of its lower limit 0 (a row known
 * to be active) or of its cap (a row known to be inactive).
 *
 * <p>Solved to a chosen gap by Newton's method on the smoothed program: maximise ⟨w, x⟩ − max over
 * y, ρ of Σ (y_j z_j − y_j²/2) − μρ with z_j = ⟨v_j, x⟩, whose solution is y_j = min(max(z_j, 0),
 * ρ) with Σ max(z_j − ρ, 0) = μ. The larger μ, the fewer rows lie strictly between 0 and ρ and the
 * smaller the gap (Madsen and Nielsen 1993 follow the same idea for ℓ₁ regression). A step costs
 * one product with the rows, a rank-one update for each row that enters or leaves that open
 * interval, and one Cholesky factorisation of order n. Nothing here is believed before an exact
 * check: y is rebuilt from x alone.
 *
 * <p>Not safe for use by two threads.
 */
public final class LeastCap {
  /** Status of a row: y at its lower limit, between, at the cap. */
  private static final byte LOW = -1;

  private static final byte FREE = 0;
  private static final byte CAPPED = 1;

  private final int n;
  private final int m;
  private final double[][] rows;
  private final RowProduct product;
  private final double squares;
  private final double rowNorm;
  private final double[] floor;
  private final double[] headroom;

  private final double[] z;
  private final double[] dz;
  private final byte[] status;
  private final int[] free;
  private int freeCount;
  private int cappedCount;
  private final double[] capped;
  private final NewtonSystem system;
  private final double[] gradient;
  private final double[] step;

  private double rho;
  private double residual;
  private int iterations;

  /**
   * Takes copies.
   *
   * @param rows v_1 … v_m, row after row
   */
  public LeastCap(double[] rows, int m, int n) {
    this.n = n;
    this.m = m;
    this.rows = new double[m][];
    for (int j = 0; j < m; j++) {
      this.rows[j] = Arrays.copyOfRange(rows, j * n, (j + 1) * n);
    }
    this.product = new RowProduct(rows, m, n);
    this.floor = new double[m];
    this.headroom = new double[m];
    this.z = new double[m];
    this.dz = new double[m];
    this.status = new byte[m];
    this.free = new int[m];
    this.capped = new double[n];
    this.system = new NewtonSystem(n);
    this.gradient = new double[n];
    this.step = new double[n];
    double sum = 0;
    for (double entry : rows) {
      sum += entry * entry;
    }
    this.squares = sum;
    this.rowNorm = Math.sqrt(sum / m);
  }

  /** Writes ⟨v_j, x⟩ for all rows. */
  public void product(double[] x, double[] result) {
    product.multiply(x, result);
  }

  /** Row {@code j} from now on has 0 ≤ y_j ≤ ρ. */
  public void undecided(int j) {
    floor[j] = 0;
    headroom[j] = 0;
  }

  /** Row {@code j} from now on has y_j ≤ ρ only. */
  public void active(int j) {
    floor[j] = Double.NEGATIVE_INFINITY;
    headroom[j] = 0;
  }

  /** Row {@code j} from now on has y_j ≥ 0 only. */
  public void inactive(int j) {
    floor[j] = 0;
    headroom[j] = Double.POSITIVE_INFINITY;
  }

  /** The cap found: an upper bound on the least one, up to {@link #residual}. */
  public double cap() {
    return rho;
  }

  /** Largest entry of w − Σ y_j v_j at the end. */
  public double residual() {
    return residual;
  }

  /** Newton steps of the last solution. */
  public int iterations() {
    return iterations;
  }

  /** Rows strictly between their limits at the end. */
  public int freeRows() {
    return freeCount;
  }

  /**
   * A lower bound on the least cap when all rows are undecided; otherwise an estimate, because the
   * signs assumed of decided rows hold at x only nearly.
   */
  public double lowerBound(double[] target, double[] x) {
    double total = 0;
    for (int j = 0; j < m; j++) {
      if (headroom[j] == 0) {
        total += floor[j] == 0 ? Math.max(z[j], 0) : z[j];
      }
    }
    return total > 0 ? dot(target, x) / total : 0;
  }

  /**
   * Solves.
   *
   * @param target w
   * @param excess μ &gt; 0: the larger, the smaller the gap, and the more steps
   * @param x where to start, overwritten with the solution
   * @param tolerance on the largest entry of w − Σ y_j v_j
   * @return whether the tolerance was reached within {@code limit} steps
   */
  public boolean solve(double[] target, double excess, double[] x, double tolerance, int limit) {
    return solve(target, excess, x, tolerance, limit, Double.NEGATIVE_INFINITY, 0);
  }

  /**
   * Solves until the cap is good enough: the cap plus {@code gain} times the residual is below
   * {@code goal}, where the gain says how much the removal of a residual costs.
   *
   * @return whether that or the tolerance was reached within {@code limit} steps
   */
  public boolean solve(
      double[] target,
      double excess,
      double[] x,
      double tolerance,
      int limit,
      double goal,
      double gain) {
    Arrays.fill(status, LOW);
    system.clear();
    Arrays.fill(capped, 0);
    cappedCount = 0;
    product.multiply(x, z);
    rho = Caps.find(z, dz, 0, headroom, excess, rho);
    for (iterations = 0; ; iterations++) {
      updateStatus();
      updateGradient(target);
      if (residual <= tolerance || rho + gain * residual < goal) {
        return true;
      }
      if (iterations == limit) {
        return false;
      }
      if (!newtonStep()) {
        return false;
      }
      product.multiply(step, dz);
      double length = lineSearch(target, excess);
      for (int k = 0; k < n; k++) {
        x[k] += length * step[k];
      }
      for (int j = 0; j < m; j++) {
        z[j] += length * dz[j];
      }
    }
  }

  private void updateStatus() {
    freeCount = 0;
    for (int j = 0; j < m; j++) {
      double value = z[j];
      byte now = value <= floor[j] ? LOW : value >= rho + headroom[j] ? CAPPED : FREE;
      if (now == FREE) {
        free[freeCount++] = j;
      }
      byte before = status[j];
      if (now != before) {
        status[j] = now;
        change(j, before, now);
      }
    }
    system.flush();
  }

  private void change(int j, byte before, byte now) {
    if (before == CAPPED || now == CAPPED) {
      double sign = now == CAPPED ? 1 : -1;
      cappedCount += (int) sign;
      RowProduct.add(capped, sign, rows[j]);
    }
    if (before == FREE || now == FREE) {
      system.rankOne(rows[j], now == FREE ? 1 : -1);
    }
  }

  private void updateGradient(double[] target) {
    for (int k = 0; k < n; k++) {
      gradient[k] = target[k] - rho * capped[k];
    }
    int f = 0;
    for (; f + 3 < freeCount; f += 4) {
      RowProduct.addFour(
          gradient,
          -z[free[f]],
          rows[free[f]],
          -z[free[f + 1]],
          rows[free[f + 1]],
          -z[free[f + 2]],
          rows[free[f + 2]],
          -z[free[f + 3]],
          rows[free[f + 3]]);
    }
    for (; f < freeCount; f++) {
      RowProduct.add(gradient, -z[free[f]], rows[free[f]]);
    }
    residual = 0;
    for (int k = 0; k < n; k++) {
      residual = Math.max(residual, Math.abs(gradient[k]));
    }
  }

  /**
   * Damping keeps the step bounded where few rows are free and vanishes with the residual, so the
   * last steps are those of Newton.
   */
  private boolean newtonStep() {
    double damping = squares / n * (1e-12 + Math.min(1e-2, 1e-2 * residual / rowNorm));
    return system.solve(capped, cappedCount, damping, gradient, step);
  }

  /** A step length at which the derivative has fallen to 0.4 of what it was, by bisection. */
  private double lineSearch(double[] target, double excess) {
    double slope = dot(gradient, step);
    double gain = dot(target, step);
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double length = 1;
    for (int attempt = 0; ; attempt++) {
      rho = Caps.find(z, dz, length, headroom, excess, rho);
      double derivative = gain - Caps.derivative(z, dz, length, floor, headroom, rho);
      if (Math.abs(derivative) <= 0.4 * slope || attempt == 25) {
        return length;
      }
      if (derivative > 0) {
        low = length;
        length = high == Double.POSITIVE_INFINITY ? 2 * length : (low + high) / 2;
      } else {
        high = length;
        length = (low + high) / 2;
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
