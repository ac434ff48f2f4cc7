package org.preimage.onnx;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.preimage.network.Network;

/**
 * A model file and the weights stored beside it, as bytes: what has to travel for a model to be
 * read on another machine, as the same network with the same digest.
 */
public final class ModelFiles implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final TreeMap<String, byte[]> contents;

  private ModelFiles(String name, TreeMap<String, byte[]> contents) {
    this.name = name;
    this.contents = contents;
  }

  /**
   * Gathers the files of a model, which is read once to find them: what can be read here can be
   * read there.
   *
   * @throws ModelFileException as {@link ModelLoader#read}
   */
  public static ModelFiles gather(Path model) {
    TreeMap<String, byte[]> contents = new TreeMap<>();
    String name = InputFile.name(model);
    if (ModelLoader.extension(model).equals("onnx")) {
      ExternalData external = new ExternalData(InputFile.folder(model));
      OnnxReader.read(model, new ElementBudget(), external);
      external.used().forEach((place, file) -> contents.put(place, InputFile.read(file)));
    } else {
      ModelLoader.read(model);
    }
    contents.put(name, InputFile.read(model));
    return new ModelFiles(name, contents);
  }

  /** Name of the model file. */
  public String name() {
    return name;
  }

  /** Bytes of all files. */
  public long size() {
    return contents.values().stream().mapToLong(bytes -> bytes.length).sum();
  }

  /**
   * Reads the network, by way of a folder for temporary files.
   *
   * @throws UncheckedIOException if that folder cannot be written
   */
  public Network read() {
    try {
      Path folder = Files.createTempDirectory("preimage-model");
      try {
        for (Map.Entry<String, byte[]> entry : contents.entrySet()) {
          write(folder, entry.getKey(), entry.getValue());
        }
        return ModelLoader.read(folder.resolve(name));
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path folder, String place, byte[] bytes) throws IOException {
    Path file = folder.resolve(place).normalize();
    if (!file.startsWith(folder)) {
      throw new IllegalStateException("Gathered files lie in the folder of their model.");
    }
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}
