package org.preimage.network;

import java.util.List;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;

/**
 * One-sided directional derivative of one node: at a kink, the rate of change when moving along the
 * direction, which is what makes the chain rule hold for piecewise linear functions.
 */
final class Differential {
  private Differential() {}

  /**
   * @param at values of the sources
   * @param along their rates of change
   */
  static double[] value(
      Node node, List<double[]> at, List<double[]> along, Functions functions, int number) {
    if (node instanceof Node.Rectifier n) {
      return rectified(n, at.get(0), along.get(0));
    } else if (node instanceof Node.Clip n) {
      return clipped(n, at.get(0), along.get(0));
    } else if (node instanceof Node.OneToOne) {
      return elementwise(functions.elementwise(number), at.get(0), along.get(0));
    } else if (node instanceof Node.Maximum n) {
      return maxima(n, at.get(0), along.get(0));
    } else if (node instanceof Node.Opaque n) {
      throw new UnsupportedOperationException(
          "A derivative requires nodes with known slopes but node "
              + number
              + " is opaque ("
              + n.name()
              + ").");
    }
    return Evaluation.linear(node, along, false);
  }

  private static double[] rectified(Node.Rectifier n, double[] z, double[] d) {
    double[] y = d.clone();
    for (int i = 0; i < y.length; i++) {
      if (z[i] < 0 || (z[i] == 0 && d[i] < 0)) {
        y[i] *= n.slopes().shared(i);
      }
    }
    return y;
  }

  private static double[] clipped(Node.Clip n, double[] z, double[] d) {
    double[] y = d.clone();
    for (int i = 0; i < y.length; i++) {
      boolean below = z[i] < n.lower() || (z[i] == n.lower() && d[i] < 0);
      boolean above = z[i] > n.upper() || (z[i] == n.upper() && d[i] > 0);
      if (below || above) {
        y[i] = 0;
      }
    }
    return y;
  }

  private static double[] elementwise(ElementwiseFunction f, double[] z, double[] d) {
    double[] y = d.clone();
    for (int i = 0; i < y.length; i++) {
      y[i] *= f.slope(z[i]);
    }
    return y;
  }

  private static double[] maxima(Node.Maximum n, double[] z, double[] d) {
    double[] y = new double[n.size()];
    for (int j = 0; j < y.length; j++) {
      Indices window = n.windows().get(j);
      int best = window.get(0);
      for (int k = 1; k < window.size(); k++) {
        int i = window.get(k);
        if (z[i] > z[best] || (z[i] == z[best] && d[i] > d[best])) {
          best = i;
        }
      }
      y[j] = d[best];
    }
    return y;
  }
}
