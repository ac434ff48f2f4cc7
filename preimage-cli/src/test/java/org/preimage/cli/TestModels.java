package org.preimage.cli;

import java.nio.file.Path;
import java.util.Random;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Weights;
import org.preimage.network.ElementwiseFunction;
import org.preimage.network.NetworkBuilder;
import org.preimage.network.TensorInfo;
import org.preimage.onnx.ArrayFile;
import org.preimage.onnx.ArrayFile.Element;
import org.preimage.onnx.NumberArray;
import org.preimage.onnx.OnnxWriter;

/** Small model and array files. */
final class TestModels {
  private TestModels() {}

  /** The layer ReLU(x), ReLU(−x) on Rⁿ: injective by opposite rows. */
  static Path opposites(Path folder, int n) {
    double[] w = new double[2 * n * n];
    for (int i = 0; i < n; i++) {
      w[i * n + i] = i + 1;
      w[(n + i) * n + i] = -1;
    }
    return npy(folder.resolve("opposites.npy"), w, 2 * n, n);
  }

  /** The layer ReLU(x): injective on the orthant, not on Rⁿ. */
  static Path identity(Path folder, int n) {
    double[] w = new double[n * n];
    for (int i = 0; i < n; i++) {
      w[i * n + i] = 1;
    }
    return npy(folder.resolve("identity.npy"), w, n, n);
  }

  /** A Gaussian layer. */
  static Path gaussian(Path folder, int n, int m, long seed) {
    Random random = new Random(seed);
    double[] w = random.doubles((long) n * m).map(u -> random.nextGaussian()).toArray();
    return npy(folder.resolve("gaussian.npy"), w, m, n);
  }

  /** 2 → 4 (opposite rows, ReLU) → 4 (diagonal, sigmoid), as ONNX. */
  static Path twoLayers(Path folder) {
    NetworkBuilder builder = new NetworkBuilder();
    int x = builder.input(new TensorInfo("z", Indices.of(2)));
    Indices four = Indices.of(4);
    int a =
        builder.add(
            new Node.Affine(x, Weights.of(1, 0, 0, 1, -1, 0, 0, -1), Weights.of(0, 0, 0, 0)),
            "first",
            four);
    int b = builder.add(Node.Rectifier.relu(a, 4), "relu", four);
    double[] diagonal = {1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 4};
    int c =
        builder.add(
            new Node.Affine(b, Weights.of(diagonal), Weights.of(1, 2, 3, 4)), "second", four);
    int d = builder.add(c, new ElementwiseFunction.Sigmoid(), "sigmoid", four);
    builder.output(d, new TensorInfo("y", four));
    return onnx(builder, folder.resolve("two layers.onnx"));
  }

  /** ReLU(x) as an 8 × 8 grey image, as ONNX: not injective, and the outputs are pictures. */
  static Path image(Path folder) {
    NetworkBuilder builder = new NetworkBuilder();
    Indices shape = Indices.of(1, 8, 8);
    int x = builder.input(new TensorInfo("x", shape));
    double[] identity = new double[64 * 64];
    for (int i = 0; i < 64; i++) {
      identity[65 * i] = 1;
    }
    int flat = builder.add(select(x), "flatten", Indices.of(64));
    int a =
        builder.add(
            new Node.Affine(flat, Weights.of(identity), Weights.of(new double[64])),
            "dense",
            Indices.of(64));
    int b = builder.add(Node.Rectifier.relu(a, 64), "relu", Indices.of(64));
    int c = builder.add(select(b), "reshape", shape);
    builder.output(c, new TensorInfo("image", shape));
    return onnx(builder, folder.resolve("image.onnx"));
  }

  private static Node.Select select(int source) {
    return new Node.Select(
        Indices.of(source), Indices.of(java.util.stream.IntStream.range(0, 64).toArray()));
  }

  private static Path onnx(NetworkBuilder builder, Path file) {
    OnnxWriter.write(builder.build("test", "-"), file);
    return file;
  }

  /** Writes an array in NumPy's format. */
  static Path npy(Path file, double[] values, int... shape) {
    ArrayFile.writeNpy(file, NumberArray.of(Indices.of(shape), values), Element.FLOAT64);
    return file;
  }
}
