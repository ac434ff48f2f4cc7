package org.preimage.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Reading of whole files with size limits and clear errors. */
final class InputFile {
  /** Parsed content takes several times the bytes of the file. */
  private static final long LIMIT =
      Math.min(Integer.MAX_VALUE - 64, Runtime.getRuntime().maxMemory() / 6);

  private InputFile() {}

  static String name(Path path) {
    Path last = path.getFileName();
    return last == null ? path.toString() : last.toString();
  }

  static Path folder(Path path) {
    @Nullable Path parent = path.toAbsolutePath().getParent();
    return parent == null ? path.toAbsolutePath() : parent;
  }

  /**
   * All bytes of a regular file.
   *
   * @throws ModelFileException if it is missing, a folder, unreadable or too large
   */
  static byte[] read(Path path) {
    requireReadable(path);
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /**
   * @throws ModelFileException if the path is no regular file or the file is too large
   */
  static void requireReadable(Path path) {
    if (!Files.exists(path)) {
      throw new ModelFileException("Reading requires a file but " + path + " does not exist.");
    }
    if (!Files.isRegularFile(path)) {
      throw new ModelFileException("Reading requires a file but " + path + " is none.");
    }
    try {
      long size = Files.size(path);
      if (size > LIMIT) {
        throw new ModelFileException(
            "Reading requires at most "
                + LIMIT
                + " bytes but "
                + path
                + " has "
                + size
                + ".\nMaybe give Java more memory (-Xmx) or store the weights as external data.");
      }
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  static ModelFileException unreadable(Path path, Exception cause) {
    return new ModelFileException(path + " cannot be read (" + cause.getMessage() + ").", cause);
  }

  /** SHA-256 in hexadecimal of the bytes followed by the files. */
  static String digest(byte[] bytes, Collection<Path> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes);
      byte[] buffer = new byte[1 << 16];
      for (Path file : files) {
        try (InputStream in = Files.newInputStream(file)) {
          for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            digest.update(buffer, 0, n);
          }
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new ModelFileException("External data cannot be read (" + e.getMessage() + ").", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
