package org.preimage.endtoend;

import org.preimage.certificate.Node;
import org.preimage.network.Network;

/**
 * A network to first order at a point, in floating point: the derivative of what its outputs are
 * one-to-one functions of ({@link OutputRoots}), and how far the nearest kink is.
 */
public final class CellDerivative {
  private final Network network;
  private final int n;
  private final double[][] trace;
  private final double[] jacobian;
  private final double[] outputJacobian;
  private final double[][] gain;

  private CellDerivative(Network network, double[] x) {
    this.network = network;
    this.n = network.inputSize();
    this.trace = network.trace(x);
    OutputRoots roots = OutputRoots.of(network.subject());
    this.jacobian = new double[Math.multiplyExact(roots.size(), n)];
    this.outputJacobian = new double[jacobian.length];
    this.gain = new double[trace.length][];
    for (int k = 0; k < gain.length; k++) {
      gain[k] = new double[trace[k].length];
    }
    double[] direction = new double[n];
    for (int j = 0; j < n; j++) {
      direction[j] = 1;
      add(j, network.derivative(trace, direction), roots);
      direction[j] = 0;
    }
  }

  /**
   * Costs n + 1 passes through the network.
   *
   * @throws UnsupportedOperationException if the network has an opaque node
   */
  public static CellDerivative at(Network network, double[] x) {
    return new CellDerivative(network, x);
  }

  private void add(int j, double[][] rates, OutputRoots roots) {
    for (int i = 0; i < roots.size(); i++) {
      jacobian[i * n + j] = rates[roots.node(i)][roots.entry(i)];
    }
    int place = 0;
    for (int k : network.subject().outputs().toArray()) {
      for (double rate : rates[k]) {
        outputJacobian[place++ * n + j] = rate;
      }
    }
    for (int k = 0; k < gain.length; k++) {
      for (int i = 0; i < gain[k].length; i++) {
        gain[k][i] += Math.abs(rates[k][i]);
      }
    }
  }

  /** The derivative of the roots of the outputs, m × n, row by row; a fresh copy. */
  public double[] jacobian() {
    return jacobian.clone();
  }

  /** The derivative of the outputs themselves, last activations included; a fresh copy. */
  public double[] outputJacobian() {
    return outputJacobian.clone();
  }

  /** Values of all nodes at the point; not to be written to. */
  public double[][] trace() {
    return trace;
  }

  /**
   * How far every coordinate may change before a rectifier or clip meets a kink; 0 at a kink,
   * infinite without one.
   */
  public double kinkDistance() {
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < gain.length; k++) {
      Node node = network.subject().nodes().get(k);
      if (node instanceof Node.Rectifier || node instanceof Node.Clip) {
        int source = node.sources().get(0);
        for (int i = 0; i < gain[k].length; i++) {
          if (gain[source][i] > 0) {
            least = Math.min(least, distance(node, trace[source][i]) / gain[source][i]);
          }
        }
      }
    }
    return least;
  }

  private static double distance(Node node, double z) {
    return node instanceof Node.Clip clip
        ? Math.min(Math.abs(z - clip.lower()), Math.abs(z - clip.upper()))
        : Math.abs(z);
  }
}
