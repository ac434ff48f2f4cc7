package org.preimage.onnx;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import org.preimage.certificate.Indices;

/**
 * The samples of a .npy file along its first axis, read one at a time: memory does not grow with
 * the file. Not safe for use by several threads.
 */
public final class NpyRows implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;
  private final NpyHeader header;
  private final long start;

  private NpyRows(Path path, FileChannel channel, NpyHeader header, long start) {
    this.path = path;
    this.channel = channel;
    this.header = header;
    this.start = start;
  }

  /**
   * Opens a file with at least one axis, in row-major order.
   *
   * @throws ModelFileException if the file cannot be used; a truncated file is found here
   */
  public static NpyRows open(Path path) {
    InputFile.requireReadable(path);
    try {
      FileChannel channel = FileChannel.open(path);
      try {
        NpyHeader header = NpyHeader.read(Channels.newInputStream(channel));
        NpyRows rows = new NpyRows(path, channel, header, channel.position());
        rows.requireWhole();
        return rows;
      } catch (IOException | IllegalArgumentException e) {
        channel.close();
        throw e;
      }
    } catch (EOFException e) {
      throw new ModelFileException(InputFile.name(path) + ": the file ends in its header.", e);
    } catch (IOException e) {
      throw InputFile.unreadable(path, e);
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(InputFile.name(path) + ": " + e.getMessage(), e);
    }
  }

  private void requireWhole() throws IOException {
    if (header.shape().rank() == 0 || header.columnMajor()) {
      throw new IllegalArgumentException(
          "Reading samples requires an axis of samples and row-major order but the array has shape "
              + header.shape()
              + (header.columnMajor() ? " in column-major order." : "."));
    }
    long bytes = start + (long) header.shape().size() * header.width();
    if (channel.size() != bytes) {
      throw new IllegalArgumentException(
          "An array of shape %s requires a file of %d bytes but it has %d."
              .formatted(header.shape(), bytes, channel.size()));
    }
  }

  /** Number of samples. */
  public int count() {
    return header.shape().get(0);
  }

  /** Extents of the whole array. */
  public Indices shape() {
    return Indices.of(header.shape().toArray());
  }

  /** Extents of one sample. */
  public Indices sampleShape() {
    int[] extents = header.shape().toArray();
    return Indices.of(Arrays.copyOfRange(extents, 1, extents.length));
  }

  /**
   * Sample k, in row-major order.
   *
   * @throws ModelFileException if reading fails
   */
  public double[] sample(int k) {
    int size = count() == 0 ? 0 : header.shape().size() / count();
    try {
      channel.position(start + (long) k * size * header.width());
      InputStream in = Channels.newInputStream(channel);
      return NpyFormat.values(in, header, size);
    } catch (IOException e) {
      throw InputFile.unreadable(path, e);
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(InputFile.name(path) + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw InputFile.unreadable(path, e);
    }
  }
}
