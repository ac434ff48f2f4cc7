package org.preimage.network;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Weights;

/** Floating-point value of one node, given the values of its sources; inputs are not evaluated. */
final class Evaluation {
  private Evaluation() {}

  static double[] value(Node node, List<double[]> sources, Functions functions, int number) {
    if (node instanceof Node.Rectifier n) {
      return rectified(n, sources.get(0));
    } else if (node instanceof Node.Clip n) {
      return Arrays.stream(sources.get(0))
          .map(z -> Math.min(Math.max(z, n.lower()), n.upper()))
          .toArray();
    } else if (node instanceof Node.OneToOne) {
      ElementwiseFunction f = functions.elementwise(number);
      return Arrays.stream(sources.get(0)).map(f::value).toArray();
    } else if (node instanceof Node.Maximum n) {
      return maxima(n, sources.get(0));
    } else if (node instanceof Node.Opaque) {
      return functions.opaque(number).value(sources);
    }
    return linear(node, sources, true);
  }

  /**
   * Value of a node that is affine in its sources.
   *
   * @param constant whether biases and shifts are added; without them it is the linear part
   */
  static double[] linear(Node node, List<double[]> sources, boolean constant) {
    if (node instanceof Node.Affine n) {
      return Kernels.affine(n.weights(), kept(n.bias(), constant), sources.get(0), n.size());
    } else if (node instanceof Node.Convolution n) {
      return Kernels.convolution(
          n.geometry(), n.kernel(), kept(n.bias(), constant), sources.get(0));
    } else if (node instanceof Node.TransposedConvolution n) {
      return Kernels.transposed(n.geometry(), n.kernel(), kept(n.bias(), constant), sources.get(0));
    } else if (node instanceof Node.Scale n) {
      return scaled(n, sources.get(0), constant);
    } else if (node instanceof Node.Sum n) {
      return sum(n.size(), sources);
    } else if (node instanceof Node.Select n) {
      return selected(n.index(), sources);
    } else if (node instanceof Node.Mean n) {
      return means(n, sources.get(0));
    }
    throw new IllegalArgumentException(
        "Evaluation requires a node kind it knows but received "
            + node.getClass().getSimpleName()
            + ".");
  }

  private static @Nullable Weights kept(Weights bias, boolean constant) {
    return constant ? bias : null;
  }

  private static double[] rectified(Node.Rectifier n, double[] z) {
    double[] y = z.clone();
    for (int i = 0; i < y.length; i++) {
      if (y[i] < 0) {
        // Adding zero turns −0 into 0.
        y[i] = n.slopes().shared(i) * y[i] + 0.0;
      }
    }
    return y;
  }

  private static double[] scaled(Node.Scale n, double[] z, boolean constant) {
    double[] y = new double[z.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = n.scale().shared(i) * z[i] + (constant ? n.shift().shared(i) : 0);
    }
    return y;
  }

  private static double[] sum(int size, List<double[]> sources) {
    double[] y = new double[size];
    for (double[] source : sources) {
      Kernels.addScaled(1, source, 0, y, 0, size);
    }
    return y;
  }

  private static double[] selected(Indices index, List<double[]> sources) {
    double[] all = sources.size() == 1 ? sources.get(0) : concatenated(sources);
    double[] y = new double[index.size()];
    for (int j = 0; j < y.length; j++) {
      int i = index.get(j);
      y[j] = i < 0 ? 0 : all[i];
    }
    return y;
  }

  static double[] concatenated(List<double[]> parts) {
    double[] all = new double[parts.stream().mapToInt(p -> p.length).sum()];
    int at = 0;
    for (double[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private static double[] maxima(Node.Maximum n, double[] z) {
    double[] y = new double[n.size()];
    for (int j = 0; j < y.length; j++) {
      Indices window = n.windows().get(j);
      double largest = z[window.get(0)];
      for (int k = 1; k < window.size(); k++) {
        largest = Math.max(largest, z[window.get(k)]);
      }
      y[j] = largest;
    }
    return y;
  }

  private static double[] means(Node.Mean n, double[] z) {
    double[] y = new double[n.size()];
    for (int j = 0; j < y.length; j++) {
      Indices window = n.windows().get(j);
      double total = 0;
      for (int k = 0; k < window.size(); k++) {
        total += z[window.get(k)];
      }
      y[j] = total / n.divisors().get(j);
    }
    return y;
  }
}
