package org.preimage.capacity.experiment;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The solutions v ≥ 0 of linear equations Bv = 0 in few unknowns, in whole numbers. They are a cone
 * whose extreme rays are the solutions of least support: a choice of columns with one dependence,
 * all of whose coefficients have one sign.
 */
final class NonnegativeSolutions {
  private NonnegativeSolutions() {}

  /**
   * One vector on each extreme ray.
   *
   * @param rows equations, all of the same length ≤ 10
   */
  static List<BigInteger[]> extremeRays(BigInteger[][] rows) {
    List<BigInteger[]> rays = new ArrayList<>();
    int columns = rows[0].length;
    for (int set = 1; set < 1 << columns; set++) {
      int choice = set;
      int[] chosen =
          IntStream.range(0, columns).filter(column -> ((choice >> column) & 1) != 0).toArray();
      BigInteger[] dependence = onlyDependence(rows, chosen);
      if (dependence.length > 0 && haveOneSign(dependence)) {
        BigInteger[] ray = new BigInteger[columns];
        Arrays.fill(ray, BigInteger.ZERO);
        for (int k = 0; k < chosen.length; k++) {
          ray[chosen[k]] = dependence[k].abs();
        }
        rays.add(ray);
      }
    }
    return rays;
  }

  private static boolean haveOneSign(BigInteger[] values) {
    int sign = values[0].signum();
    return sign != 0 && Arrays.stream(values).allMatch(value -> value.signum() == sign);
  }

  /** The dependence of these columns if it is unique up to a factor, or nothing. */
  private static BigInteger[] onlyDependence(BigInteger[][] rows, int[] chosen) {
    int k = chosen.length;
    List<BigInteger[]> echelon = new ArrayList<>();
    int[] pivots = new int[k];
    for (BigInteger[] row : rows) {
      BigInteger[] rest = Arrays.stream(chosen).mapToObj(j -> row[j]).toArray(BigInteger[]::new);
      for (int r = 0; r < echelon.size(); r++) {
        rest = eliminated(rest, echelon.get(r), pivots[r]);
      }
      int pivot = firstNonZero(rest);
      if (pivot < k) {
        if (echelon.size() == k - 1) {
          return new BigInteger[0];
        }
        for (int r = 0; r < echelon.size(); r++) {
          echelon.set(r, eliminated(echelon.get(r), rest, pivot));
        }
        pivots[echelon.size()] = pivot;
        echelon.add(rest);
      }
    }
    return echelon.size() < k - 1 ? new BigInteger[0] : kernel(echelon, pivots, k);
  }

  /** The row with a zero in column {@code pivot}, by a multiple of another, divided by its gcd. */
  private static BigInteger[] eliminated(BigInteger[] row, BigInteger[] by, int pivot) {
    if (row[pivot].signum() == 0) {
      return row;
    }
    BigInteger[] result = new BigInteger[row.length];
    BigInteger common = BigInteger.ZERO;
    for (int j = 0; j < row.length; j++) {
      result[j] = row[j].multiply(by[pivot]).subtract(by[j].multiply(row[pivot]));
      common = common.gcd(result[j]);
    }
    for (int j = 0; j < row.length && common.signum() != 0; j++) {
      result[j] = result[j].divide(common);
    }
    return result;
  }

  private static int firstNonZero(BigInteger[] row) {
    int j = 0;
    while (j < row.length && row[j].signum() == 0) {
      j++;
    }
    return j;
  }

  /** Rows p_r·v[pivot_r] + q_r·v[free] = 0: v[free] is the product of all p. */
  private static BigInteger[] kernel(List<BigInteger[]> echelon, int[] pivots, int k) {
    int free = k * (k - 1) / 2;
    for (int r = 0; r < k - 1; r++) {
      free -= pivots[r];
    }
    BigInteger[] v = new BigInteger[k];
    BigInteger product = BigInteger.ONE;
    for (int r = 0; r < k - 1; r++) {
      product = product.multiply(echelon.get(r)[pivots[r]]);
    }
    v[free] = product;
    for (int r = 0; r < k - 1; r++) {
      BigInteger[] row = echelon.get(r);
      v[pivots[r]] = row[free].negate().multiply(product.divide(row[pivots[r]]));
    }
    return v;
  }
}
