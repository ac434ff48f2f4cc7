package org.preimage.onnx;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Weights;
import org.preimage.network.Network;
import org.preimage.network.NetworkBuilder;
import org.preimage.network.TensorInfo;

/** Reads one ReLU layer x ↦ ReLU(Wx + b) from an array file. */
public final class LayerFile {
  private LayerFile() {}

  /**
   * The layer of a matrix W (m × n) in a .npy or .csv file, or of the arrays {@code W} and
   * optionally {@code b} (length m) in a .npz file. Without {@code b} the bias is zero.
   *
   * @throws ModelFileException if the file cannot be used or the shapes do not fit
   */
  public static Network read(Path path) {
    String name = InputFile.name(path);
    String digest = InputFile.digest(new byte[0], List.of(regular(path)));
    if (ModelLoader.extension(path).equals("npz")) {
      Map<String, NumberArray> arrays = ArrayFile.readNpz(path);
      NumberArray w = arrays.get("W");
      if (w == null) {
        throw new ModelFileException(
            name + ": A layer requires an array W but the file has " + arrays.keySet() + ".");
      }
      NumberArray b = arrays.get("b");
      return layer(name, digest, w, b == null ? NumberArray.zeros(rows(name, w)) : b);
    }
    NumberArray w = ArrayFile.read(path);
    return layer(name, digest, w, NumberArray.zeros(rows(name, w)));
  }

  private static Path regular(Path path) {
    InputFile.requireReadable(path);
    return path;
  }

  private static int rows(String name, NumberArray w) {
    if (w.shape().size() != 2 || w.size() == 0) {
      throw new ModelFileException(
          name + ": A layer requires a non-empty matrix W but received shape " + w.shape() + ".");
    }
    return w.shape().get(0);
  }

  private static Network layer(String name, String digest, NumberArray w, NumberArray b) {
    int m = rows(name, w);
    int n = w.shape().get(1);
    if (b.size() != m) {
      throw new ModelFileException(
          name
              + ": A layer with "
              + m
              + " rows requires as many biases but received "
              + b.size()
              + ".");
    }
    try {
      NetworkBuilder network = new NetworkBuilder();
      Indices out = Indices.of(m);
      int x = network.input(new TensorInfo("x", Indices.of(n)));
      Node affine = new Node.Affine(x, Weights.of(w.values()), Weights.of(b.values()));
      int z = network.add(affine, "Affine 'W'", out);
      int y = network.add(Node.Rectifier.relu(z, m), "Relu", out);
      network.output(y, new TensorInfo("y", out));
      return network.build(name, digest);
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(name + ": " + e.getMessage(), e);
    }
  }
}
