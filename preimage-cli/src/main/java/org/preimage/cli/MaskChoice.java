package org.preimage.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.preimage.certificate.Indices;
import org.preimage.inversion.Measurement;
import org.preimage.network.Network;
import org.preimage.onnx.ArrayFile;
import org.preimage.onnx.NumberArray;
import org.preimage.random.SeedStream;

/**
 * A mask as the command line names it: {@code random:0.5}, a side of the image such as {@code top}
 * or {@code left:0.25}, {@code border:3}, a picture or a list of numbers of outputs.
 */
final class MaskChoice {
  static final String WAYS =
      "random[:SHARE], top|bottom|left|right[:SHARE], border[:PIXELS], FILE.png or FILE.npy|csv";

  private final Network network;
  private final String word;
  private final String name;
  private final String value;

  private MaskChoice(Network network, String word) {
    this.network = network;
    this.word = word;
    int colon = word.indexOf(':');
    this.name = colon < 0 ? word : word.substring(0, colon);
    this.value = colon < 0 ? "" : word.substring(colon + 1);
  }

  /**
   * The outputs observed.
   *
   * @throws CommandException if there is no such mask
   */
  static Measurement.Rows of(Network network, String word, SeedStream seed) {
    try {
      return new MaskChoice(network, word).rows(seed);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private Measurement.Rows rows(SeedStream seed) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".png")) {
      return picture(InputFiles.require("mask", Path.of(word)));
    }
    if (lower.endsWith(".npy") || lower.endsWith(".csv")) {
      return listed(InputFiles.require("mask", Path.of(word)));
    }
    return switch (name) {
      case "all" -> Measurement.all(network.outputSize());
      case "random" -> Measurement.random(network.outputSize(), share(), seed);
      case "top" -> pixels((y, x, h, w) -> y < share() * h);
      case "bottom" -> pixels((y, x, h, w) -> y >= h - share() * h);
      case "left" -> pixels((y, x, h, w) -> x < share() * w);
      case "right" -> pixels((y, x, h, w) -> x >= w - share() * w);
      case "border" -> pixels(this::isBorder);
      default -> throw new IllegalArgumentException(unknown());
    };
  }

  private String unknown() {
    return "--mask requires one of " + WAYS + " but received '" + word + "'.";
  }

  private boolean isBorder(int y, int x, int h, int w) {
    double wide = number(Math.max(1, Math.min(h, w) / 8));
    return Math.min(Math.min(y, x), Math.min(h - 1 - y, w - 1 - x)) < wide;
  }

  private double share() {
    double share = number(0.5);
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "--mask %s requires a share above 0 and at most 1 but received '%s'."
              .formatted(name, value));
    }
    return share;
  }

  private double number(double usual) {
    try {
      return value.isEmpty() ? usual : Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "--mask %s requires a number but received '%s'.%nMaybe --mask %s:0.5."
              .formatted(name, value, name),
          e);
    }
  }

  /** Whether a pixel is observed. */
  private interface Pixels {
    boolean observed(int y, int x, int height, int width);
  }

  private Measurement.Rows pixels(Pixels pixels) {
    Indices shape = imageShape();
    int h = shape.get(shape.size() - 2);
    int w = shape.get(shape.size() - 1);
    return keep(i -> pixels.observed(i / w % h, i % w, h, w));
  }

  private Measurement.Rows keep(IntPredicate observed) {
    int m = network.outputSize();
    return Measurement.rows(m, IntStream.range(0, m).filter(observed).toArray());
  }

  /** Channels, if any, then height and width. */
  private Indices imageShape() {
    Indices shape = network.outputs().get(0).shape();
    if (network.outputs().size() != 1 || shape.size() < 2 || shape.size() > 3) {
      throw new IllegalArgumentException(
          "--mask %s requires one output of shape [H, W] or [C, H, W] but %s has %s.%nMaybe --mask random:0.5, or numbers of outputs in a file."
              .formatted(word, network.name(), NumberText.shape(shape)));
    }
    return shape;
  }

  /** Bright pixels are observed, in every channel. */
  private Measurement.Rows picture(Path file) {
    Indices shape = imageShape();
    int h = shape.get(shape.size() - 2);
    int w = shape.get(shape.size() - 1);
    BufferedImage image;
    try {
      image = ImageIO.read(file.toFile());
    } catch (IOException e) {
      throw unreadable(file);
    }
    if (image == null) {
      throw unreadable(file);
    }
    if (image.getHeight() != h || image.getWidth() != w) {
      throw new CommandException(
          ExitCode.BAD_DATA,
          "a mask requires a picture of %d × %d pixels, width by height, but %s has %d × %d."
              .formatted(w, h, file, image.getWidth(), image.getHeight()));
    }
    return keep(i -> (image.getRGB(i % w, i / w % h) >> 8 & 0xff) >= 0x80);
  }

  private static CommandException unreadable(Path file) {
    return new CommandException(
        ExitCode.BAD_DATA,
        "a mask requires a picture but %s cannot be read as one.".formatted(file));
  }

  private Measurement.Rows listed(Path file) {
    NumberArray array = ArrayFile.read(file);
    int[] numbers = new int[array.size()];
    for (int k = 0; k < numbers.length; k++) {
      double value = array.get(k);
      numbers[k] = (int) value;
      if (numbers[k] != value) {
        throw new CommandException(
            ExitCode.BAD_DATA,
            "a mask requires numbers of outputs but entry %d of %s is %s."
                .formatted(k, file, value));
      }
    }
    return Measurement.rows(network.outputSize(), numbers);
  }
}
