package org.preimage.stability;

import java.util.Arrays;

/**
 * The cone where some sign conditions hold, and the question whether one more condition meets it.
 *
 * <p>A condition g meets the cone {a_k ≥ 0} iff −g is not a non-negative combination of the a_k.
 * The residual of the nearest combination is a point of the closed cone with g &gt; 0, or its
 * support proves the conflict. Floating point: what it says is a proposal.
 */
final class SignCone {
  private final SignConditions conditions;
  private final int dimension;
  private final int[] assumed;
  private final boolean[] isAssumed;

  /** The functions assumed, by coordinates, so that the loop over all of them is the inner one. */
  private final double[][] columns;

  private final double[] values;
  private final NonNegativeLeastSquares nearest;
  private int size;

  /** The cone of the domain. */
  SignCone(SignConditions conditions) {
    this.conditions = conditions;
    this.dimension = conditions.dimension();
    this.assumed = new int[conditions.count()];
    this.isAssumed = new boolean[conditions.count()];
    this.columns = new double[dimension][assumed.length];
    this.values = new double[assumed.length];
    this.nearest = new NonNegativeLeastSquares(conditions, this);
    for (int condition = 0; condition < conditions.count(); condition++) {
      if (conditions.isOfDomain(condition)) {
        assume(condition);
      }
    }
  }

  /** Coordinates of a point. */
  int dimension() {
    return dimension;
  }

  int size() {
    return size;
  }

  final void assume(int condition) {
    assumed[size] = condition;
    isAssumed[condition] = true;
    for (int j = 0; j < dimension; j++) {
      columns[j][size] = conditions.coefficient(condition, j);
    }
    size++;
  }

  void truncate(int newSize) {
    while (size > newSize) {
      isAssumed[assumed[--size]] = false;
    }
  }

  int[] assumed() {
    return Arrays.copyOf(assumed, size);
  }

  boolean assumes(int condition) {
    return isAssumed[condition];
  }

  double value(int condition, double[] x) {
    return conditions.value(condition, x);
  }

  /** Whether all assumed conditions are positive at x. */
  boolean containsInside(double[] x) {
    Columns.combine(columns, x, values, size);
    for (int k = 0; k < size; k++) {
      if (!(values[k] > 0)) {
        return false;
      }
    }
    return true;
  }

  /** The assumed condition with the least value at x below a limit; −1 when there is none. */
  int mostNegative(double[] x, double limit) {
    Columns.combine(columns, x, values, size);
    double least = limit;
    int at = -1;
    for (int k = 0; k < size; k++) {
      if (values[k] < least) {
        least = values[k];
        at = assumed[k];
      }
    }
    return at;
  }

  /**
   * Whether the condition is positive somewhere in the closed cone.
   *
   * @param start what {@link #support} said when this was asked before, or nothing
   */
  boolean meets(int condition, int[] start) {
    return !nearest.vanishes(condition, start);
  }

  /** A point of the closed cone where the condition last asked about is positive. */
  double[] residual() {
    return nearest.residual();
  }

  /** The conditions that hold the residual of the question asked last. */
  int[] support() {
    return nearest.support();
  }

  /** The conditions that exclude the one last asked about, and that one, in ascending order. */
  int[] conflict(int condition) {
    int[] support = nearest.support();
    int[] conflict = Arrays.copyOf(support, support.length + 1);
    conflict[support.length] = condition;
    Arrays.sort(conflict);
    return conflict;
  }
}
