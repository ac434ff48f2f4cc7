package org.preimage.generative;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.preimage.capacity.theory.Gaussian;
import org.preimage.certificate.Node;
import org.preimage.certificate.Weights;
import org.preimage.network.Network;

/**
 * The weights of one affine layer as a sample, and the normal law nearest to it (Ma, Ayaz, Karaman
 * 2018, Fig. 3). Normalisations that were folded into a layer are part of its weights; weights that
 * the folding repeats, and structural zeros, are counted as they are stored.
 */
public final class LayerWeights {
  /**
   * Stephens (1974), mean and deviation estimated from the sample: exceeded with probability 5 %.
   */
  private static final double LILLIEFORS_5_PERCENT = 0.895;

  private final int node;
  private final String label;
  private final double[] sorted;
  private final double mean;
  private final double deviation;

  private LayerWeights(int node, String label, double[] weights) {
    this.node = node;
    this.label = label;
    this.sorted = weights;
    Arrays.sort(sorted);
    this.mean = Arrays.stream(sorted).average().orElse(Double.NaN);
    this.deviation = Math.sqrt(centralMoment(2));
  }

  /** All affine layers of a network that have weights, in order. */
  public static List<LayerWeights> of(Network network) {
    List<LayerWeights> layers = new ArrayList<>();
    for (int k = 0; k < network.subject().nodes().size(); k++) {
      Node node = network.subject().nodes().get(k);
      Weights weights =
          node instanceof Node.Affine affine
              ? affine.weights()
              : node instanceof Node.Convolution convolution
                  ? convolution.kernel()
                  : node instanceof Node.TransposedConvolution transposed
                      ? transposed.kernel()
                      : Weights.of();
      if (weights.size() > 0) {
        layers.add(of(k, network.label(k), weights.toArray()));
      }
    }
    return layers;
  }

  /**
   * A sample.
   *
   * @param weights at least one
   */
  static LayerWeights of(int node, String label, double[] weights) {
    return new LayerWeights(node, label, weights.clone());
  }

  /** Number of the node in the subject. */
  public int node() {
    return node;
  }

  /** How reports call the layer. */
  public String label() {
    return label;
  }

  /** Number of weights N. */
  public int count() {
    return sorted.length;
  }

  /** The smallest weight. */
  public double smallest() {
    return sorted[0];
  }

  /** The largest weight. */
  public double largest() {
    return sorted[sorted.length - 1];
  }

  /** Arithmetic mean. */
  public double mean() {
    return mean;
  }

  /** Square root of the mean squared distance to the mean, without Bessel's correction. */
  public double deviation() {
    return deviation;
  }

  /** Third central moment over the deviation cubed: 0 for symmetric laws; NaN for a constant. */
  public double skewness() {
    return centralMoment(3) / Math.pow(deviation, 3);
  }

  /** Fourth central moment over the variance squared, minus 3: 0 for a normal law, −2 for signs. */
  public double excessKurtosis() {
    return centralMoment(4) / Math.pow(deviation, 4) - 3;
  }

  /**
   * Kolmogorov–Smirnov distance D: the largest difference between the sample's distribution
   * function and that of the normal law with its mean and deviation; NaN for a constant.
   */
  public double normalDistance() {
    if (!(deviation > 0)) {
      return Double.NaN;
    }
    double distance = 0;
    int n = sorted.length;
    for (int i = 0; i < n; i++) {
      double expected = 1 - Gaussian.tail((sorted[i] - mean) / deviation);
      distance = Math.max(distance, Math.max(expected - (double) i / n, (i + 1.0) / n - expected));
    }
    return distance;
  }

  /**
   * Whether the test of Lilliefors at 5 % finds nothing against a normal law. It sees everything in
   * large layers: read it with the distance.
   */
  public boolean looksNormal() {
    double root = Math.sqrt(sorted.length);
    return normalDistance() * (root - 0.01 + 0.85 / root) <= LILLIEFORS_5_PERCENT;
  }

  /** Density of the fitted normal law. */
  public double normalDensity(double weight) {
    return Gaussian.density((weight - mean) / deviation) / deviation;
  }

  /**
   * Heights of a histogram over bins of equal width from {@code low} to {@code high}, as densities:
   * share of all weights over width of a bin, so that they compare to {@link #normalDensity}.
   *
   * @param bins at least one
   */
  public double[] histogram(double low, double high, int bins) {
    double width = (high - low) / bins;
    double[] heights = new double[bins];
    for (double weight : sorted) {
      int bin = (int) Math.floor((weight - low) / width);
      if (weight == high) {
        bin = bins - 1;
      }
      if (bin >= 0 && bin < bins) {
        heights[bin] += 1 / (width * sorted.length);
      }
    }
    return heights;
  }

  private double centralMoment(int order) {
    double sum = 0;
    for (double weight : sorted) {
      sum += Math.pow(weight - mean, order);
    }
    return sum / sorted.length;
  }
}
