package org.preimage.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** Image files (PNG, JPEG, GIF, BMP) as outputs of a generator. */
final class TargetImage {
  private TargetImage() {}

  /** Whether the name is that of an image file. */
  static boolean isImage(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(java.util.Locale.ROOT);
    return name.matches(".*\\.(png|jpg|jpeg|gif|bmp)");
  }

  /**
   * Reads an image, channel first.
   *
   * @param range turns brightness into values
   * @throws CommandException if it cannot be read or has another size
   */
  static double[] read(Path file, Picture shape, OutputRange range) {
    if (shape.channels() > 3) {
      throw bad(
          "reading an image requires an output with 1 or 3 channels but it has %d.%nMaybe give the target as .npy."
              .formatted(shape.channels()));
    }
    BufferedImage image = decode(file, shape);
    double[] values = new double[shape.size()];
    int plane = shape.height() * shape.width();
    for (int y = 0; y < shape.height(); y++) {
      for (int x = 0; x < shape.width(); x++) {
        int rgb = image.getRGB(x, y);
        for (int c = 0; c < shape.channels(); c++) {
          double brightness =
              shape.channels() == 1 ? grey(rgb) : (rgb >> (16 - 8 * c) & 0xff) / 255.0;
          values[c * plane + y * shape.width() + x] = range.ofBrightness(brightness);
        }
      }
    }
    return values;
  }

  /** Equal channels keep their value exactly; colours are weighed as in ITU-R BT.601. */
  private static double grey(int rgb) {
    int red = rgb >> 16 & 0xff;
    int green = rgb >> 8 & 0xff;
    int blue = rgb & 0xff;
    return red == green && green == blue
        ? red / 255.0
        : (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
  }

  private static BufferedImage decode(Path file, Picture shape) {
    ImageIO.setUseCache(false);
    try (InputStream in = Files.newInputStream(InputFiles.require("image", file));
        ImageInputStream stream = ImageIO.createImageInputStream(in)) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        throw bad(
            "reading an image requires PNG, JPEG, GIF or BMP but %s is none.".formatted(file));
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(stream);
        // Before decoding: a small file can claim a size that no memory holds.
        requireSize(file, reader.getWidth(0), reader.getHeight(0), shape);
        @Nullable BufferedImage image = reader.read(0);
        if (image == null) {
          throw bad("reading an image requires a picture but %s holds none.".formatted(file));
        }
        return image;
      } finally {
        reader.dispose();
      }
    } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw bad(
          "reading an image requires a whole file but %s is damaged: %s."
              .formatted(file, e.getMessage()));
    }
  }

  private static void requireSize(Path file, int width, int height, Picture shape) {
    if (width != shape.width() || height != shape.height()) {
      throw bad(
          "the network makes images of %d × %d pixels but %s has %d × %d.%nMaybe scale it first."
              .formatted(shape.width(), shape.height(), file, width, height));
    }
  }

  private static CommandException bad(String message) {
    return new CommandException(ExitCode.BAD_DATA, message);
  }
}
