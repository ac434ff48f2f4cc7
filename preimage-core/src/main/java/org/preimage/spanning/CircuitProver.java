package org.preimage.spanning;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Indices;
import org.preimage.certificate.LayerProof.Circuit;
import org.preimage.certificate.Rational;
import org.preimage.linalg.ExactKernel;

/**
 * Turns floating-point Farkas multipliers into exact ones: rows that cannot all be inactive inside
 * the domain. Only exact arithmetic decides that a circuit is one.
 */
final class CircuitProver {
  private static final double SUPPORT = 1e-10;
  private static final int ROUNDING_BITS = 40;

  private final Layer layer;
  private final Domain domain;

  CircuitProver(Layer layer) {
    this.layer = layer;
    this.domain = layer.domain();
  }

  /**
   * A circuit supported on the rows with a positive multiplier.
   *
   * @param rows candidate rows
   * @param multipliers proposed λ for the rows as stored, not normalised; parallel to {@code rows}
   * @param importance order of the rows in the circuit, most important first; parallel to {@code
   *     rows}
   * @param tight coordinates where the domain's bounds carry weight, so that Σλw need not vanish
   *     there
   */
  Optional<Circuit> prove(int[] rows, double[] multipliers, double[] importance, boolean[] tight) {
    List<Integer> positions = new ArrayList<>();
    for (int k = 0; k < rows.length; k++) {
      if (importance[k] > SUPPORT) {
        positions.add(k);
      }
    }
    if (positions.isEmpty()) {
      return Optional.empty();
    }
    positions.sort(Comparator.comparingDouble(k -> -importance[k]));
    int[] support = positions.stream().mapToInt(k -> rows[k]).toArray();
    double[] lambda = positions.stream().mapToDouble(k -> multipliers[k]).toArray();
    Optional<Circuit> exact = byDependence(support, tight);
    return exact.isPresent() ? exact : byRounding(support, lambda);
  }

  /** A circuit from exact multipliers; those equal to zero are dropped. */
  Optional<Circuit> prove(int[] rows, List<Rational> multipliers) {
    BigInteger common = BigInteger.ONE;
    for (Rational multiplier : multipliers) {
      common =
          common.divide(common.gcd(multiplier.denominator())).multiply(multiplier.denominator());
    }
    List<Integer> support = new ArrayList<>();
    List<BigInteger> integers = new ArrayList<>();
    for (int k = 0; k < rows.length; k++) {
      Rational multiplier = multipliers.get(k);
      if (multiplier.signum() > 0) {
        support.add(rows[k]);
        integers.add(multiplier.numerator().multiply(common.divide(multiplier.denominator())));
      }
    }
    return verified(support.stream().mapToInt(i -> i).toArray(), integers);
  }

  private Optional<Circuit> byDependence(int[] support, boolean[] tight) {
    if (support.length > layer.inputs() + 1) {
      return Optional.empty();
    }
    int exponent = commonExponent(support);
    List<BigInteger[]> equations = new ArrayList<>();
    for (int j = 0; j < layer.inputs(); j++) {
      if (!tight[j]) {
        equations.add(column(support, j, exponent));
      }
    }
    Optional<BigInteger[]> kernel = ExactKernel.vector(equations, support.length);
    if (kernel.isEmpty()) {
      return Optional.empty();
    }
    BigInteger[] vector = kernel.get();
    int sign = Arrays.stream(vector).mapToInt(BigInteger::signum).sum() >= 0 ? 1 : -1;
    List<BigInteger> multipliers = new ArrayList<>();
    for (BigInteger entry : vector) {
      if (entry.signum() != sign) {
        return Optional.empty();
      }
      multipliers.add(entry.abs());
    }
    return verified(support, multipliers);
  }

  private Optional<Circuit> byRounding(int[] support, double[] lambda) {
    double largest = 0;
    for (double value : lambda) {
      largest = Math.max(largest, value);
    }
    List<Integer> rows = new ArrayList<>();
    List<BigInteger> multipliers = new ArrayList<>();
    for (int k = 0; k < support.length; k++) {
      double scaled = Math.rint(Math.scalb(lambda[k] / largest, ROUNDING_BITS));
      if (scaled >= 1) {
        rows.add(support[k]);
        multipliers.add(BigInteger.valueOf((long) scaled));
      }
    }
    return rows.isEmpty()
        ? Optional.empty()
        : verified(rows.stream().mapToInt(i -> i).toArray(), multipliers);
  }

  private int commonExponent(int[] support) {
    int lowest = 0;
    for (int i : support) {
      for (int p = layer.weights().start(i); p < layer.weights().start(i + 1); p++) {
        lowest = Math.min(lowest, ExactKernel.exponentOfLastBit(layer.weights().value(p)));
      }
      if (layer.bias(i) != 0) {
        lowest = Math.min(lowest, ExactKernel.exponentOfLastBit(layer.bias(i)));
      }
    }
    return lowest;
  }

  private BigInteger[] column(int[] support, int j, int exponent) {
    BigInteger[] column = new BigInteger[support.length];
    for (int k = 0; k < support.length; k++) {
      column[k] = ExactKernel.scaled(entry(support[k], j), exponent);
    }
    return column;
  }

  private double entry(int i, int j) {
    for (int p = layer.weights().start(i); p < layer.weights().start(i + 1); p++) {
      if (layer.weights().index(p) == j) {
        return layer.weights().value(p);
      }
    }
    return 0;
  }

  private Optional<Circuit> verified(int[] support, List<BigInteger> multipliers) {
    if (support.length == 0) {
      return Optional.empty();
    }
    int exponent = commonExponent(support);
    BigInteger[] v = new BigInteger[layer.inputs()];
    Arrays.fill(v, BigInteger.ZERO);
    BigInteger offset = BigInteger.ZERO;
    for (int k = 0; k < support.length; k++) {
      int i = support[k];
      for (int p = layer.weights().start(i); p < layer.weights().start(i + 1); p++) {
        int j = layer.weights().index(p);
        BigInteger term = ExactKernel.scaled(layer.weights().value(p), exponent);
        v[j] = v[j].add(term.multiply(multipliers.get(k)));
      }
      offset = offset.add(ExactKernel.scaled(layer.bias(i), exponent).multiply(multipliers.get(k)));
    }
    return excludesInactivity(v, offset)
        ? Optional.of(new Circuit(Indices.of(support), multipliers))
        : Optional.empty();
  }

  /** Whether offset + min over the domain of ⟨v, x⟩ is not negative. */
  private boolean excludesInactivity(BigInteger[] v, BigInteger offset) {
    if (domain instanceof Domain.Ball ball) {
      Rational square = Rational.ZERO;
      for (BigInteger entry : v) {
        square = square.plus(new Rational(entry.multiply(entry), BigInteger.ONE));
      }
      Rational radius = Rational.of(ball.radius());
      Rational left = new Rational(offset.multiply(offset), BigInteger.ONE);
      return offset.signum() >= 0 && left.compareTo(radius.times(radius).times(square)) >= 0;
    }
    Domain.Box box = (Domain.Box) domain;
    Rational sum = new Rational(offset, BigInteger.ONE);
    for (int j = 0; j < v.length; j++) {
      if (v[j].signum() != 0) {
        double end = v[j].signum() > 0 ? box.lower().get(j) : box.upper().get(j);
        if (Double.isInfinite(end)) {
          return false;
        }
        sum = sum.plus(new Rational(v[j], BigInteger.ONE).times(Rational.of(end)));
      }
    }
    return sum.signum() >= 0;
  }
}
