package org.preimage.check;

import java.math.BigInteger;
import java.util.BitSet;
import org.preimage.certificate.Domain;

/** An exact linear combination Σ λ_i (⟨w_i, x⟩ + b_i) of the rows of a layer. */
final class Combination {
  private final DyadicSum[] slope;
  private final DyadicSum constant = new DyadicSum();

  /** Columns with an entry in {@code slope}; only these are visited. */
  private final BitSet columns = new BitSet();

  /** The empty combination of rows with {@code n} columns. */
  Combination(int n) {
    this.slope = new DyadicSum[n];
  }

  /** Makes the combination empty again, at the cost of what was added. */
  void clear() {
    columns.stream().forEach(j -> slope[j].clear());
    columns.clear();
    constant.clear();
  }

  void add(BigInteger lambda, SparseRow row, double bias) {
    for (int k = 0; k < row.size(); k++) {
      int j = row.column(k);
      if (slope[j] == null) {
        slope[j] = new DyadicSum();
      }
      columns.set(j);
      slope[j].add(lambda, row.value(k));
    }
    constant.add(lambda, bias);
  }

  /** Whether x does not occur in it. */
  boolean isConstant() {
    return columns.stream().allMatch(j -> slope[j].signum() == 0);
  }

  /** Requires a value ≥ 0 at every point of the domain. */
  void requireNonNegativeOn(Domain domain) throws Rejection {
    if (domain instanceof Domain.Box box) {
      requireOnBox(box);
    } else if (domain instanceof Domain.Ball ball) {
      requireOnBall(ball);
    } else {
      throw new Rejection("domain", "is of an unknown kind");
    }
  }

  private void requireOnBox(Domain.Box box) throws Rejection {
    DyadicSum least = new DyadicSum();
    least.add(constant.mantissa(), constant.exponent());
    for (int j = columns.nextSetBit(0); j >= 0; j = columns.nextSetBit(j + 1)) {
      DyadicSum coefficient = slope[j];
      if (coefficient.signum() != 0) {
        double end = coefficient.signum() > 0 ? box.lower().get(j) : box.upper().get(j);
        Rejection.unless(
            !Double.isInfinite(end),
            "multipliers",
            "the combination is unbounded below along column %d of the domain",
            j);
        least.add(
            coefficient.mantissa().multiply(BigInteger.valueOf(Dyadic.mantissa(end))),
            coefficient.exponent() + Dyadic.exponent(end));
      }
    }
    requireNonNegative(least);
  }

  /** constant ≥ R·‖slope‖, compared through squares after the sign of the left side. */
  private void requireOnBall(Domain.Ball ball) throws Rejection {
    requireNonNegative(constant);
    DyadicSum difference = new DyadicSum();
    difference.add(constant.mantissa().pow(2), 2 * constant.exponent());
    BigInteger radius = BigInteger.valueOf(Dyadic.mantissa(ball.radius()));
    for (int j = columns.nextSetBit(0); j >= 0; j = columns.nextSetBit(j + 1)) {
      DyadicSum coefficient = slope[j];
      difference.add(
          radius.multiply(coefficient.mantissa()).pow(2).negate(),
          2 * (coefficient.exponent() + Dyadic.exponent(ball.radius())));
    }
    requireNonNegative(difference);
  }

  private static void requireNonNegative(DyadicSum value) throws Rejection {
    Rejection.unless(
        value.signum() >= 0, "multipliers", "the combination is negative somewhere in the domain");
  }
}
