package org.preimage.endtoend;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.linalg.NumericalKernel;
import org.preimage.network.Network;

/** Directions in which a network does not change at a point, in binary64. */
public final class NullDirection {
  /**
   * Rounding of products of weights stays a few digits below; whoever uses the vector re-checks.
   */
  private static final double RELATIVE_TOLERANCE = 1e-11;

  private NullDirection() {}

  /** A random interior point of the domain. */
  public static double[] sample(Domain domain, RandomGenerator random) {
    return DomainSampler.sample(domain, random);
  }

  /**
   * A unit vector in the (numerical) kernel of the derivative at {@code x} of the active units of
   * node {@code cut}, or of the outputs when no cut is given; empty when the derivative has full
   * rank (no singular value below 1e-11 of the largest), overflows or cannot be computed.
   */
  public static Optional<double[]> at(Network network, double[] x, OptionalInt cut) {
    double[][] trace = network.trace(x);
    Indices nodes = cut.isPresent() ? Indices.of(cut.getAsInt()) : network.subject().outputs();
    for (Node node : network.subject().nodes()) {
      if (node instanceof Node.Opaque) {
        return Optional.empty();
      }
    }
    int n = x.length;
    double[][] columns = new double[n][];
    for (int j = 0; j < n; j++) {
      double[] unit = new double[n];
      unit[j] = 1;
      columns[j] = gather(network.derivative(trace, unit), nodes);
    }
    return isFinite(columns)
        ? NumericalKernel.vector(transposed(columns), n, RELATIVE_TOLERANCE)
        : Optional.empty();
  }

  private static double[] gather(double[][] rates, Indices nodes) {
    int size = 0;
    for (int k = 0; k < nodes.size(); k++) {
      size += rates[nodes.get(k)].length;
    }
    double[] all = new double[size];
    int at = 0;
    for (int k = 0; k < nodes.size(); k++) {
      double[] part = rates[nodes.get(k)];
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private static double[][] transposed(double[][] columns) {
    double[][] rows = new double[columns[0].length][columns.length];
    for (int j = 0; j < columns.length; j++) {
      for (int i = 0; i < rows.length; i++) {
        rows[i][j] = columns[j][i];
      }
    }
    return rows;
  }

  private static boolean isFinite(double[][] columns) {
    return Arrays.stream(columns).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
  }
}
