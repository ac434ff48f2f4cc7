package org.preimage.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Weights stored beside the model; files outside the model's folder are refused. */
final class ExternalData {
  private final Path folder;
  private final Map<String, Path> used = new TreeMap<>();

  ExternalData(Path folder) {
    this.folder = folder;
  }

  /** The files read so far, by location, in the order of their names. */
  Map<String, Path> used() {
    return used;
  }

  /**
   * The bytes of one tensor.
   *
   * @param wanted number of bytes that the tensor's shape needs
   * @throws IllegalArgumentException if the entry is malformed or the file does not fit
   */
  ByteBuffer read(TensorProto t, long wanted) {
    Map<String, String> entries = new TreeMap<>();
    for (StringStringEntryProto e : t.getExternalDataList()) {
      entries.put(e.getKey(), e.getValue());
    }
    String location = entries.getOrDefault("location", "");
    try {
      Path file = resolve(location);
      long size = Files.size(file);
      long offset = number(entries.getOrDefault("offset", "0"), location);
      long length = number(entries.getOrDefault("length", Long.toString(wanted)), location);
      if (length != wanted || offset > size || length > size - offset) {
        throw new IllegalArgumentException(
            "External data '"
                + location
                + "' requires "
                + wanted
                + " bytes for this tensor but received offset "
                + offset
                + ", length "
                + length
                + " in a file of "
                + size
                + " bytes.");
      }
      used.put(location, file);
      return slice(file, offset, Math.toIntExact(length));
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException(
          "External data '" + location + "' cannot be read (" + e.getMessage() + ").", e);
    }
  }

  private Path resolve(String location) throws IOException {
    Path inside = folder.toRealPath();
    Path file = inside.resolve(location).normalize();
    if (location.isEmpty()
        || !file.startsWith(inside)
        || !Files.isRegularFile(file)
        || !file.toRealPath().startsWith(inside)) {
      throw new IllegalArgumentException(
          "External data requires a file in the model's folder but received location '"
              + location
              + "'.");
    }
    return file;
  }

  private static long number(String text, String location) {
    try {
      long value = Long.parseLong(text);
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Reported below together with negative numbers.
    }
    throw new IllegalArgumentException(
        "External data '"
            + location
            + "' requires non-negative whole numbers as offset and length but received '"
            + text
            + "'.");
  }

  private static ByteBuffer slice(Path file, long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      channel.position(offset);
      while (bytes.hasRemaining()) {
        if (channel.read(bytes) < 0) {
          throw new IOException("the file ended early");
        }
      }
    }
    return bytes.flip();
  }
}
