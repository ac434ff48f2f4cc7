package org.preimage.inversion;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.preimage.onnx.ModelLoader;

/** Generators made by others, which are not part of this repository, and examples, which are. */
final class GeneratorData {
  private static final Path ROOT = Path.of(System.getProperty("preimage.root", ".."));

  private GeneratorData() {}

  /** A generator of the shared data; the calling test is skipped where it is absent. */
  static Generator shared(String path) {
    Path file = ROOT.resolve("../shared/data").resolve(path).normalize();
    Assumptions.assumeTrue(
        Files.exists(file), () -> "Skipped: needs the test data at " + file + ".");
    return Generator.of(ModelLoader.read(file));
  }

  /** A generator of the examples. */
  static Generator example(String name) {
    return Generator.of(ModelLoader.read(ROOT.resolve("examples").resolve(name)));
  }
}
