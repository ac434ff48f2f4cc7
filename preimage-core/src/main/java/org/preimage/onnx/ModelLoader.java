package org.preimage.onnx;

import java.nio.file.Path;
import java.util.Locale;
import org.preimage.network.Network;

/** Reads a network from whatever kind of model file it is given. */
public final class ModelLoader {
  private ModelLoader() {}

  /**
   * Reads an ONNX model (.onnx) or a single ReLU layer (.npy, .npz, .csv), chosen by the file
   * name's extension.
   *
   * @throws ModelFileException if the file cannot be used or has another extension
   */
  public static Network read(Path path) {
    return switch (extension(path)) {
      case "onnx" -> OnnxReader.read(path);
      case "npy", "npz", "csv" -> LayerFile.read(path);
      default ->
          throw new ModelFileException(
              "Reading a network requires a file name ending in .onnx, .npy, .npz or .csv but received "
                  + path
                  + ".");
    };
  }

  /** The part behind the last dot of the file name, in lower case; empty without a dot. */
  static String extension(Path path) {
    String name = InputFile.name(path);
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
