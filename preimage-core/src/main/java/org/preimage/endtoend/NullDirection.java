package org.preimage.endtoend;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.network.Network;

/** Directions in which a network does not change at a point, in binary64. */
public final class NullDirection {
  private NullDirection() {}

  /** A random interior point of the domain. */
  public static double[] sample(Domain domain, RandomGenerator random) {
    return DomainSampler.sample(domain, random);
  }

  /**
   * A unit vector in the (numerical) kernel of the derivative at {@code x} of the active units of
   * node {@code cut}, or of the outputs when no cut is given; empty when the derivative has full
   * rank or cannot be computed.
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
    return kernel(columns);
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

  /** A combination of the columns that vanishes, by elimination with column pivoting. */
  private static Optional<double[]> kernel(double[][] columns) {
    int n = columns.length;
    int m = columns[0].length;
    double[][] work = new double[n][m + n];
    for (int j = 0; j < n; j++) {
      System.arraycopy(columns[j], 0, work[j], 0, m);
      work[j][m + j] = 1;
    }
    double scale = 0;
    for (double[] column : columns) {
      for (double value : column) {
        scale = Math.max(scale, Math.abs(value));
      }
    }
    boolean[] used = new boolean[m];
    for (int step = 0; step < n; step++) {
      int bestColumn = step;
      int bestRow = -1;
      double best = 1e-11 * scale;
      for (int j = step; j < n; j++) {
        for (int i = 0; i < m; i++) {
          if (!used[i] && Math.abs(work[j][i]) > best) {
            best = Math.abs(work[j][i]);
            bestColumn = j;
            bestRow = i;
          }
        }
      }
      if (bestRow < 0) {
        return Optional.of(unit(work[step], m));
      }
      used[bestRow] = true;
      double[] swap = work[step];
      work[step] = work[bestColumn];
      work[bestColumn] = swap;
      for (int j = step + 1; j < n; j++) {
        double factor = work[j][bestRow] / work[step][bestRow];
        if (factor != 0) {
          for (int k = 0; k < m + n; k++) {
            work[j][k] -= factor * work[step][k];
          }
          work[j][bestRow] = 0;
        }
      }
    }
    return Optional.empty();
  }

  private static double[] unit(double[] row, int from) {
    double[] vector = java.util.Arrays.copyOfRange(row, from, row.length);
    double sum = 0;
    for (double value : vector) {
      sum += value * value;
    }
    for (int j = 0; j < vector.length; j++) {
      vector[j] /= Math.sqrt(sum);
    }
    return vector;
  }
}
