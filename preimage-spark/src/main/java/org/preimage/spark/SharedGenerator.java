package org.preimage.spark;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.preimage.inversion.Generator;
import org.preimage.onnx.ModelFiles;

/** A generator that travels as its files and is read once in each executor. */
final class SharedGenerator implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ModelFiles files;
  private transient @Nullable Generator generator;

  SharedGenerator(ModelFiles files) {
    this.files = files;
  }

  synchronized Generator get() {
    if (generator == null) {
      generator = Generator.of(files.read());
    }
    return generator;
  }
}
