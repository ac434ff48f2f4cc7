package org.preimage.stability;

import java.util.Arrays;

/**
 * The cone where some sign conditions hold, and the question whether one more condition meets it.
 *
 * <p>A condition g meets the cone {a_k ≥ 0} iff −g is not a non-negative combination of the a_k.
 * The nearest such combination is found by Lawson and Hanson's active set method (1974); its
 * residual is a point of the closed cone with g &gt; 0, or its support proves the conflict.
 * Floating point: what it says is a proposal.
 */
final class SignCone {
  private static final double NEGATIVE = -1e-11;
  private static final double VANISHED = 1e-20;
  private static final double DEPENDENT = 1e-13;

  private final SignConditions conditions;
  private final int dimension;
  private final int[] assumed;

  /** The functions assumed, by coordinates, so that the loop over all of them is the inner one. */
  private final double[][] columns;

  private final double[] values;
  private int size;
  private final double[] residual;
  private final int[] passive;
  private final double[] multiplier;
  private final double[] trial;
  private final double[][] cholesky;
  private int passives;

  /** The cone of the domain. */
  SignCone(SignConditions conditions) {
    this.conditions = conditions;
    this.dimension = conditions.dimension();
    this.assumed = new int[conditions.count()];
    this.columns = new double[dimension][assumed.length];
    this.values = new double[assumed.length];
    this.residual = new double[dimension];
    this.passive = new int[dimension + 1];
    this.multiplier = new double[dimension + 1];
    this.trial = new double[dimension + 1];
    this.cholesky = new double[dimension + 1][dimension + 1];
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
    for (int j = 0; j < dimension; j++) {
      columns[j][size] = conditions.coefficient(condition, j);
    }
    size++;
  }

  void truncate(int newSize) {
    size = newSize;
  }

  double value(int condition, double[] x) {
    return conditions.value(condition, x);
  }

  /** Whether all assumed conditions are positive at x. */
  boolean containsInside(double[] x) {
    evaluate(x);
    for (int k = 0; k < size; k++) {
      if (!(values[k] > 0)) {
        return false;
      }
    }
    return true;
  }

  /** A point of the closed cone where the condition last asked about is positive. */
  double[] residual() {
    return residual;
  }

  /** The conditions that exclude the one last asked about, and that one, in ascending order. */
  int[] conflict(int condition) {
    int[] conflict = Arrays.copyOf(passive, passives + 1);
    conflict[passives] = condition;
    Arrays.sort(conflict);
    return conflict;
  }

  /** Whether the condition is positive somewhere in the closed cone. */
  boolean meets(int condition) {
    passives = 0;
    Arrays.fill(residual, 0);
    conditions.addTo(residual, condition, 1);
    for (int round = 0; round < 20 * dimension; round++) {
      double square = 0;
      for (double r : residual) {
        square += r * r;
      }
      if (square < VANISHED) {
        return false;
      }
      int entering = mostNegative();
      if (entering < 0 || passives == dimension || !enter(entering)) {
        return true;
      }
      int leaving = step(condition);
      while (leaving >= 0) {
        if (!refactor(leaving)) {
          return true;
        }
        leaving = step(condition);
      }
      updateResidual(condition);
    }
    return true;
  }

  private int mostNegative() {
    evaluate(residual);
    double least = NEGATIVE;
    int at = -1;
    for (int k = 0; k < size; k++) {
      if (values[k] < least) {
        least = values[k];
        at = assumed[k];
      }
    }
    return at;
  }

  private void evaluate(double[] x) {
    Arrays.fill(values, 0, size, 0);
    for (int j = 0; j < dimension; j++) {
      addMultiple(values, x[j], columns[j], size);
    }
  }

  private static void addMultiple(double[] target, double factor, double[] source, int size) {
    for (int k = 0; k < size; k++) {
      target[k] += factor * source[k];
    }
  }

  private boolean enter(int entering) {
    passive[passives] = entering;
    multiplier[passives] = 0;
    passives++;
    if (!refactor(passives - 1)) {
      passives--;
      return false;
    }
    return true;
  }

  /** Cholesky factor of the Gram matrix of the passive functions, from one row on. */
  private boolean refactor(int from) {
    for (int i = from; i < passives; i++) {
      double[] row = cholesky[i];
      for (int j = 0; j <= i; j++) {
        double[] other = cholesky[j];
        double s = conditions.product(passive[i], passive[j]);
        for (int k = 0; k < j; k++) {
          s -= row[k] * other[k];
        }
        if (j < i) {
          row[j] = s * other[j];
        } else if (s < DEPENDENT) {
          return false;
        } else {
          row[i] = 1 / Math.sqrt(s);
        }
      }
    }
    return true;
  }

  /** Towards the unconstrained minimum; the place of a multiplier that had to leave, or −1. */
  private int step(int condition) {
    for (int i = 0; i < passives; i++) {
      double s = -conditions.product(passive[i], condition);
      for (int k = 0; k < i; k++) {
        s -= cholesky[i][k] * trial[k];
      }
      trial[i] = s * cholesky[i][i];
    }
    for (int i = passives - 1; i >= 0; i--) {
      double s = trial[i];
      for (int k = i + 1; k < passives; k++) {
        s -= cholesky[k][i] * trial[k];
      }
      trial[i] = s * cholesky[i][i];
    }
    double length = 1;
    int leaving = -1;
    for (int i = 0; i < passives; i++) {
      if (trial[i] <= 0) {
        double t = multiplier[i] / (multiplier[i] - trial[i]);
        if (leaving < 0 || t < length) {
          length = t;
          leaving = i;
        }
      }
    }
    if (leaving < 0) {
      System.arraycopy(trial, 0, multiplier, 0, passives);
      return -1;
    }
    if (!(length >= 0)) {
      length = 0;
    }
    for (int i = 0; i < passives; i++) {
      multiplier[i] += length * (trial[i] - multiplier[i]);
    }
    passives--;
    for (int i = leaving; i < passives; i++) {
      passive[i] = passive[i + 1];
      multiplier[i] = multiplier[i + 1];
    }
    return leaving;
  }

  private void updateResidual(int condition) {
    Arrays.fill(residual, 0);
    conditions.addTo(residual, condition, 1);
    for (int i = 0; i < passives; i++) {
      conditions.addTo(residual, passive[i], multiplier[i]);
    }
  }
}
