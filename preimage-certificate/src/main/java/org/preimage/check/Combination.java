package org.preimage.check;

import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import org.preimage.certificate.Domain;

/** An exact linear combination Σ λ_i (⟨w_i, x⟩ + b_i) of the rows of a layer. */
final class Combination {
  private final Map<Integer, DyadicSum> slope = new TreeMap<>();
  private final DyadicSum constant = new DyadicSum();

  void add(BigInteger lambda, SparseRow row, double bias) {
    for (int k = 0; k < row.size(); k++) {
      slope.computeIfAbsent(row.column(k), c -> new DyadicSum()).add(lambda, row.value(k));
    }
    constant.add(lambda, bias);
  }

  /** Whether x does not occur in it. */
  boolean isConstant() {
    return slope.values().stream().allMatch(coefficient -> coefficient.signum() == 0);
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
    for (Map.Entry<Integer, DyadicSum> entry : slope.entrySet()) {
      int j = entry.getKey();
      DyadicSum coefficient = entry.getValue();
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
    for (DyadicSum coefficient : slope.values()) {
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
