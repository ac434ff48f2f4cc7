package org.preimage.stability;

import java.util.Arrays;
import org.preimage.certificate.Domain;

/**
 * Sign conditions on rows and ends of the domain as a cone of points (x, 1)·t, and the question
 * whether one more condition meets it. Conditions are numbered as in certificates: i &lt; m "row i
 * is active", m + i "row i is inactive", then lower ends, upper ends, and "1 &gt; 0".
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

  private final int m;
  private final int n;

  /** Coordinates of a point: n, and one more where constants matter. */
  private final int dimension;

  private final double[] functions;
  private final int[] assumed;
  private int size;
  private final double[] residual;
  private final int[] passive;
  private final double[] multiplier;
  private final double[] trial;
  private final double[][] cholesky;
  private int passives;

  SignCone(SlopedLayer layer) {
    this.m = layer.outputs();
    this.n = layer.inputs();
    Domain.Box box = box(layer);
    boolean constants = hasConstants(layer, box);
    this.dimension = constants ? n + 1 : n;
    this.functions = new double[(2 * m + 2 * n + 1) * dimension];
    this.assumed = new int[m + 2 * n + 1];
    for (int i = 0; i < m; i++) {
      double[] row = new double[n + 1];
      for (int j = 0; j < n; j++) {
        row[j] = layer.weight(i, j);
      }
      row[n] = layer.bias(i);
      put(i, row, 1);
      put(m + i, row, -1);
    }
    for (int j = 0; j < n; j++) {
      end(2 * m + j, j, 1, box.lower().get(j));
      end(2 * m + n + j, j, -1, box.upper().get(j));
    }
    if (constants) {
      double[] one = new double[n + 1];
      one[n] = 1;
      put(2 * m + 2 * n, one, 1);
      assumed[size++] = 2 * m + 2 * n;
    }
    this.residual = new double[dimension];
    this.passive = new int[dimension + 1];
    this.multiplier = new double[dimension + 1];
    this.trial = new double[dimension + 1];
    this.cholesky = new double[dimension + 1][dimension + 1];
  }

  /** A larger domain on which the bound is proved; without biases a neighbourhood of 0 is Rⁿ. */
  private static Domain.Box box(SlopedLayer layer) {
    if (isHomogeneous(layer) && hasOriginInside(layer.domain())) {
      return Domain.wholeSpace(layer.inputs());
    }
    if (layer.domain() instanceof Domain.Ball ball) {
      return new Domain.Box(
          org.preimage.certificate.Ends.all(ball.size(), -ball.radius()),
          org.preimage.certificate.Ends.all(ball.size(), ball.radius()));
    }
    return (Domain.Box) layer.domain();
  }

  private static boolean hasOriginInside(Domain domain) {
    if (domain instanceof Domain.Box box) {
      for (int j = 0; j < box.size(); j++) {
        if (!(box.lower().get(j) < 0 && box.upper().get(j) > 0)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isHomogeneous(SlopedLayer layer) {
    for (int i = 0; i < layer.outputs(); i++) {
      if (layer.bias(i) != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasConstants(SlopedLayer layer, Domain.Box box) {
    boolean constants = !isHomogeneous(layer);
    for (int j = 0; j < box.size(); j++) {
      constants |= isNonZeroEnd(box.lower().get(j)) || isNonZeroEnd(box.upper().get(j));
    }
    return constants;
  }

  private static boolean isNonZeroEnd(double end) {
    return end != 0 && !Double.isInfinite(end);
  }

  private void end(int condition, int j, int sign, double end) {
    if (!Double.isInfinite(end)) {
      double[] function = new double[n + 1];
      function[j] = 1;
      function[n] = -end;
      put(condition, function, sign);
      assumed[size++] = condition;
    }
  }

  private void put(int condition, double[] function, int sign) {
    double square = 0;
    for (int j = 0; j < dimension; j++) {
      square += function[j] * function[j];
    }
    double factor = square == 0 ? 0 : sign / Math.sqrt(square);
    for (int j = 0; j < dimension; j++) {
      functions[condition * dimension + j] = factor * function[j];
    }
  }

  int dimension() {
    return dimension;
  }

  int size() {
    return size;
  }

  void assume(int condition) {
    assumed[size++] = condition;
  }

  void truncate(int newSize) {
    size = newSize;
  }

  double value(int condition, double[] x) {
    double sum = 0;
    for (int j = 0, p = condition * dimension; j < dimension; j++, p++) {
      sum += functions[p] * x[j];
    }
    return sum;
  }

  /** Whether all assumed conditions are positive at x. */
  boolean containsInside(double[] x) {
    for (int k = 0; k < size; k++) {
      if (!(value(assumed[k], x) > 0)) {
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
    System.arraycopy(functions, condition * dimension, residual, 0, dimension);
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
      while (!step(condition)) {
        if (!refactor(0)) {
          return true;
        }
      }
      updateResidual(condition);
    }
    return true;
  }

  private int mostNegative() {
    double least = NEGATIVE;
    int at = -1;
    for (int k = 0; k < size; k++) {
      double value = value(assumed[k], residual);
      if (value < least) {
        least = value;
        at = assumed[k];
      }
    }
    return at;
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
        double s = product(passive[i], passive[j]);
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

  private double product(int a, int b) {
    double sum = 0;
    for (int j = 0, p = a * dimension, q = b * dimension; j < dimension; j++, p++, q++) {
      sum += functions[p] * functions[q];
    }
    return sum;
  }

  /** Towards the unconstrained minimum; false when a multiplier had to leave on the way. */
  private boolean step(int condition) {
    for (int i = 0; i < passives; i++) {
      double s = -product(passive[i], condition);
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
      return true;
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
    return false;
  }

  private void updateResidual(int condition) {
    System.arraycopy(functions, condition * dimension, residual, 0, dimension);
    for (int i = 0; i < passives; i++) {
      double factor = multiplier[i];
      for (int j = 0, p = passive[i] * dimension; j < dimension; j++, p++) {
        residual[j] += factor * functions[p];
      }
    }
  }
}
