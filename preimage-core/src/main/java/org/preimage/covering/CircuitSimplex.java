package org.preimage.covering;

import java.util.Arrays;
import org.preimage.linalg.Footprint;

/**
 * Finds circuits: minimise Σ c_i λ_i over λ ≥ 0 with Σ λ_i w_i = 0 and Σ λ_i = 1, where some rows
 * are banned. Basic solutions have at most n + 1 rows.
 *
 * <p>Revised simplex with an explicit inverse of the n + 1 basic rows (w_i, −1). {@link #expel}
 * moves on the side of the dual (x, t), t ≥ ⟨w_i, x⟩ − c_i, when rows were banned; {@link #improve}
 * on the side of λ when costs changed. Both continue from the basis at hand. A basis is only a
 * proposal: circuits are verified exactly elsewhere.
 */
final class CircuitSimplex {
  private static final double PIVOT = 1e-9;
  private static final double POSITIVE = 1e-11;
  private static final int REFRESH = 200;

  /** Degenerate rows could make the simplex method cycle; it takes far fewer pivots otherwise. */
  private static final int MOST_PIVOTS = 2000;

  private final Rows rows;
  private final int n;
  private final int m;
  private final int size;

  /** Column k holds the direction that leaves basic row k: all other basic rows stay tight. */
  private final double[][] inverse;

  private final int[] basis;
  private final int[] place;
  private final double[] lambda;
  private final double[] point;
  private final double[] slack;
  private final double[] cost;

  private final double[] rate;
  private final double[] direction;
  private final double[] column;
  private int sinceFresh;
  private boolean stuck;

  CircuitSimplex(Rows rows) {
    this.rows = rows;
    this.n = rows.n;
    this.m = rows.m;
    this.size = n + 1;
    this.inverse = new double[size][size];
    this.basis = new int[size];
    this.place = new int[m];
    this.lambda = new double[size];
    this.point = new double[size];
    this.slack = new double[m];
    this.cost = new double[m];
    this.rate = new double[m];
    this.direction = new double[size];
    this.column = new double[size];
  }

  /** What it takes in memory. */
  long bytes() {
    return Footprint.doubles(size, size)
        + 4 * Footprint.doubles(size)
        + Footprint.ints(size)
        + 3 * Footprint.doubles(m)
        + Footprint.ints(m);
  }

  void copyFrom(CircuitSimplex other) {
    for (int k = 0; k < size; k++) {
      System.arraycopy(other.inverse[k], 0, inverse[k], 0, size);
    }
    System.arraycopy(other.basis, 0, basis, 0, size);
    System.arraycopy(other.place, 0, place, 0, m);
    System.arraycopy(other.lambda, 0, lambda, 0, size);
    System.arraycopy(other.point, 0, point, 0, size);
    System.arraycopy(other.slack, 0, slack, 0, m);
    System.arraycopy(other.cost, 0, cost, 0, m);
    sinceFresh = other.sinceFresh;
  }

  /** Basic row k. */
  int row(int k) {
    return basis[k];
  }

  /** Its multiplier. */
  double multiplier(int k) {
    return lambda[k];
  }

  int basisSize() {
    return size;
  }

  /** After {@link #expel} failed: a direction in which every row that is not banned decreases. */
  double[] ray() {
    return Arrays.copyOf(direction, n);
  }

  /**
   * Finds a first basis that is optimal or a ray, for these costs.
   *
   * @return false when numerical trouble prevents a basis
   */
  boolean start(double[] costs) {
    System.arraycopy(costs, 0, cost, 0, m);
    return FirstBasis.find(rows, cost, basis) && refresh();
  }

  /** New costs; the multipliers stay as they are. */
  void price(double[] costs) {
    System.arraycopy(costs, 0, cost, 0, m);
    reprice();
  }

  /** Recomputes the inverse, the multipliers, and the slacks from the basic rows. */
  private boolean refresh() {
    if (!DenseInverse.ofBasis(rows, basis, inverse)) {
      return false;
    }
    Arrays.fill(place, -1);
    for (int k = 0; k < size; k++) {
      lambda[k] = -inverse[k][n];
      place[basis[k]] = k;
    }
    sinceFresh = 0;
    reprice();
    return true;
  }

  private void reprice() {
    Arrays.fill(point, 0);
    for (int k = 0; k < size; k++) {
      double c = cost[basis[k]];
      for (int r = 0; r < size; r++) {
        point[r] += c * inverse[k][r];
      }
    }
    for (int i = 0; i < m; i++) {
      slack[i] = point[n] + cost[i];
    }
    rows.addProducts(point, 0, -1, slack);
    for (int k = 0; k < size; k++) {
      slack[basis[k]] = 0;
    }
  }

  /**
   * Drives banned rows out of the circuit; slacks stay ≥ 0.
   *
   * @return false when no circuit avoids the banned rows: then {@link #ray} holds
   */
  boolean expel(RowSet banned) {
    stuck = false;
    for (int count = 0; count < MOST_PIVOTS + 20 * m; count++) {
      int leave = -1;
      double most = PIVOT;
      boolean bannedLeaves = false;
      for (int k = 0; k < size && !bannedLeaves; k++) {
        if (banned.has(basis[k]) && lambda[k] > POSITIVE) {
          leave = k;
          bannedLeaves = true;
        } else if (-lambda[k] > most) {
          most = -lambda[k];
          leave = k;
        }
      }
      if (leave < 0) {
        return true;
      }
      rates(leave, bannedLeaves ? 1 : -1);
      int enter = -1;
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i < m; i++) {
        if (rate[i] > PIVOT && slack[i] < least * rate[i] && place[i] < 0 && !banned.has(i)) {
          least = slack[i] / rate[i];
          enter = i;
        }
      }
      if (enter < 0) {
        return false;
      }
      fillColumn(enter);
      pivot(leave, enter);
    }
    stuck = true;
    return true;
  }

  /** Whether the last {@link #expel} gave up: the basis then says nothing. */
  boolean isStuck() {
    return stuck;
  }

  /**
   * Lowers the cost; multipliers stay ≥ 0.
   *
   * @param most largest number of pivots
   * @return how many there were
   */
  int improve(RowSet banned, int most) {
    for (int count = 0; count < most; count++) {
      int enter = -1;
      double least = -PIVOT;
      for (int i = 0; i < m; i++) {
        if (slack[i] < least && place[i] < 0 && !banned.has(i)) {
          least = slack[i];
          enter = i;
        }
      }
      if (enter < 0) {
        return count;
      }
      if (!exchange(enter, banned)) {
        return count;
      }
    }
    return most;
  }

  /** Brings a row into the circuit whatever it costs; one of the others leaves. */
  void admit(int enter, RowSet banned) {
    if (place[enter] < 0) {
      exchange(enter, banned);
    }
  }

  /** Raises the multiplier of a row until another one is zero; false when none falls. */
  private boolean exchange(int enter, RowSet banned) {
    fillColumn(enter);
    int leave = -1;
    double ratio = Double.POSITIVE_INFINITY;
    for (int k = 0; k < size; k++) {
      if (column[k] < -PIVOT && banned.has(basis[k])) {
        // Its multiplier is 0 and must not rise.
        leave = k;
        break;
      }
      if (column[k] > PIVOT) {
        double quotient = Math.max(lambda[k], 0) / column[k];
        if (quotient < ratio || (quotient == ratio && column[k] > column[leave])) {
          ratio = quotient;
          leave = k;
        }
      }
    }
    if (leave < 0) {
      return false;
    }
    rates(leave, 1);
    pivot(leave, enter);
    return true;
  }

  /** The direction that leaves basic row {@code leave}, and how fast all slacks fall along it. */
  private void rates(int leave, double sign) {
    for (int r = 0; r < size; r++) {
      direction[r] = sign * inverse[leave][r];
    }
    Arrays.fill(rate, -direction[n]);
    rows.addProducts(direction, 0, 1, rate);
  }

  /** Coordinates of row {@code i} in the basis. */
  private void fillColumn(int i) {
    for (int k = 0; k < size; k++) {
      column[k] = rows.product(i, inverse[k], 0) - inverse[k][n];
    }
  }

  /** Exchanges two rows; the column of the entering one has to be filled. */
  private void pivot(int leave, int enter) {
    double step = slack[enter] / rate[enter];
    for (int i = 0; i < m; i++) {
      slack[i] -= step * rate[i];
    }
    double[] pivotal = inverse[leave];
    double scale = 1 / column[leave];
    for (int r = 0; r < size; r++) {
      pivotal[r] *= scale;
    }
    double moved = lambda[leave] * scale;
    for (int k = 0; k < size; k++) {
      if (k != leave) {
        subtract(inverse[k], column[k], pivotal);
        lambda[k] -= column[k] * moved;
      }
    }
    lambda[leave] = moved;
    place[basis[leave]] = -1;
    basis[leave] = enter;
    place[enter] = leave;
    slack[enter] = 0;
    if (++sinceFresh > REFRESH) {
      refresh();
    }
  }

  private static void subtract(double[] vector, double factor, double[] pivotal) {
    for (int r = 0; r < vector.length; r++) {
      vector[r] -= factor * pivotal[r];
    }
  }
}
