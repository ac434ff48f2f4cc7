package org.preimage.cli;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.preimage.certificate.Indices;

/**
 * Shape of an image inside a network's output, channel first. An entry that is not a number was not
 * observed and is drawn in a colour of its own.
 *
 * @param channels 1 (grey), 3 (red, green, blue), or more: one a kind of tile, of which the largest
 *     is drawn, as level generators have them
 */
record Picture(int channels, int height, int width) {
  private static final int SMALLEST = 8;
  private static final int WANTED = 160;
  private static final int GAP = 4;
  private static final int UNOBSERVED = 0x5b7fa6;

  /** [H, W], [1, H, W], [3, H, W] or [4 and more, H, W] with sides of at least 8. */
  static Optional<Picture> of(Indices shape) {
    if (shape.size() == 2) {
      return of(1, shape.get(0), shape.get(1));
    }
    return shape.size() == 3 && shape.get(0) >= 1 && shape.get(0) != 2
        ? of(shape.get(0), shape.get(1), shape.get(2))
        : Optional.empty();
  }

  private static Optional<Picture> of(int channels, int height, int width) {
    return height >= SMALLEST && width >= SMALLEST
        ? Optional.of(new Picture(channels, height, width))
        : Optional.empty();
  }

  int size() {
    return channels * height * width;
  }

  /**
   * Draws images in rows and writes them as PNG, enlarged when they are small. All share one scale
   * of brightness.
   *
   * @param images each of length {@link #size}
   * @param columns images in a row, positive
   */
  void write(List<double[]> images, int columns, Path file) throws IOException {
    BufferedImage sheet = draw(images, columns);
    // A stream of our own: the library reports a missing folder on the error stream, with a trace.
    try (var stream = Files.newOutputStream(file)) {
      ImageIO.setUseCache(false);
      ImageIO.write(sheet, "png", stream);
    }
  }

  BufferedImage draw(List<double[]> images, int columns) {
    int zoom = Math.max(1, WANTED / Math.max(height, width));
    int rows = (images.size() + columns - 1) / columns;
    BufferedImage sheet =
        new BufferedImage(
            columns * (width * zoom + GAP) - GAP,
            rows * (height * zoom + GAP) - GAP,
            BufferedImage.TYPE_INT_RGB);
    Brightness brightness = Brightness.of(images);
    for (int k = 0; k < images.size(); k++) {
      int left = k % columns * (width * zoom + GAP);
      int top = k / columns * (height * zoom + GAP);
      for (int y = 0; y < height * zoom; y++) {
        for (int x = 0; x < width * zoom; x++) {
          sheet.setRGB(left + x, top + y, color(images.get(k), y / zoom, x / zoom, brightness));
        }
      }
    }
    return sheet;
  }

  private int color(double[] image, int y, int x, Brightness brightness) {
    int plane = height * width;
    if (Double.isNaN(image[y * width + x])) {
      return UNOBSERVED;
    }
    if (channels > 3) {
      return tile(image, y, x);
    }
    int color = 0;
    for (int c = 0; c < 3; c++) {
      double value = image[Math.min(c, channels - 1) * plane + y * width + x];
      color = color << 8 | brightness.level(value);
    }
    return color;
  }

  private int tile(double[] image, int y, int x) {
    int largest = 0;
    for (int c = 1; c < channels; c++) {
      double value = image[c * height * width + y * width + x];
      largest = value > image[largest * height * width + y * width + x] ? c : largest;
    }
    return largest == 0
        ? 0xf2f2f2
        : Color.HSBtoRGB((largest - 1f) / (channels - 1), 0.65f, 0.85f) & 0xffffff;
  }

  /** The values shown as black and white. */
  private record Brightness(double black, double white) {
    /** [0, 1] or [−1, 1] when the values lie there, else their own range. */
    static Brightness of(List<double[]> images) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (double[] image : images) {
        for (double value : image) {
          low = Double.isNaN(value) ? low : Math.min(low, value);
          high = Double.isNaN(value) ? high : Math.max(high, value);
        }
      }
      if (low >= -1 && high <= 1) {
        return new Brightness(low >= 0 ? 0 : -1, 1);
      }
      return new Brightness(low, high);
    }

    int level(double value) {
      double share = (value - black) / (white - black);
      return (int) Math.round(255 * Math.max(0, Math.min(1, share)));
    }
  }
}
