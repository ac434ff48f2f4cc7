package org.preimage.benchmarks.layerwise;

import java.util.Arrays;
import java.util.Random;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Weights;
import org.preimage.inversion.Generator;
import org.preimage.network.NetworkBuilder;
import org.preimage.network.TensorInfo;

/**
 * Layers ReLU(Wx) with W_ij ~ N(0, 2/n).
 *
 * @param weights one matrix a layer, row by row
 * @param sizes of the layers, the code first
 */
@SuppressWarnings("ArrayRecordComponent")
record GaussianNetwork(double[][] weights, int[] sizes) {
  static GaussianNetwork draw(int[] sizes, long seed) {
    Random random = new Random(seed);
    double[][] weights = new double[sizes.length - 1][];
    for (int l = 0; l < weights.length; l++) {
      double scale = Math.sqrt(2.0 / sizes[l]);
      weights[l] = new double[sizes[l] * sizes[l + 1]];
      Arrays.setAll(weights[l], k -> scale * random.nextGaussian());
    }
    return new GaussianNetwork(weights, sizes);
  }

  Generator generator() {
    NetworkBuilder b = new NetworkBuilder();
    int h = b.input(new TensorInfo("z", Indices.of(sizes[0])));
    for (int l = 0; l < weights.length; l++) {
      Indices shape = Indices.of(sizes[l + 1]);
      Weights bias = Weights.of(new double[sizes[l + 1]]);
      h = b.add(new Node.Affine(h, Weights.of(weights[l]), bias), "Gemm", shape);
      h = b.add(Node.Rectifier.relu(h, sizes[l + 1]), "Relu", shape);
    }
    b.output(h, new TensorInfo("y", Indices.of(sizes[weights.length])));
    return Generator.of(b.build(Arrays.toString(sizes), "-"));
  }

  /** Milliseconds to read all weights once, adding them up; the least of several. */
  double pass() {
    double best = Double.POSITIVE_INFINITY;
    for (int run = 0; run < 20; run++) {
      ProcessorTime time = ProcessorTime.start();
      double sum = 0;
      for (double[] w : weights) {
        sum += sum(w);
      }
      if (Double.isNaN(sum)) {
        throw new ArithmeticException("A pass requires finite weights but their sum is NaN.");
      }
      best = Math.min(best, time.milliseconds());
    }
    return best;
  }

  /** Eight sums at once, so that memory and not the adder is what is measured. */
  private static double sum(double[] w) {
    double[] sums = new double[8];
    for (int k = 0; k + 7 < w.length; k += 8) {
      for (int j = 0; j < 8; j++) {
        sums[j] += w[k + j];
      }
    }
    return Arrays.stream(sums).sum();
  }
}
