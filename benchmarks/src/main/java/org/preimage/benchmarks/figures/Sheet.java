package org.preimage.benchmarks.figures;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Grey images in a grid, some framed. */
final class Sheet {
  private static final int GAP = 6;

  private final int height;
  private final int width;
  private final int zoom;
  private final BufferedImage picture;

  Sheet(int rows, int columns, int height, int width, int zoom) {
    this.height = height;
    this.width = width;
    this.zoom = zoom;
    this.picture =
        new BufferedImage(
            columns * (width * zoom + GAP) + GAP,
            rows * (height * zoom + GAP) + GAP,
            BufferedImage.TYPE_INT_RGB);
  }

  /** Draws an image between its own darkest and brightest value. */
  void put(int row, int column, double[] image) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : image) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    for (int y = 0; y < height * zoom; y++) {
      for (int x = 0; x < width * zoom; x++) {
        double share = (image[y / zoom * width + x / zoom] - low) / Math.max(high - low, 1e-300);
        int level = (int) Math.round(255 * share);
        picture.setRGB(left(column) + x, top(row) + y, level << 16 | level << 8 | level);
      }
    }
  }

  /** Frames an image. */
  void frame(int row, int column, Color color) {
    Graphics2D g = picture.createGraphics();
    g.setColor(color);
    g.setStroke(new BasicStroke(4));
    g.drawRect(left(column) - 2, top(row) - 2, width * zoom + 3, height * zoom + 3);
    g.dispose();
  }

  void write(Path file) throws IOException {
    ImageIO.write(picture, "png", file.toFile());
  }

  private int left(int column) {
    return GAP + column * (width * zoom + GAP);
  }

  private int top(int row) {
    return GAP + row * (height * zoom + GAP);
  }
}
