package org.preimage.stability;

import java.util.Arrays;
import org.preimage.linalg.Footprint;
import org.preimage.spanning.SearchBudget;

/**
 * The signs of rows in one state of a case distinction: what is assumed, what follows, and points
 * at which all of it holds. States form a stack; leaving one undoes what was done in it.
 */
final class SignState {
  static final byte FREE = 0;

  /** Assumed active, or implied by what is assumed. */
  static final byte ACTIVE = 1;

  static final byte INACTIVE = -1;

  /** Inactive in the whole state without being assumed so, or of no interest. */
  static final byte SETTLED = 2;

  /** How far a point on the border is moved inside, in parts of the way that is left. */
  private static final double[] PARTS = {0.5, 0.9, 0.99, 0.1};

  private final SignCone cone;
  private final KnownPoints points;
  private final SearchBudget budget;
  private final byte[] signs;
  private final int assumedBefore;
  private final int pointsBefore;
  private final int[] fixed;
  private int fixes;
  private long[] known;

  /** For each condition on a row what supported the last answer about it, here or further up. */
  private final int[][] supports;

  /** The sum of points on the border, while no point inside is known. */
  private final double[] border;

  private SignState(
      SignCone cone,
      KnownPoints points,
      SearchBudget budget,
      byte[] signs,
      long[] known,
      int[][] supports) {
    this.cone = cone;
    this.points = points;
    this.budget = budget;
    this.signs = signs;
    this.assumedBefore = cone.size();
    this.pointsBefore = points.size();
    this.fixed = new int[signs.length];
    this.known = known;
    this.supports = supports;
    this.border = new double[cone.dimension()];
  }

  /**
   * The state in which nothing is assumed.
   *
   * @param starts points; those inside the domain are kept
   */
  static SignState root(SlopedLayer layer, SearchBudget budget, double[][] starts) {
    SignConditions conditions = new SignConditions(layer);
    SignCone cone = new SignCone(conditions);
    KnownPoints points = new KnownPoints(conditions, layer.outputs());
    long[] known = points.none();
    for (double[] start : starts) {
      double[] x = Arrays.copyOf(start, cone.dimension());
      if (cone.dimension() > layer.inputs()) {
        x[layer.inputs()] = 1;
      }
      if (cone.containsInside(x)) {
        known = KnownPoints.with(known, points.add(x));
      }
    }
    int[][] supports = new int[2 * layer.outputs()][0];
    return new SignState(cone, points, budget, new byte[layer.outputs()], known, supports);
  }

  /** This state with one more assumption; to be left before anything else is done here. */
  SignState with(int row, byte sign) {
    SignState below =
        new SignState(
            cone, points, budget, signs, points.side(known, row, sign == ACTIVE), supports.clone());
    below.fix(row, sign);
    cone.assume(condition(row, sign == ACTIVE));
    return below;
  }

  /** Undoes what was done in this state. */
  void leave() {
    for (int k = 0; k < fixes; k++) {
      signs[fixed[k]] = FREE;
    }
    cone.truncate(assumedBefore);
    points.truncate(pointsBefore);
  }

  /** What the known points take in memory. */
  long pointBytes() {
    return points.bytes();
  }

  /** What this state takes in memory besides. */
  long bytes() {
    return 2 * Footprint.OBJECT
        + Footprint.ints(fixed.length)
        + Footprint.longs(known.length)
        + Footprint.ints(supports.length)
        + Footprint.doubles(border.length);
  }

  boolean isFree(int row) {
    return signs[row] == FREE;
  }

  /** Gives a free row a sign that follows from what is assumed, or settles it. */
  void fix(int row, byte sign) {
    signs[row] = sign;
    fixed[fixes++] = row;
  }

  /** Assumes that rows are inactive. */
  void assumeInactive(int[] rows, int count) {
    for (int k = 0; k < count; k++) {
      fix(rows[k], INACTIVE);
      cone.assume(condition(rows[k], false));
      known = points.side(known, rows[k], false);
    }
  }

  /** The number of assumptions that can matter to a conflict. */
  int assumptions() {
    return cone.size();
  }

  /** Whether no point of this state is known. */
  boolean isPerhapsEmpty() {
    return KnownPoints.isEmpty(known);
  }

  /**
   * Whether the assumption made last contradicts the others.
   *
   * @param row of which it was assumed to be inactive
   */
  boolean isEmptyBecauseOf(int row) {
    cone.truncate(cone.size() - 1);
    boolean empty = !meets(row, false);
    cone.assume(condition(row, false));
    return empty;
  }

  /** Whether a point of this state is known at which the row is inactive. */
  boolean isKnownInactive(int row) {
    return points.meets(known, row, false);
  }

  /** Whether the row has this sign somewhere in the state, as far as rounding shows. */
  boolean meets(int row, boolean isActive) {
    if (points.meets(known, row, isActive)) {
      return true;
    }
    budget.countLinearProgram();
    int condition = condition(row, isActive);
    if (!cone.meets(condition, supports[condition])) {
      return false;
    }
    supports[condition] = cone.support();
    remember(condition);
    return true;
  }

  /** Why {@link #meets} has just answered no to "is the row inactive somewhere"; ascending. */
  int[] conflict(int row) {
    return cone.conflict(condition(row, false));
  }

  /** "Row is inactive", as it is numbered in conflicts. */
  int condition(int row, boolean isActive) {
    return isActive ? row : signs.length + row;
  }

  /** How many points of this state are known. */
  int knownPoints() {
    return KnownPoints.count(known);
  }

  /** At how many of them a row is active. */
  int knownActive(int row) {
    return points.countActive(known, row);
  }

  /** The newest known point; empty when there is none, or when it was known before this state. */
  double[] newestPoint(boolean evenIfOlder) {
    int newest = KnownPoints.newest(known);
    return newest < (evenIfOlder ? 0 : pointsBefore) ? new double[0] : points.point(newest);
  }

  /**
   * A point inside, the sum of one on the positive side of each assumption; empty when rounding
   * hides it. For states in which no question has left a point.
   */
  double[] middle() {
    double[] sum = new double[cone.dimension()];
    for (int condition : cone.assumed()) {
      cone.meets(condition, new int[0]);
      double length = KnownPoints.norm(cone.residual());
      for (int j = 0; j < sum.length && length > 0; j++) {
        sum[j] += cone.residual()[j] / length;
      }
    }
    return cone.containsInside(sum) ? sum : new double[0];
  }

  /** Moves the residual, which lies on the border of the state, towards its middle. */
  private void remember(int condition) {
    double[] residual = cone.residual();
    double length = KnownPoints.norm(residual);
    if (isPerhapsEmpty()) {
      rememberMiddle(residual, length);
      return;
    }
    double[] middle = points.sum(known, cone.dimension());
    double size = KnownPoints.norm(middle);
    double inside = cone.value(condition, residual) / length;
    double outside = -cone.value(condition, middle) / size;
    double share = outside > 0 ? inside / (inside + outside) : 1;
    double[] candidate = new double[cone.dimension()];
    for (double part : PARTS) {
      double t = part * share;
      for (int j = 0; j < candidate.length; j++) {
        candidate[j] = (1 - t) * residual[j] / length + t * middle[j] / size;
      }
      if (cone.containsInside(candidate) && cone.value(condition, candidate) > 0) {
        known = KnownPoints.with(known, points.add(candidate));
        return;
      }
    }
  }

  /** The middle of enough points on the border is a first point inside. */
  private void rememberMiddle(double[] residual, double length) {
    for (int j = 0; j < border.length; j++) {
      border[j] += residual[j] / length;
    }
    if (cone.containsInside(border)) {
      known = KnownPoints.with(known, points.add(border));
    }
  }
}
