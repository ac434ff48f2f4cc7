package org.preimage.stability;

import java.util.Arrays;

/**
 * The non-negative combination of a cone's assumed functions that comes nearest to a function's
 * negative, by Lawson and Hanson's active set method (1974). It begins with the support of an
 * earlier answer, from which a few changes usually lead to the new one. Binary64: proposals only.
 */
final class NonNegativeLeastSquares {
  private static final double NEGATIVE = -1e-11;
  private static final double VANISHED = 1e-20;

  /** A multiplier of the start below this does not stay; it can enter again. */
  private static final double NEGLIGIBLE = 1e-9;

  /** A multiplier below this is 0 but for rounding, and would spoil a conflict. */
  private static final double ZERO = 1e-12;

  private static final double DEPENDENT = 1e-13;

  private final SignConditions conditions;
  private final SignCone cone;
  private final int dimension;

  /** The function asked about plus the combination. */
  private final double[] residual;

  private final int[] support;
  private final double[] multiplier;

  /** The unconstrained minimum on the support. */
  private final double[] trial;

  /** Rows of the Cholesky factor L of the support's Gram matrix, and its columns. */
  private final double[][] lower;

  private final double[][] upper;

  /** 1 / L_ii, and L⁻¹ of the negative products with the function asked about. */
  private final double[] inverse;

  private final double[] forward;

  private int size;

  /** How many rows of the factor and entries of {@code forward} fit the support. */
  private int factored;

  /** Whether rounding ended the method. */
  private boolean isStuck;

  NonNegativeLeastSquares(SignConditions conditions, SignCone cone) {
    this.conditions = conditions;
    this.cone = cone;
    this.dimension = conditions.dimension();
    this.residual = new double[dimension];
    this.support = new int[dimension + 1];
    this.multiplier = new double[dimension + 1];
    this.trial = new double[dimension + 1];
    this.lower = new double[dimension + 1][dimension + 1];
    this.upper = new double[dimension + 1][dimension + 1];
    this.inverse = new double[dimension + 1];
    this.forward = new double[dimension + 1];
  }

  /** What is left of the function; where it vanished, nothing but rounding. */
  double[] residual() {
    return residual;
  }

  /** The conditions of the combination. */
  int[] support() {
    return Arrays.copyOf(support, size);
  }

  /**
   * Whether a combination of assumed functions is the negative of this one; false also where
   * rounding ended the method.
   *
   * @param start conditions to begin with; those not assumed are left out
   */
  boolean vanishes(int condition, int[] start) {
    begin(condition, start);
    boolean vanishes = descend(condition);
    if (isStuck && start.length > 0) {
      begin(condition, new int[0]);
      vanishes = descend(condition);
    }
    return vanishes;
  }

  private boolean descend(int condition) {
    isStuck = false;
    for (int round = 0; round < 20 * dimension; round++) {
      double square = 0;
      for (double r : residual) {
        square += r * r;
      }
      if (square < VANISHED) {
        dropNotAbove(ZERO);
        return true;
      }
      int entering = cone.mostNegative(residual, NEGATIVE);
      if (entering < 0) {
        return false;
      }
      if (size == dimension || !enter(entering, condition)) {
        break;
      }
      updateResidual(condition);
    }
    isStuck = true;
    return false;
  }

  /** Goes to the minimum with one more condition; false when it is dependent on the others. */
  private boolean enter(int entering, int condition) {
    support[size] = entering;
    multiplier[size++] = 0;
    do {
      if (!solve(condition)) {
        return false;
      }
    } while (!isReached());
    return true;
  }

  /** The part of the start that has positive multipliers by itself. */
  private void begin(int condition, int[] start) {
    size = 0;
    factored = 0;
    for (int candidate : start) {
      if (cone.assumes(candidate)) {
        support[size++] = candidate;
      }
    }
    do {
      if (!solve(condition)) {
        size = 0;
        factored = 0;
      }
    } while (dropNotAbove(NEGLIGIBLE));
    System.arraycopy(trial, 0, multiplier, 0, size);
    updateResidual(condition);
  }

  private boolean dropNotAbove(double least) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (trial[i] > least) {
        support[kept++] = support[i];
      } else {
        factored = Math.min(factored, i);
      }
    }
    boolean dropped = kept < size;
    size = kept;
    return dropped;
  }

  /** The unconstrained minimum on the support; false when its functions are dependent. */
  private boolean solve(int condition) {
    for (; factored < size; factored++) {
      if (!factorNext(condition)) {
        return false;
      }
    }
    System.arraycopy(forward, 0, trial, 0, size);
    for (int i = size - 1; i >= 0; i--) {
      double[] row = lower[i];
      double t = trial[i] * inverse[i];
      trial[i] = t;
      for (int k = 0; k < i; k++) {
        trial[k] -= row[k] * t;
      }
    }
    return true;
  }

  /** One more row of the factor and one more entry of the forward solution. */
  private boolean factorNext(int condition) {
    int i = factored;
    double[] row = lower[i];
    conditions.products(support[i], support, i + 1, row);
    double square = row[i];
    double product = -conditions.product(support[i], condition);
    for (int j = 0; j < i; j++) {
      double[] column = upper[j];
      double s = row[j] * inverse[j];
      row[j] = s;
      for (int k = j + 1; k < i; k++) {
        row[k] -= s * column[k];
      }
      column[i] = s;
      square -= s * s;
      product -= s * forward[j];
    }
    if (square < DEPENDENT) {
      return false;
    }
    inverse[i] = 1 / Math.sqrt(square);
    forward[i] = product * inverse[i];
    return true;
  }

  /** Goes towards the minimum; false when a multiplier had to leave on the way. */
  private boolean isReached() {
    double length = 1;
    int leaving = -1;
    for (int i = 0; i < size; i++) {
      if (trial[i] <= 0) {
        double t = multiplier[i] / (multiplier[i] - trial[i]);
        if (leaving < 0 || t < length) {
          length = t;
          leaving = i;
        }
      }
    }
    if (leaving < 0) {
      System.arraycopy(trial, 0, multiplier, 0, size);
      return true;
    }
    if (!(length >= 0)) {
      length = 0;
    }
    for (int i = 0; i < size; i++) {
      multiplier[i] += length * (trial[i] - multiplier[i]);
    }
    size--;
    for (int i = leaving; i < size; i++) {
      support[i] = support[i + 1];
      multiplier[i] = multiplier[i + 1];
    }
    factored = Math.min(factored, leaving);
    return false;
  }

  private void updateResidual(int condition) {
    Arrays.fill(residual, 0);
    conditions.addTo(residual, condition, 1);
    for (int i = 0; i < size; i++) {
      conditions.addTo(residual, support[i], multiplier[i]);
    }
  }
}
