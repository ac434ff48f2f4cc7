package org.preimage.stability;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.preimage.certificate.Proof;
import org.preimage.spanning.SearchBudget;

/**
 * Branch and bound for A = min λ_min(Σ d_i² w_i w_iᵀ) over the cells of a layer: proves A ≥ target
 * by dividing by the signs of rows.
 *
 * <p>λ_min only grows with the set T of rows assumed active. At each state: rows that would lift
 * λ_min over the target must be inactive ("closers"); rows that cannot be inactive, as far as they
 * would lift λ_min most, join T; then the search divides by a row that lifts much and is active at
 * most points known of the state.
 */
final class FrameTreeSearch {
  private static final int POINTS_KEPT = 48;

  /** At each state, for how many of the best rows it is asked whether they can be inactive. */
  private static final int MOST_QUESTIONS = 8;

  private static final double SOFTNESS = 0.3;
  private static final double[] PARTS = {0.5, 0.9, 0.99, 0.1};

  /** Leaves meet a slightly larger target, so that the checker's intervals suffice. */
  private static final double SLACK = 1 + 1e-9;

  private final SignCone cone;
  private final SamplePoints points;
  private final SearchBudget budget;
  private final Consumer<double[]> found;
  private final int m;
  private final int n;
  private final double[] lift;
  private final byte[] state;
  private final double[] base;
  private final double[] factor;
  private final double[] inverse;
  private final double[] score;
  private final double[] image;
  private final double[] candidate;
  private final double[] middle;
  private TreeRecorder record = new TreeRecorder();
  private double target;
  private boolean stopped;
  private boolean unresolved;
  private double done;
  private long states;

  /**
   * A search.
   *
   * @param found told of points inside the domain whose cells were met
   */
  FrameTreeSearch(SlopedLayer layer, SearchBudget budget, Consumer<double[]> found) {
    this.budget = budget;
    this.found = found;
    this.m = layer.outputs();
    this.n = layer.inputs();
    this.cone = new SignCone(layer);
    this.points = new SamplePoints(cone, m);
    this.lift = new double[m * n];
    this.state = new byte[m];
    this.base = new double[n * n];
    this.factor = new double[n * n];
    this.inverse = new double[2 * n * n];
    this.score = new double[m];
    this.image = new double[n];
    this.candidate = new double[cone.dimension()];
    this.middle = new double[cone.dimension()];
    for (int i = 0; i < m; i++) {
      double s = layer.slope(i);
      double scale = Math.sqrt(1 - s * s);
      boolean zero = true;
      for (int j = 0; j < n; j++) {
        lift[i * n + j] = scale * layer.weight(i, j);
        zero &= lift[i * n + j] == 0;
      }
      // Such a row changes nothing when it becomes active.
      state[i] = (byte) (zero ? SETTLED : FREE);
      layer.addSquare(base, i, s * s);
    }
  }

  private static final int FREE = 0;
  private static final int ACTIVE = 1;
  private static final int INACTIVE = -1;
  private static final int SETTLED = 2;

  /** Lowers the target while the search runs; what was proved for a higher one stays proved. */
  void lower(double newTarget) {
    target = Math.min(target, newTarget);
  }

  /** Share of the tree that is done, as if both sides of a division took equal time. */
  double done() {
    return done;
  }

  long states() {
    return states;
  }

  /**
   * Proves the bound.
   *
   * @param newTarget positive
   * @param starts points inside the domain
   * @return a proof for the target at the end, which {@link #lower} may have lowered; empty when
   *     out of time or when rounding hid a sign
   */
  Optional<Proof.FrameTree> prove(double newTarget, double[][] starts) {
    target = newTarget;
    record = new TreeRecorder();
    done = 0;
    points.truncate(0);
    int[] known = new int[starts.length];
    int count = 0;
    for (double[] start : starts) {
      double[] x = Arrays.copyOf(start, cone.dimension());
      if (cone.dimension() > n) {
        x[n] = 1;
      }
      if (cone.containsInside(x)) {
        known[count++] = points.add(x);
      }
    }
    visit(base.clone(), known, count, 1);
    return stopped || unresolved ? Optional.empty() : Optional.of(record.proof(target));
  }

  private void visit(double[] parent, int[] parentPoints, int parentCount, double share) {
    budget.countCell();
    if ((++states & 127) == 0 && (budget.isSpent() || record.isFull())) {
      stopped = true;
    }
    if (stopped || unresolved) {
      return;
    }
    new State(parent, parentPoints, parentCount).run(share);
  }

  /** One state; the rows it fixes are released when it is left. */
  private final class State {
    private final double[] frame;
    private int[] known;
    private int count;
    private final int assumedBefore = cone.size();
    private final int pointsBefore = points.size();
    private final int[] fixed = new int[m];
    private int fixes;

    State(double[] parent, int[] parentPoints, int parentCount) {
      this.frame = parent;
      this.known = parentPoints;
      this.count = parentCount;
    }

    void run(double share) {
      int row = propagate();
      if (row >= 0) {
        divide(row, share);
      } else {
        done += share;
      }
      for (int k = 0; k < fixes; k++) {
        state[fixed[k]] = FREE;
      }
      cone.truncate(assumedBefore);
      points.truncate(pointsBefore);
    }

    /** The row to divide by, or −1 when the state is closed. */
    private int propagate() {
      while (true) {
        if (isEnough(frame)) {
          record.leaf();
          return -1;
        }
        if (closers()) {
          return -1;
        }
        scores(frame);
        int implied = implied();
        if (implied < 0) {
          int row = choose();
          if (row < 0) {
            closeCell();
            return -1;
          }
          if (meets(row, ACTIVE)) {
            return row;
          }
          settle(row);
        }
      }
    }

    /**
     * Every sign is settled: this is one cell. A point of it has usually lowered the target; where
     * rounding hid the point, the cell may not exist, and taking it for one is the safe side.
     */
    private void closeCell() {
      if (!isEnough(frame)) {
        lower(Symmetric.smallest(frame, n, image) / (SLACK * SLACK));
      }
      if (isEnough(frame)) {
        record.leaf();
      } else {
        unresolved = true;
      }
    }

    /** Rows whose activity alone suffices are inactive in what is left; true when nothing is. */
    private boolean closers() {
      if (!invertWithOneNegative(frame)) {
        return false;
      }
      for (int i = 0; i < m; i++) {
        if (state[i] == FREE && quadratic(i) <= -1 && closes(i)) {
          record.activeFirst(i);
          record.leaf();
          if (!meets(i, INACTIVE)) {
            record.conflict(cone.conflict(m + i));
            return true;
          }
          fix(i, INACTIVE);
        }
      }
      return false;
    }

    private boolean closes(int row) {
      addLift(frame, row, 1);
      boolean closes = isEnough(frame);
      addLift(frame, row, -1);
      return closes;
    }

    /** Finds a row that cannot be inactive and makes it active; −1 when none of the best is. */
    private int implied() {
      int questions = 0;
      while (questions < MOST_QUESTIONS) {
        int row = -1;
        for (int i = 0; i < m; i++) {
          if (state[i] == FREE && score[i] > 0 && (row < 0 || score[i] > score[row])) {
            row = i;
          }
        }
        if (row < 0) {
          return -1;
        }
        double value = score[row];
        questions++;
        boolean inactive = meets(row, INACTIVE);
        // Not asked again before the scores are new; the sign keeps the value for the choice.
        score[row] = -value;
        if (!inactive) {
          record.inactiveFirst(row);
          record.conflict(cone.conflict(m + row));
          fix(row, ACTIVE);
          addLift(frame, row, 1);
          return row;
        }
      }
      return -1;
    }

    private int choose() {
      int best = -1;
      double most = -1;
      for (int i = 0; i < m; i++) {
        if (state[i] == FREE) {
          int active = 0;
          for (int k = 0; k < count; k++) {
            active += points.isActive(known[k], i) ? 1 : 0;
          }
          double share = (active + 0.5) / (count + 1.0);
          double value = Math.abs(score[i]) * share * share * StrictMath.pow(1 - share, -0.3);
          if (value > most) {
            most = value;
            best = i;
          }
        }
      }
      return best;
    }

    private void divide(int row, double share) {
      if (!meets(row, INACTIVE)) {
        record.inactiveFirst(row);
        record.conflict(cone.conflict(m + row));
        fix(row, ACTIVE);
        addLift(frame, row, 1);
        visit(frame, known, count, share);
        return;
      }
      int[] side = new int[POINTS_KEPT];
      record.activeFirst(row);
      int size = sideOf(row, true, side);
      double[] larger = frame.clone();
      addLift(larger, row, 1);
      enter(row, ACTIVE, larger, side, size, share / 2);
      size = sideOf(row, false, side);
      enter(row, INACTIVE, frame, side, size, share / 2);
    }

    private void enter(int row, int sign, double[] sum, int[] side, int size, double share) {
      int before = cone.size();
      state[row] = (byte) sign;
      cone.assume(sign == ACTIVE ? row : m + row);
      visit(sum, side.clone(), size, share);
      cone.truncate(before);
      state[row] = FREE;
    }

    private int sideOf(int row, boolean active, int[] side) {
      int size = 0;
      for (int k = count - 1; k >= 0 && size < POINTS_KEPT; k--) {
        if (points.isActive(known[k], row) == active) {
          side[size++] = known[k];
        }
      }
      for (int a = 0, b = size - 1; a < b; a++, b--) {
        int swap = side[a];
        side[a] = side[b];
        side[b] = swap;
      }
      return size;
    }

    private void fix(int row, int sign) {
      state[row] = (byte) sign;
      fixed[fixes++] = row;
      cone.assume(sign == ACTIVE ? row : m + row);
      int[] kept = new int[count];
      int size = 0;
      for (int k = 0; k < count; k++) {
        if (points.isActive(known[k], row) == (sign == ACTIVE)) {
          kept[size++] = known[k];
        }
      }
      known = kept;
      count = size;
    }

    /** A row that is inactive in the whole state without being assumed so. */
    private void settle(int row) {
      state[row] = SETTLED;
      fixed[fixes++] = row;
    }

    /** Whether the row has this sign somewhere in the state, as far as rounding shows. */
    private boolean meets(int row, int sign) {
      for (int k = count - 1; k >= 0; k--) {
        if (points.isActive(known[k], row) == (sign == ACTIVE)) {
          return true;
        }
      }
      int condition = sign == ACTIVE ? row : m + row;
      budget.countLinearProgram();
      if (!cone.meets(condition)) {
        return false;
      }
      remember(condition);
      return true;
    }

    /** Moves the residual, which lies on the border of the state, towards its middle. */
    private void remember(int condition) {
      if (count == 0) {
        return;
      }
      Arrays.fill(middle, 0);
      for (int k = 0; k < count; k++) {
        add(middle, points.point(known[k]));
      }
      double[] residual = cone.residual();
      double inside = cone.value(condition, residual) / norm(residual);
      double outside = -cone.value(condition, middle) / norm(middle);
      double share = outside > 0 ? inside / (inside + outside) : 1;
      for (double part : PARTS) {
        double t = part * share;
        for (int j = 0; j < candidate.length; j++) {
          candidate[j] = (1 - t) * residual[j] / norm(residual) + t * middle[j] / norm(middle);
        }
        if (cone.containsInside(candidate) && cone.value(condition, candidate) > 0) {
          int number = points.add(candidate);
          known = Arrays.copyOf(known, Math.max(count + 1, known.length));
          known[count++] = number;
          found.accept(candidate);
          return;
        }
      }
    }
  }

  private static void add(double[] sum, double[] x) {
    double scale = 1 / norm(x);
    for (int j = 0; j < sum.length; j++) {
      sum[j] += scale * x[j];
    }
  }

  private static double norm(double[] x) {
    double square = 0;
    for (double value : x) {
      square += value * value;
    }
    return Math.sqrt(square);
  }

  private void addLift(double[] sum, int row, double sign) {
    for (int p = 0; p < n; p++) {
      double left = sign * lift[row * n + p];
      for (int q = 0; q < n; q++) {
        sum[p * n + q] += left * lift[row * n + q];
      }
    }
  }

  private boolean isEnough(double[] frame) {
    return Symmetric.factor(frame, -target * SLACK, n, factor);
  }

  /** How much each free row would raise λ_min, more or less: wᵀ(M + softness·target·I)⁻¹w. */
  private void scores(double[] frame) {
    Symmetric.factor(frame, SOFTNESS * target, n, factor);
    for (int i = 0; i < m; i++) {
      if (state[i] == FREE) {
        double sum = 0;
        for (int p = 0, row = i * n; p < n; p++) {
          double y = lift[row + p];
          for (int k = 0, a = p * n; k < p; k++, a++) {
            y -= factor[a] * image[k];
          }
          y *= factor[p * n + p];
          image[p] = y;
          sum += y * y;
        }
        score[i] = sum;
      }
    }
  }

  /** Inverts M − target·I if it has exactly one negative eigenvalue, as its pivots show. */
  private boolean invertWithOneNegative(double[] frame) {
    double[] a = inverse;
    System.arraycopy(frame, 0, a, 0, n * n);
    int negative = 0;
    for (int k = 0; k < n; k++) {
      a[k * n + k] -= target;
    }
    for (int k = 0; k < n; k++) {
      double pivot = a[k * n + k];
      negative += pivot < 0 ? 1 : 0;
      if (negative > 1 || pivot == 0) {
        return false;
      }
      sweep(a, k, 1 / pivot);
    }
    return negative == 1;
  }

  /** One step of inversion in place; after all of them the matrix is −inverse. */
  private void sweep(double[] a, int k, double reciprocal) {
    for (int i = 0; i < n; i++) {
      if (i != k) {
        double f = a[i * n + k] * reciprocal;
        for (int j = 0; j < n; j++) {
          if (j != k) {
            a[i * n + j] -= f * a[k * n + j];
          }
        }
      }
    }
    for (int i = 0; i < n; i++) {
      if (i != k) {
        a[i * n + k] *= reciprocal;
        a[k * n + i] *= reciprocal;
      }
    }
    a[k * n + k] = -reciprocal;
  }

  /** wᵀ(M − target·I)⁻¹w. */
  private double quadratic(int row) {
    double sum = 0;
    for (int p = 0; p < n; p++) {
      double y = 0;
      for (int q = 0; q < p; q++) {
        y += inverse[p * n + q] * lift[row * n + q];
      }
      double w = lift[row * n + p];
      sum += w * (2 * y + inverse[p * n + p] * w);
    }
    return -sum;
  }
}
