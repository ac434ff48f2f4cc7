package org.preimage.covering;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.preimage.linalg.Footprint;

/**
 * A basis of the packing program and its explicit inverse. An exchange changes the inverse by a
 * product of two vectors; such changes are collected and applied {@link #BLOCK} at a time, because
 * one pass over the inverse costs more than four products.
 */
final class PackingBasis {
  static final int NONE = Integer.MAX_VALUE;

  private static final double PIVOT = 1e-9;

  /** Keeps quotients finite; of places whose value is 0, the one that falls fastest leaves. */
  private static final double TINY = 1e-100;

  private static final int BLOCK = 4;

  private final Circuits circuits;
  private final int m;

  /**
   * Column i of the inverse. Arrays of their own, because the compiler does not vectorise loops
   * over ranges of one array, which may overlap.
   */
  private final double[][] inverse;

  /** Basic variable of each place: a circuit, or −1 − i for the slack of row i. */
  private final int[] basis;

  private final double[] value;
  private final double[] dual;
  private final int[] slackPlace;
  private final double[] column;
  private final double[] worth;
  private final double[] urgency;

  /** Change k still to be subtracted from column i: factors[k][i] · changes[k]. */
  private final double[][] factors;

  private final double[][] changes;
  private int pending;
  private double step;

  PackingBasis(int m, Circuits circuits) {
    this.m = m;
    this.circuits = circuits;
    this.inverse = new double[m][m];
    this.basis = new int[m];
    this.value = new double[m];
    this.dual = new double[m + 1];
    this.slackPlace = new int[m];
    this.column = new double[m];
    this.worth = new double[m];
    this.urgency = new double[m];
    this.factors = new double[BLOCK][m];
    this.changes = new double[BLOCK][m];
    for (int i = 0; i < m; i++) {
      inverse[i][i] = 1;
      basis[i] = -1 - i;
      value[i] = 1;
      slackPlace[i] = i;
    }
  }

  /** What it takes in memory. */
  long bytes() {
    return Footprint.doubles(m, m)
        + 2 * Footprint.doubles(BLOCK, m)
        + 5 * Footprint.doubles(m)
        + 2 * Footprint.ints(m);
  }

  /** Copies a basis that is flushed; its circuits may have other numbers here. */
  void copyFrom(PackingBasis other, IntUnaryOperator renumber) {
    pending = 0;
    for (int i = 0; i < m; i++) {
      System.arraycopy(other.inverse[i], 0, inverse[i], 0, m);
    }
    for (int r = 0; r < m; r++) {
      basis[r] = other.basis[r] < 0 ? other.basis[r] : renumber.applyAsInt(other.basis[r]);
    }
    System.arraycopy(other.value, 0, value, 0, m);
    System.arraycopy(other.dual, 0, dual, 0, m);
    System.arraycopy(other.slackPlace, 0, slackPlace, 0, m);
  }

  /** The circuit at a place, or a negative number. */
  int circuit(int place) {
    return basis[place];
  }

  double value(int place) {
    return value[place];
  }

  /** y_i. */
  double dual(int i) {
    return dual[i];
  }

  /** Whether the slack of a row is not basic. */
  boolean isTight(int i) {
    return slackPlace[i] < 0;
  }

  /** How much a circuit's value exceeds what its rows cost. */
  double reduced(int circuit) {
    return circuits.reduced(circuit, dual);
  }

  /** Slacks of these rows lose their sign: where they are basic, they never leave. */
  void release(RowSet free) {
    for (int i = 0; i < m; i++) {
      if (slackPlace[i] >= 0 && free.has(i)) {
        value[slackPlace[i]] = Double.POSITIVE_INFINITY;
      }
    }
  }

  /** The same for the slack at one place. */
  void releaseAt(int place) {
    value[place] = Double.POSITIVE_INFINITY;
  }

  /** Recomputes y, with circuits that meet {@code banned} worth nothing; returns the total. */
  double reprice(RowSet banned) {
    flush();
    double total = 0;
    for (int r = 0; r < m; r++) {
      boolean counts = basis[r] >= 0 && !circuits.set(basis[r]).meets(banned);
      worth[r] = counts ? 1 : 0;
      total += counts ? value[r] : 0;
    }
    for (int i = 0; i < m; i++) {
      double sum = 0;
      double[] vector = inverse[i];
      for (int r = 0; r < m; r++) {
        sum += worth[r] * vector[r];
      }
      dual[i] = sum;
    }
    return total;
  }

  /** Prepares a circuit's entry: how the basic variables fall with it. */
  void enterCircuit(int entering) {
    int[] rows = circuits.rows(entering);
    Arrays.fill(column, 0);
    int k = 0;
    for (; k + 3 < rows.length; k += 4) {
      addColumns(
          inverse[rows[k]], inverse[rows[k + 1]], inverse[rows[k + 2]], inverse[rows[k + 3]]);
    }
    for (; k < rows.length; k++) {
      addColumn(inverse[rows[k]], 1);
    }
    for (int p = 0; p < pending; p++) {
      double sum = 0;
      for (int i : rows) {
        sum += factors[p][i];
      }
      subtractChange(p, sum);
    }
  }

  /** Prepares the entry of a slack, upwards or, with sign −1, downwards. */
  void enterSlack(int row, double sign) {
    Arrays.fill(column, 0);
    addColumn(inverse[row], sign);
    for (int p = 0; p < pending; p++) {
      subtractChange(p, sign * factors[p][row]);
    }
  }

  private void addColumns(double[] a, double[] b, double[] c, double[] d) {
    for (int r = 0; r < m; r++) {
      column[r] += a[r] + b[r] + c[r] + d[r];
    }
  }

  private void addColumn(double[] vector, double factor) {
    for (int r = 0; r < m; r++) {
      column[r] += factor * vector[r];
    }
  }

  private void subtractChange(int p, double factor) {
    double[] change = changes[p];
    if (factor != 0) {
      for (int r = 0; r < m; r++) {
        column[r] -= factor * change[r];
      }
    }
  }

  /** The place that reaches zero first, or NONE. */
  int leaving() {
    divide(column, value, urgency);
    int leave = NONE;
    double most = 0;
    for (int r = 0; r < m; r++) {
      if (urgency[r] > most && column[r] > PIVOT) {
        most = urgency[r];
        leave = r;
      }
    }
    step = leave == NONE ? Double.POSITIVE_INFINITY : Math.max(0, value[leave] / column[leave]);
    return leave;
  }

  /**
   * Reciprocals of the ratios of the ratio test, so that the search for the best of them has one
   * branch, which is hardly ever taken, and the divisions vectorise.
   */
  private static void divide(double[] column, double[] value, double[] quotients) {
    for (int r = 0; r < quotients.length; r++) {
      quotients[r] = column[r] / (Math.abs(value[r]) + TINY);
    }
  }

  /** How far the prepared variable can move. */
  double step() {
    return step;
  }

  /**
   * Completes the prepared exchange.
   *
   * @param entering a circuit, or −1 − i for a slack
   * @param gain what one unit of the entering variable is worth
   */
  void exchange(int entering, int leave, double sign, double gain) {
    for (int r = 0; r < m; r++) {
      value[r] -= step * column[r];
    }
    value[leave] = step;
    double pivot = sign * column[leave];
    double[] factor = factors[pending];
    fillRow(leave, factor);
    double scale = 1 / pivot;
    for (int i = 0; i < m; i++) {
      factor[i] *= scale;
      dual[i] += gain * factor[i];
    }
    double[] change = changes[pending];
    for (int r = 0; r < m; r++) {
      change[r] = sign * column[r];
    }
    change[leave] = pivot - 1;
    pending++;
    if (basis[leave] < 0) {
      slackPlace[-1 - basis[leave]] = -1;
    }
    basis[leave] = entering;
    if (entering < 0) {
      makeUnit(-1 - entering, leave);
    }
    if (pending == BLOCK) {
      flush();
    }
  }

  private void fillRow(int place, double[] row) {
    for (int i = 0; i < m; i++) {
      row[i] = inverse[i][place];
    }
    for (int p = 0; p < pending; p++) {
      double entry = changes[p][place];
      double[] factor = factors[p];
      for (int i = 0; i < m; i++) {
        row[i] -= entry * factor[i];
      }
    }
  }

  /** The column of a basic slack is a unit vector, which rounding must not spoil. */
  private void makeUnit(int row, int place) {
    slackPlace[row] = place;
    dual[row] = 0;
    Arrays.fill(inverse[row], 0);
    inverse[row][place] = 1;
    for (int p = 0; p < pending; p++) {
      factors[p][row] = 0;
    }
  }

  /** Computes the inverse and the values anew from the basis; false when it looks singular. */
  boolean refresh() {
    double[][] a = new double[m][2 * m];
    for (int r = 0; r < m; r++) {
      a[r][m + r] = 1;
      if (basis[r] < 0) {
        a[-1 - basis[r]][r] = 1;
      } else {
        for (int i : circuits.rows(basis[r])) {
          a[i][r] = 1;
        }
      }
    }
    if (!DenseInverse.eliminate(a)) {
      return false;
    }
    pending = 0;
    for (int r = 0; r < m; r++) {
      double sum = 0;
      for (int i = 0; i < m; i++) {
        inverse[i][r] = a[r][m + i];
        sum += a[r][m + i];
      }
      value[r] = sum;
    }
    return true;
  }

  /** Applies the changes that wait; afterwards the basis can be copied from several threads. */
  void flush() {
    if (pending == 0) {
      return;
    }
    for (int p = pending; p < BLOCK; p++) {
      Arrays.fill(factors[p], 0);
      Arrays.fill(changes[p], 0);
    }
    pending = 0;
    for (int i = 0; i < m; i++) {
      if (slackPlace[i] < 0) {
        subtractChanges(inverse[i], factors[0][i], factors[1][i], factors[2][i], factors[3][i]);
      }
    }
  }

  private void subtractChanges(double[] vector, double f0, double f1, double f2, double f3) {
    double[] c0 = changes[0];
    double[] c1 = changes[1];
    double[] c2 = changes[2];
    double[] c3 = changes[3];
    for (int r = 0; r < vector.length; r++) {
      vector[r] -= f0 * c0[r] + f1 * c1[r] + f2 * c2[r] + f3 * c3[r];
    }
  }
}
