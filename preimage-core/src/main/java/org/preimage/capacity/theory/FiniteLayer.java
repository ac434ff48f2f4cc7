package org.preimage.capacity.theory;

import java.math.BigInteger;
import java.util.function.ToDoubleFunction;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * Bounds for one layer of given size, m Gaussian rows in Rⁿ without bias: exact formulas, no limit.
 */
public final class FiniteLayer {
  private static final double LN_2 = Math.log(2);

  private final int inputs;
  private final int rows;

  private FiniteLayer(int inputs, int rows) {
    this.inputs = inputs;
    this.rows = rows;
  }

  /**
   * A layer.
   *
   * @param inputs n ≥ 1
   * @param rows m ≥ 1
   */
  public static FiniteLayer of(int inputs, int rows) {
    if (inputs < 1 || rows < 1) {
      throw new IllegalArgumentException(
          "a layer requires at least one input and one output but received n = %d, m = %d."
              .formatted(inputs, rows));
    }
    return new FiniteLayer(inputs, rows);
  }

  /**
   * ln of a bound of P(not injective) by the union over which n − 1 rows may be active: C(m, n − 1)
   * times the probability (Wendel 1962) that the other rows lie in one half-space; at most 0.
   */
  public double logUnionBound() {
    if (rows < 2 * inputs) {
      return 0;
    }
    double bound = logChoose(rows, inputs - 1) + logHalfSpace(rows - inputs + 1, inputs);
    return Math.min(0, bound);
  }

  /**
   * ln of the expected number of cells with fewer than n active rows, which bounds the same
   * probability: each of the 2ᵐ sign patterns is met with probability 2^{−m}·(number of cells).
   */
  public double logExpectedBadCells() {
    if (rows < 2 * inputs) {
      return 0;
    }
    double patterns = logSumOfChoices(rows, inputs - 1);
    return Math.min(0, patterns + logHalfSpace(rows, inputs));
  }

  /** ln of the better of both bounds. */
  public double logFailureBound() {
    return Math.min(logUnionBound(), logExpectedBadCells());
  }

  /**
   * Least m with P(not injective) at most the risk, by the better of both bounds.
   *
   * @param inputs n ≥ 1
   * @param risk in (0, 1)
   */
  public static int rowsNeeded(int inputs, double risk) {
    return least(inputs, risk, FiniteLayer::logFailureBound);
  }

  /** The same by the union bound alone, which is the published argument. */
  public static int rowsByUnionBound(int inputs, double risk) {
    return least(inputs, risk, FiniteLayer::logUnionBound);
  }

  private static int least(int inputs, double risk, ToDoubleFunction<FiniteLayer> logBound) {
    if (!(risk > 0 && risk < 1)) {
      throw new IllegalArgumentException(
          "a risk requires a number between 0 and 1 but received %s.".formatted(risk));
    }
    int low = 2 * inputs - 1;
    int high = 16 * inputs + 64;
    while (logBound.applyAsDouble(of(inputs, high)) > Math.log(risk)) {
      low = high;
      high *= 2;
    }
    // The bound falls with m from where it is below 1.
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (logBound.applyAsDouble(of(inputs, middle)) > Math.log(risk)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /**
   * Expected Euler characteristic of the set of bad directions on the sphere, exact up to the final
   * rounding: E χ = 2 Σ v_j over j = m − n + 1, m − n + 3, …, where v_j = 2⁻ᵐ C(m, j) K_{n−1}(m − j
   * − 1; m − 1) are the conic intrinsic volumes of the cone of at most n − 1 positive entries and K
   * is a Krawtchouk polynomial.
   */
  public double expectedEulerCharacteristic() {
    BigInteger sum = BigInteger.ZERO;
    for (int j = rows - inputs + 1; j <= rows; j += 2) {
      if (j >= 0) {
        sum = sum.add(choose(rows, j).multiply(krawtchouk(inputs - 1, rows - j - 1, rows - 1)));
      }
    }
    // Scaled before rounding: neither factor need fit into binary64.
    int excess = Math.max(0, sum.bitLength() - 1000);
    return Math.scalb(sum.shiftRight(excess).doubleValue(), excess + 1 - rows);
  }

  /** Coefficient of zᵏ in (1 − z)ˣ (1 + z)^{N−x}; x may be −1. */
  private static BigInteger krawtchouk(int k, int x, int total) {
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i <= k; i++) {
      BigInteger term = choose(x, i).multiply(choose(total - x, k - i));
      sum = i % 2 == 0 ? sum.add(term) : sum.subtract(term);
    }
    return sum;
  }

  /** C(n, k) = n(n − 1)…(n − k + 1)/k! for any integer n. */
  private static BigInteger choose(int n, int k) {
    BigInteger result = BigInteger.ONE;
    for (int i = 0; i < k; i++) {
      result = result.multiply(BigInteger.valueOf((long) n - i)).divide(BigInteger.valueOf(i + 1L));
    }
    return result;
  }

  /** Wendel: ln of the probability that N Gaussian vectors of Rⁿ lie in one half-space. */
  private static double logHalfSpace(int count, int dimension) {
    return count <= dimension ? 0 : logSumOfChoices(count - 1, dimension - 1) - (count - 1) * LN_2;
  }

  /** ln Σ_{j ≤ k} C(n, j). */
  private static double logSumOfChoices(int n, int k) {
    double top = logChoose(n, k);
    double sum = 0;
    double term = 1;
    for (int j = k; j >= 0 && term > 1e-18 * sum; j--) {
      sum += term;
      term *= j / (n - j + 1.0);
    }
    return top + Math.log(sum);
  }

  private static double logChoose(int n, int k) {
    return LogGamma.value(n + 1.0) - LogGamma.value(k + 1.0) - LogGamma.value(n - k + 1.0);
  }
}
