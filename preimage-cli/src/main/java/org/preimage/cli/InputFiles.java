package org.preimage.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.preimage.inversion.Generator;
import org.preimage.network.Network;
import org.preimage.onnx.ModelLoader;

/** Input files, looked at before they are read. */
final class InputFiles {
  private InputFiles() {}

  /**
   * The path itself.
   *
   * @param what the file is for
   * @throws CommandException unless it is a readable file
   */
  static Path require(String what, Path file) {
    if (!Files.exists(file)) {
      throw missing(what, file, "does not exist", "check the spelling");
    }
    if (Files.isDirectory(file)) {
      throw missing(what, file, "is a folder", "name a file inside it");
    }
    if (!Files.isReadable(file)) {
      throw missing(what, file, "may not be read", "change its permissions");
    }
    return file;
  }

  /** Reads a network. */
  static Network model(Path file) {
    return ModelLoader.read(require("model", file));
  }

  /**
   * A network to be inverted.
   *
   * @throws CommandException if it has a node without derivative
   */
  static Generator generator(Network network) {
    try {
      return Generator.of(network);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.BAD_DATA, String.valueOf(e.getMessage()));
    }
  }

  private static CommandException missing(String what, Path file, String state, String way) {
    return new CommandException(
        ExitCode.NO_INPUT,
        "reading the %s requires a file but %s %s.%nMaybe %s.".formatted(what, file, state, way));
  }
}
