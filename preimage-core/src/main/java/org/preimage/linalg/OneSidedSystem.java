package org.preimage.linalg;

import java.util.stream.IntStream;

/**
 * Equations ⟨a_i, x⟩ = r_i and inequalities ⟨a_i, x⟩ ≤ r_i that are to be met as well as possible:
 * the residual of an equation is ⟨a_i, x⟩ − r_i, that of an inequality its positive part.
 *
 * @param rows a_i, m × n row by row
 * @param columns n, at least 1
 * @param right r_i, m numbers
 * @param atMost which of the m rows are inequalities
 */
@SuppressWarnings("ArrayRecordComponent")
public record OneSidedSystem(double[] rows, int columns, double[] right, boolean[] atMost) {
  /**
   * Arrays are not copied, because they are large, and must not change.
   *
   * @throws IllegalArgumentException if sizes differ
   */
  public OneSidedSystem {
    if (columns < 1 || rows.length != columns * right.length || atMost.length != right.length) {
      throw new IllegalArgumentException(
          "A system requires %d × %d coefficients and as many kinds as right sides but received %d and %d."
              .formatted(right.length, columns, rows.length, atMost.length));
    }
  }

  /** m. */
  public int size() {
    return right.length;
  }

  /** How many of the rows are equations. */
  public int equationCount() {
    int count = 0;
    for (boolean inequality : atMost) {
      count += inequality ? 0 : 1;
    }
    return count;
  }

  /** ⟨a_i, x⟩. */
  public double product(int i, double[] x) {
    double even = 0;
    double odd = 0;
    int start = i * columns;
    int j = 0;
    for (; j + 1 < columns; j += 2) {
      even += rows[start + j] * x[j];
      odd += rows[start + j + 1] * x[j + 1];
    }
    return even + odd + (j < columns ? rows[start + j] * x[j] : 0);
  }

  /** The residual of a row at x; negative only where an equation falls short. */
  public double residual(int i, double[] x) {
    double r = product(i, x) - right[i];
    return atMost[i] ? Math.max(0, r) : r;
  }

  /** All residuals at x. */
  public double[] residuals(double[] x) {
    return IntStream.range(0, size()).mapToDouble(i -> residual(i, x)).toArray();
  }

  /** These rows, all of them as equations. */
  public OneSidedSystem equations(int[] chosen) {
    double[] part = new double[chosen.length * columns];
    double[] values = new double[chosen.length];
    for (int k = 0; k < chosen.length; k++) {
      System.arraycopy(rows, chosen[k] * columns, part, k * columns, columns);
      values[k] = right[chosen[k]];
    }
    return new OneSidedSystem(part, columns, values, new boolean[chosen.length]);
  }

  /** The equations without the inequalities. */
  public OneSidedSystem equations() {
    int[] chosen = IntStream.range(0, size()).filter(i -> !atMost[i]).toArray();
    return chosen.length == size() ? this : equations(chosen);
  }
}
