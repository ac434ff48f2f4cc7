package org.preimage.inversion;

import java.util.Random;
import java.util.stream.IntStream;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Weights;
import org.preimage.network.NetworkBuilder;
import org.preimage.network.TensorInfo;

/** Dense generators with weights N(0, 2/inputs) and biases N(0, 0.01). */
final class RandomDecoder {
  private RandomDecoder() {}

  /** ReLU after every layer. */
  static Generator relu(long seed, int... sizes) {
    return of(seed, sizes.length - 1, sizes);
  }

  /** ReLU between layers, none after the last. */
  static Generator withoutLastRelu(long seed, int... sizes) {
    return of(seed, sizes.length - 2, sizes);
  }

  private static Generator of(long seed, int rectified, int... sizes) {
    Random random = new Random(seed);
    NetworkBuilder b = new NetworkBuilder();
    b.input(new TensorInfo("z", Indices.of(sizes[0])));
    int h = 0;
    for (int l = 1; l < sizes.length; l++) {
      int n = sizes[l - 1];
      Weights w = gaussian(random, n * sizes[l], Math.sqrt(2.0 / n));
      Weights bias = gaussian(random, sizes[l], 0.1);
      h = b.add(new Node.Affine(h, w, bias), "Gemm", Indices.of(sizes[l]));
      if (l <= rectified) {
        h = b.add(Node.Rectifier.relu(h, sizes[l]), "Relu", Indices.of(sizes[l]));
      }
    }
    b.output(h, new TensorInfo("x", Indices.of(sizes[sizes.length - 1])));
    return Generator.of(b.build("random decoder", "-"));
  }

  private static Weights gaussian(Random random, int size, double scale) {
    return Weights.of(
        IntStream.range(0, size).mapToDouble(k -> scale * random.nextGaussian()).toArray());
  }
}
