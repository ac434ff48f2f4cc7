package org.preimage.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.preimage.inversion.MaskFamily;
import org.preimage.inversion.Measurement;
import org.preimage.network.Network;
import org.preimage.onnx.ArrayFile;
import org.preimage.onnx.NumberArray;
import org.preimage.random.SeedStream;

/**
 * A mask as the command line names it: {@code random:0.5} of the values, {@code pixels:0.5} of the
 * pixels, a side of the image such as {@code top} or {@code left:0.25}, {@code border:3}, a picture
 * or a list of numbers of outputs.
 */
final class MaskChoice {
  static final String WAYS =
      "all, random[:SHARE], pixels[:SHARE], top|bottom|left|right[:SHARE], border[:PIXELS], an image file, or FILE.npy|csv";

  private final Network network;
  private final Optional<Picture> image;
  private final String word;
  private final String name;
  private final String value;

  private MaskChoice(Network network, Optional<Picture> image, String word) {
    this.network = network;
    this.image = image;
    this.word = word;
    int colon = word.indexOf(':');
    this.name = (colon < 0 ? word : word.substring(0, colon)).toLowerCase(Locale.ROOT);
    this.value = colon < 0 ? "" : word.substring(colon + 1);
  }

  /**
   * The outputs observed.
   *
   * @param image what the outputs make, if anything
   * @throws CommandException if there is no such mask, or it observes nothing
   */
  static Measurement.Rows of(
      Network network, Optional<Picture> image, String word, SeedStream seed) {
    try {
      return new MaskChoice(network, image, word).rows(seed);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private Measurement.Rows rows(SeedStream seed) {
    Path file = Path.of(word);
    if (TargetImage.isImage(file)) {
      return picture(file);
    }
    if (word.endsWith(".npy") || word.endsWith(".csv")) {
      return listed(InputFiles.require("mask", file));
    }
    return switch (name) {
      case "all" -> Measurement.all(network.outputSize());
      case "random" -> Measurement.random(network.outputSize(), share(), seed);
      case "pixels", "top", "bottom", "left", "right" -> {
        MaskFamily family = MaskFamily.valueOf(name.toUpperCase(Locale.ROOT));
        Picture shape = shape();
        yield family.mask(shape.channels(), shape.height(), shape.width(), share(), seed);
      }
      case "border" -> border();
      default ->
          throw new IllegalArgumentException(
              "--mask requires one of " + WAYS + " but received '" + word + "'.");
    };
  }

  private Measurement.Rows border() {
    int h = shape().height();
    int w = shape().width();
    return MaskFamily.frame(shape().channels(), h, w, number(Math.max(1, Math.min(h, w) / 8)));
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

  /** Bright pixels are observed. */
  private Measurement.Rows picture(Path file) {
    Picture plane = new Picture(1, shape().height(), shape().width());
    double[] bright = TargetImage.read(file, plane, OutputRange.ALL);
    int[] pixels = IntStream.range(0, bright.length).filter(p -> bright[p] >= 0.5).toArray();
    return Measurement.pixels(shape().channels(), bright.length, pixels);
  }

  private Picture shape() {
    return image.orElseThrow(
        () ->
            new IllegalArgumentException(
                "--mask %s requires an output of shape [H, W] or [C, H, W] from 8 × 8 on but %s has %s.%nMaybe --mask random:0.5, or numbers of outputs in a file."
                    .formatted(
                        word, network.name(), NumberText.shape(network.outputs().get(0).shape()))));
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
