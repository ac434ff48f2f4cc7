package org.preimage.onnx;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.IntStream;
import org.preimage.certificate.Indices;

/**
 * A .npy file of binary64 samples that are written one at a time, in any order and again if need
 * be; samples that were not written are NaN. Not safe for use by several threads.
 */
public final class NpyRowsWriter implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;
  private final long start;
  private final int size;

  private NpyRowsWriter(Path path, FileChannel channel, long start, int size) {
    this.path = path;
    this.channel = channel;
    this.start = start;
    this.size = size;
  }

  /**
   * Continues a file that this class began with the same shape, or begins it.
   *
   * @param count number of samples
   * @param sampleShape extents of one sample
   * @throws ModelFileException if the file is another one or cannot be written
   */
  public static NpyRowsWriter open(Path path, int count, Indices sampleShape) {
    int[] extents =
        IntStream.concat(IntStream.of(count), IntStream.of(sampleShape.toArray())).toArray();
    byte[] header = NpyFormat.header(Indices.of(extents), ArrayFile.Element.FLOAT64);
    int size = Shape.of(sampleShape.toArray()).size();
    long numbers = (long) count * size;
    try {
      if (Files.notExists(path)) {
        begin(path, header, numbers);
      }
      FileChannel channel =
          FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (!holds(channel, header, numbers)) {
        channel.close();
        throw new ModelFileException(
            "Going on with "
                + path
                + " requires a file of the same shape but it holds something else. Maybe name"
                + " another file.");
      }
      return new NpyRowsWriter(path, channel, header.length, size);
    } catch (IOException e) {
      throw ArrayFile.unwritable(path, e);
    }
  }

  /** The file appears under its name only when it is whole. */
  private static void begin(Path path, byte[] header, long numbers) throws IOException {
    Path part = path.resolveSibling(path.getFileName() + ".part");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
      out.write(header);
      byte[] nothing =
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(Double.NaN).array();
      for (long k = 0; k < numbers; k++) {
        out.write(nothing);
      }
    }
    Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
  }

  private static boolean holds(FileChannel channel, byte[] header, long numbers)
      throws IOException {
    ByteBuffer there = ByteBuffer.allocate(header.length);
    channel.read(there, 0);
    return ByteBuffer.wrap(header).equals(there.flip())
        && channel.size() == header.length + 8 * numbers;
  }

  /**
   * Writes sample k.
   *
   * @throws ModelFileException if writing fails
   */
  public void write(int k, double[] sample) {
    if (sample.length != size) {
      throw new IllegalArgumentException(
          "A sample requires " + size + " numbers but received " + sample.length + ".");
    }
    ByteBuffer bytes = ByteBuffer.allocate(8 * size).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : sample) {
      bytes.putDouble(value);
    }
    try {
      write(bytes.flip(), start + 8L * size * k);
    } catch (IOException e) {
      throw ArrayFile.unwritable(path, e);
    }
  }

  private void write(ByteBuffer bytes, long at) throws IOException {
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw ArrayFile.unwritable(path, e);
    }
  }
}
