package org.preimage.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Networks and reference values made by others, which are not part of this repository. */
final class TestData {
  private TestData() {}

  /** The project root. */
  static Path root() {
    return Path.of(System.getProperty("preimage.root", ".."));
  }

  /** The folder of shared data; the calling test is skipped where it is absent. */
  static Path folder() {
    Path folder = root().resolve("../shared/data").normalize();
    Assumptions.assumeTrue(
        Files.isDirectory(folder), () -> "Skipped: needs the test data at " + folder + ".");
    return folder;
  }

  /** All ONNX models of the shared data, sorted. */
  static List<Path> models() {
    try (Stream<Path> files = Files.walk(folder())) {
      return files.filter(f -> f.toString().endsWith(".onnx")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The tensors input_0.pb, input_1.pb, … or output_0.pb, … of a reference folder. */
  static List<Tensor> tensors(Path folder, String prefix) {
    List<Tensor> tensors = new ArrayList<>();
    for (int k = 0; Files.exists(folder.resolve(prefix + k + ".pb")); k++) {
      try {
        byte[] bytes = Files.readAllBytes(folder.resolve(prefix + k + ".pb"));
        tensors.add(
            new TensorDecoder(null, new ElementBudget()).decode(TensorProto.parseFrom(bytes)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return tensors;
  }
}
