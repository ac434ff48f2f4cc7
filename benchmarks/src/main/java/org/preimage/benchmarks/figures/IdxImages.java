package org.preimage.benchmarks.figures;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Grey images in an IDX file of bytes, as MNIST is distributed, compressed or not. */
@SuppressWarnings("ArrayRecordComponent") // read by this package only
record IdxImages(int height, int width, byte[] pixels) {
  private static final int UNSIGNED_BYTES_THREE_AXES = 0x00000803;

  static IdxImages read(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        DataInputStream in =
            new DataInputStream(file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw)) {
      int magic = in.readInt();
      if (magic != UNSIGNED_BYTES_THREE_AXES) {
        throw new IOException(
            "%s requires the header 0x803 of images but has 0x%x.".formatted(file, magic));
      }
      int count = in.readInt();
      int height = in.readInt();
      int width = in.readInt();
      byte[] pixels = new byte[Math.multiplyExact(Math.multiplyExact(count, height), width)];
      in.readFully(pixels);
      return new IdxImages(height, width, pixels);
    }
  }

  /** Image k with values from 0 to 1. */
  double[] image(int k) {
    double[] image = new double[height * width];
    for (int i = 0; i < image.length; i++) {
      image[i] = (pixels[k * image.length + i] & 0xff) / 255.0;
    }
    return image;
  }
}
