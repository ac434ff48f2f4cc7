package org.preimage.spanning;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An oracle: decides a tiny layer by visiting every full-dimensional cell of its arrangement that
 * meets the interior of the box, in exact arithmetic. Shares no code with the product.
 *
 * <p>The layer is injective iff in each such cell the rows with z_i ≥ 0 span Rⁿ. Hyperplanes are
 * inserted one at a time; a cell whose active rows span already needs no further cutting.
 */
public final class BruteForceLayer {
  /**
   * A cell whose active rows do not span.
   *
   * @param active whether z_i ≥ 0 in the cell, a row (rows equal to 0 by their bias)
   * @param point inside the cell, in the interior of the box
   */
  public record BadCell(List<Boolean> active, List<Fraction> point) {}

  private final TinyLayer layer;
  private final int n;
  private final List<long[]> inequalities = new ArrayList<>();
  private final List<long[]> activeRows = new ArrayList<>();

  private BruteForceLayer(TinyLayer layer) {
    this.layer = layer;
    this.n = layer.inputs();
  }

  public static boolean isInjective(TinyLayer layer) {
    return badCell(layer).isEmpty();
  }

  /** Some cell that makes the layer non-injective; empty when it is injective. */
  public static Optional<BadCell> badCell(TinyLayer layer) {
    BruteForceLayer search = new BruteForceLayer(layer);
    search.addBox();
    return search.insert(0);
  }

  private void addBox() {
    for (int j = 0; j < n; j++) {
      if (layer.lower()[j] != Long.MIN_VALUE) {
        inequalities.add(wall(j, 1, -layer.lower()[j]));
      }
      if (layer.upper()[j] != Long.MAX_VALUE) {
        inequalities.add(wall(j, -1, layer.upper()[j]));
      }
    }
  }

  private long[] wall(int j, long sign, long constant) {
    long[] row = new long[n + 1];
    row[j] = sign;
    row[n] = constant;
    return row;
  }

  /** Cuts the current (non-empty, open) cell by rows i, i + 1, … */
  private Optional<BadCell> insert(int i) {
    if (rank(activeRows) == n) {
      return Optional.empty();
    }
    if (i == layer.outputs()) {
      return Optional.of(describe(StrictSystem.solve(n, inequalities)));
    }
    if (Arrays.stream(layer.rows()[i]).allMatch(w -> w == 0)) {
      return insert(i + 1);
    }
    Optional<BadCell> bad = cut(i, -1);
    return bad.isPresent() ? bad : cut(i, 1);
  }

  private Optional<BadCell> cut(int i, long sign) {
    long[] side = Arrays.copyOf(layer.rows()[i], n + 1);
    side[n] = layer.bias()[i];
    for (int j = 0; j <= n; j++) {
      side[j] *= sign;
    }
    inequalities.add(side);
    if (sign > 0) {
      activeRows.add(layer.rows()[i]);
    }
    Optional<BadCell> bad =
        StrictSystem.isFeasible(n, inequalities) ? insert(i + 1) : Optional.empty();
    inequalities.remove(inequalities.size() - 1);
    if (sign > 0) {
      activeRows.remove(activeRows.size() - 1);
    }
    return bad;
  }

  private BadCell describe(List<Fraction> point) {
    List<Boolean> active = new ArrayList<>();
    for (int i = 0; i < layer.outputs(); i++) {
      long[] row = Arrays.copyOf(layer.rows()[i], n + 1);
      row[n] = layer.bias()[i];
      active.add(StrictSystem.rest(row, point, n).signum() >= 0);
    }
    return new BadCell(active, point);
  }

  /** Rank over the rationals, by fraction-free elimination. */
  static int rank(List<long[]> rows) {
    List<BigInteger[]> left = new ArrayList<>();
    for (long[] row : rows) {
      left.add(Arrays.stream(row).mapToObj(BigInteger::valueOf).toArray(BigInteger[]::new));
    }
    int columns = rows.isEmpty() ? 0 : rows.get(0).length;
    int rank = 0;
    for (int j = 0; j < columns; j++) {
      BigInteger[] pivot = takePivot(left, j);
      if (pivot != null) {
        rank++;
        for (BigInteger[] row : left) {
          cancel(row, pivot, j);
        }
      }
    }
    return rank;
  }

  private static BigInteger @org.jspecify.annotations.Nullable [] takePivot(
      List<BigInteger[]> rows, int j) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i)[j].signum() != 0) {
        return rows.remove(i);
      }
    }
    return null;
  }

  private static void cancel(BigInteger[] row, BigInteger[] pivot, int j) {
    BigInteger factor = row[j];
    for (int k = 0; k < row.length; k++) {
      row[k] = row[k].multiply(pivot[j]).subtract(pivot[k].multiply(factor));
    }
  }
}
