package org.preimage.stability;

import org.preimage.certificate.Domain;
import org.preimage.certificate.Ends;

/**
 * Sign conditions on rows and ends of the domain as linear functions of points (x, 1)·t, scaled to
 * norm 1. Conditions are numbered as in certificates: i &lt; m "row i is active", m + i "row i is
 * inactive", then lower ends, upper ends, and "1 &gt; 0".
 */
final class SignConditions {
  /** Up to so many functions their products are stored. */
  private static final int MOST_STORED = 1200;

  private final int m;
  private final int n;
  private final Domain.Box box;

  /** Coordinates of a point: n, and one more where constants matter. */
  private final int dimension;

  private final double[] functions;

  /** The functions of "row is active" by coordinates. */
  private final double[][] rowColumns;

  /** Inner products of all functions up to sign; empty when these would be too many. */
  private final double[][] products;

  /** Conditions i and m + i have opposite functions: the row of their products, and the sign. */
  private final int[] base;

  private final double[] sign;

  SignConditions(SlopedLayer layer) {
    this.m = layer.outputs();
    this.n = layer.inputs();
    this.box = box(layer);
    this.dimension = hasConstants(layer, box) ? n + 1 : n;
    this.functions = new double[count() * dimension];
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
      putEnd(2 * m + j, j, 1, box.lower().get(j));
      putEnd(2 * m + n + j, j, -1, box.upper().get(j));
    }
    double[] one = new double[n + 1];
    one[n] = 1;
    put(2 * m + 2 * n, one, 1);
    this.products = products();
    this.base = new int[count()];
    this.sign = new double[count()];
    for (int c = 0; c < count(); c++) {
      base[c] = c < m ? c : c - m;
      sign[c] = c >= m && c < 2 * m ? -1 : 1;
    }
    this.rowColumns = new double[dimension][m];
    for (int j = 0; j < dimension; j++) {
      for (int i = 0; i < m; i++) {
        rowColumns[j][i] = coefficient(i, j);
      }
    }
  }

  /** A larger domain on which the bound is proved; without biases a neighbourhood of 0 is Rⁿ. */
  private static Domain.Box box(SlopedLayer layer) {
    if (isHomogeneous(layer) && hasOriginInside(layer.domain())) {
      return Domain.wholeSpace(layer.inputs());
    }
    if (layer.domain() instanceof Domain.Ball ball) {
      return new Domain.Box(
          Ends.all(ball.size(), -ball.radius()), Ends.all(ball.size(), ball.radius()));
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

  private void putEnd(int condition, int j, int sign, double end) {
    if (!Double.isInfinite(end)) {
      double[] function = new double[n + 1];
      function[j] = 1;
      function[n] = -end;
      put(condition, function, sign);
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

  private double[][] products() {
    int size = m + 2 * n + 1;
    if (size > MOST_STORED) {
      return new double[0][];
    }
    double[][] all = new double[size][size];
    for (int a = 0; a < size; a++) {
      for (int b = 0; b < size; b++) {
        all[a][b] = computedProduct(a < m ? a : a + m, b < m ? b : b + m);
      }
    }
    return all;
  }

  int dimension() {
    return dimension;
  }

  /** How many conditions there are. */
  int count() {
    return 2 * m + 2 * n + 1;
  }

  /** Whether a condition holds in the whole interior of the domain, and says something. */
  boolean isOfDomain(int condition) {
    if (condition < 2 * m) {
      return false;
    }
    if (condition == 2 * m + 2 * n) {
      return dimension > n;
    }
    int j = (condition - 2 * m) % n;
    return !Double.isInfinite(condition < 2 * m + n ? box.lower().get(j) : box.upper().get(j));
  }

  double coefficient(int condition, int j) {
    return functions[condition * dimension + j];
  }

  double value(int condition, double[] x) {
    double sum = 0;
    for (int j = 0, p = condition * dimension; j < dimension; j++, p++) {
      sum += functions[p] * x[j];
    }
    return sum;
  }

  /** The values of "row is active" for all rows. */
  void evaluateRows(double[] x, double[] values) {
    Columns.combine(rowColumns, x, values, m);
  }

  /** x plus a multiple of a function's coefficients. */
  void addTo(double[] x, int condition, double factor) {
    for (int j = 0, p = condition * dimension; j < dimension; j++, p++) {
      x[j] += factor * functions[p];
    }
  }

  /** The inner product of two functions. */
  double product(int a, int b) {
    if (products.length == 0) {
      return computedProduct(a, b);
    }
    return sign[a] * sign[b] * products[base[a]][base[b]];
  }

  /** Writes the inner products of one function with others. */
  void products(int a, int[] others, int count, double[] result) {
    if (products.length == 0) {
      for (int k = 0; k < count; k++) {
        result[k] = computedProduct(a, others[k]);
      }
      return;
    }
    double[] row = products[base[a]];
    double signA = sign[a];
    for (int k = 0; k < count; k++) {
      int b = others[k];
      result[k] = signA * sign[b] * row[base[b]];
    }
  }

  private double computedProduct(int a, int b) {
    double sum = 0;
    for (int j = 0, p = a * dimension, q = b * dimension; j < dimension; j++, p++, q++) {
      sum += functions[p] * functions[q];
    }
    return sum;
  }
}
