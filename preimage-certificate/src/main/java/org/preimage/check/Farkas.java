package org.preimage.check;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.Set;
import org.preimage.certificate.LayerProof;

/** Verifies that some rows cannot all be negative anywhere in the domain. */
final class Farkas {
  private final Layer layer;
  private final Combination combination;

  Farkas(Layer layer) {
    this.layer = layer;
    this.combination = new Combination(layer.columns());
  }

  /** Requires distinct ReLU rows, λ &gt; 0, and Σ λ_i (⟨w_i, x⟩ + b_i) ≥ 0 on the whole domain. */
  void requireCircuit(LayerProof.Circuit circuit) throws Rejection {
    combination.clear();
    Set<Integer> seen = new HashSet<>();
    for (int k = 0; k < circuit.rows().size(); k++) {
      int i = circuit.rows().get(k);
      requireRelu(i);
      Rejection.unless(seen.add(i), "row " + i, "is listed twice");
      BigInteger lambda = circuit.multipliers().get(k);
      Rejection.unless(lambda.signum() > 0, "row " + i, "has a multiplier that is not positive");
      combination.add(lambda, layer.row(i), layer.bias(i));
    }
    combination.requireNonNegativeOn(layer.domain());
  }

  /**
   * Requires two ReLU rows with w_second = −d·w_first, d &gt; 0, one of which is not negative at
   * any point of the domain.
   */
  void requireOpposite(int first, int second) throws Rejection {
    requireRelu(first);
    requireRelu(second);
    SparseRow a = layer.row(first);
    SparseRow b = layer.row(second);
    String where = "rows " + first + " and " + second;
    Rejection.unless(
        a.size() > 0 && b.size() > 0 && a.value(0) > 0 == b.value(0) < 0, where, "not opposite");
    // d = |b_0|/|a_0|, scaled to integers: these cancel the first entries, if any cancel all.
    int common = Math.min(Dyadic.exponent(a.value(0)), Dyadic.exponent(b.value(0)));
    combination.clear();
    combination.add(magnitude(b.value(0), common), a, layer.bias(first));
    combination.add(magnitude(a.value(0), common), b, layer.bias(second));
    Rejection.unless(combination.isConstant(), where, "are not opposite");
    try {
      combination.requireNonNegativeOn(layer.domain());
    } catch (Rejection e) {
      throw new Rejection(where, "are both negative somewhere: b_second + d·b_first < 0");
    }
  }

  private void requireRelu(int i) throws Rejection {
    Rejection.unless(i >= 0 && i < layer.rows(), "row " + i, "is no row of the layer");
    Rejection.unless(layer.kind(i) == Layer.RowKind.RELU, "row " + i, "is not a ReLU row");
  }

  private static BigInteger magnitude(double value, int exponent) {
    return BigInteger.valueOf(Math.abs(Dyadic.mantissa(value)))
        .shiftLeft(Dyadic.exponent(value) - exponent);
  }
}
