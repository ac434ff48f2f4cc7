package org.preimage.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Subject;
import org.preimage.certificate.Weights;

/**
 * The affine map x ↦ Jx + c of a piecewise linear network in the cell of a traced point, modulo a
 * prime. Weights are replaced by residues so small that the floating-point kernels add them up
 * without any rounding: exact arithmetic at the speed of an evaluation.
 *
 * <p>The trace decides the cell; an entry at its kink counts as active. One-to-one nodes count as
 * the identity, which is right behind the last other node ({@code OutputRoots}).
 */
public final class ResidueCell {
  /** Sums stay below this, where binary64 holds every integer and one more bit. */
  private static final double EXACT = 0x1p52;

  private final Subject subject;
  private final double[][] trace;
  private final List<Node> nodes;
  private final long prime;

  private ResidueCell(Subject subject, double[][] trace, long prime) {
    this.subject = subject;
    this.trace = trace;
    this.prime = prime;
    this.nodes = subject.nodes().stream().map(this::residues).toList();
  }

  /**
   * The cell of a traced point.
   *
   * @param trace {@link Network#trace} of the point
   * @param prime at most {@link #largestModulus}, odd
   * @throws UnsupportedOperationException if the network has an opaque node
   */
  public static ResidueCell of(Network network, double[][] trace, long prime) {
    return new ResidueCell(network.subject(), trace, prime);
  }

  /** The largest modulus for which no sum of the network can round. */
  public static long largestModulus(Network network) {
    long terms = 2;
    for (Node node : network.subject().nodes()) {
      terms = Math.max(terms, terms(node) + 2);
    }
    // Residues are at most p/2 + 1 in magnitude.
    return (long) (2 * Math.sqrt(EXACT / terms)) - 4;
  }

  private static long terms(Node node) {
    if (node instanceof Node.Affine affine) {
      return affine.inputs();
    } else if (node instanceof Node.Convolution n) {
      return taps(n.geometry());
    } else if (node instanceof Node.TransposedConvolution n) {
      return taps(n.geometry());
    } else if (node instanceof Node.Mean mean) {
      return mean.windows().stream().mapToInt(Indices::size).max().orElse(1);
    }
    return node.sources().size();
  }

  private static long taps(ConvolutionGeometry g) {
    return (long) g.inChannels() / g.groups() * ConvolutionGeometry.volume(g.kernelShape());
  }

  /** The modulus. */
  public long prime() {
    return prime;
  }

  /**
   * Column j of (J | c) for the nodes up to {@code last}: the derivative along coordinate j, or for
   * j = n the constant part. Entries are integers congruent to it, at most p/2 + 1 in magnitude.
   */
  public double[][] column(int j, int last) {
    boolean constant = j == subject.inputSize();
    double[][] values = new double[last + 1][];
    int coordinate = 0;
    for (int k = 0; k <= last; k++) {
      Node node = nodes.get(k);
      if (node instanceof Node.Input) {
        values[k] = new double[node.size()];
        if (j >= coordinate && j < coordinate + node.size()) {
          values[k][j - coordinate] = 1;
        }
        coordinate += node.size();
      } else {
        List<double[]> sources = new ArrayList<>(node.sources().size());
        for (int s = 0; s < node.sources().size(); s++) {
          sources.add(values[node.sources().get(s)]);
        }
        values[k] = reduced(value(k, node, sources, constant));
      }
    }
    return values;
  }

  private double[] value(int k, Node node, List<double[]> sources, boolean constant) {
    double[] x = sources.get(0);
    if (node instanceof Node.Rectifier n) {
      double[] z = trace[n.source()];
      return mapped(x.length, i -> z[i] >= 0 ? x[i] : n.slopes().shared(i) * x[i]);
    } else if (node instanceof Node.Clip) {
      return clipped((Node.Clip) subject.nodes().get(k), x, constant);
    } else if (node instanceof Node.Maximum n) {
      double[] z = trace[n.source()];
      return mapped(n.size(), i -> x[largest(n.windows().get(i), z)]);
    } else if (node instanceof Node.Mean n) {
      return mapped(n.size(), i -> mean(n, i, x));
    } else if (node instanceof Node.OneToOne) {
      return x.clone();
    } else if (node instanceof Node.Opaque n) {
      throw new UnsupportedOperationException(
          "A cell requires nodes with known slopes but node "
              + k
              + " is opaque ("
              + n.name()
              + ").");
    }
    return Evaluation.linear(node, sources, constant);
  }

  private double mean(Node.Mean n, int i, double[] x) {
    double total = 0;
    for (int e = 0; e < n.windows().get(i).size(); e++) {
      total += x[n.windows().get(i).get(e)];
    }
    long inverse = power(n.divisors().get(i) % prime, prime - 2);
    return reduced(total) * reduced(inverse);
  }

  private double[] clipped(Node.Clip clip, double[] x, boolean constant) {
    double[] z = trace[clip.source()];
    return mapped(
        x.length,
        i -> {
          if (z[i] >= clip.lower() && z[i] <= clip.upper()) {
            return x[i];
          }
          return constant ? residue(z[i] < clip.lower() ? clip.lower() : clip.upper()) : 0;
        });
  }

  private static double[] mapped(int size, IntToDoubleFunction f) {
    double[] y = new double[size];
    Arrays.setAll(y, f);
    return y;
  }

  private static int largest(Indices window, double[] z) {
    int best = window.get(0);
    for (int e = 1; e < window.size(); e++) {
      best = z[window.get(e)] > z[best] ? window.get(e) : best;
    }
    return best;
  }

  private double[] reduced(double[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] = reduced(sums[i]);
    }
    return sums;
  }

  /** A congruent integer; the rounding of the quotient may leave it one beyond p/2. */
  private double reduced(double sum) {
    return sum - prime * Math.rint(sum / prime);
  }

  private Node residues(Node node) {
    if (node instanceof Node.Affine n) {
      return new Node.Affine(n.source(), residues(n.weights()), residues(n.bias()));
    } else if (node instanceof Node.Convolution n) {
      return new Node.Convolution(
          n.source(), n.geometry(), residues(n.kernel()), residues(n.bias()));
    } else if (node instanceof Node.TransposedConvolution n) {
      return new Node.TransposedConvolution(
          n.source(), n.geometry(), residues(n.kernel()), residues(n.bias()));
    } else if (node instanceof Node.Rectifier n) {
      return new Node.Rectifier(n.source(), n.size(), residues(n.slopes()));
    } else if (node instanceof Node.Scale n) {
      return new Node.Scale(n.source(), n.size(), residues(n.scale()), residues(n.shift()));
    }
    return node;
  }

  private Weights residues(Weights weights) {
    return Weights.of(mapped(weights.size(), i -> residue(weights.get(i))));
  }

  /** The dyadic rational that a weight stores, modulo p. */
  private double residue(double value) {
    if (value == 0) {
      return 0;
    }
    int exponent = Math.max(Math.getExponent(value), Double.MIN_EXPONENT) - 52;
    long mantissa = (long) Math.scalb(Math.scalb(value, -exponent / 2), -exponent + exponent / 2);
    long two = exponent >= 0 ? 2 : (prime + 1) / 2;
    return reduced((double) (mantissa % prime) * power(two, Math.abs(exponent)));
  }

  private long power(long base, long exponent) {
    long result = 1;
    long square = base;
    for (long e = exponent; e != 0; e >>= 1) {
      result = (e & 1) == 1 ? result * square % prime : result;
      square = square * square % prime;
    }
    return result;
  }
}
