package org.preimage.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.preimage.inversion.Measurement;
import org.preimage.onnx.ArrayFile;
import org.preimage.random.SeedStream;

/**
 * What {@code --mask} says is observed: {@code all}, {@code random:P} of the values, {@code
 * pixels:P} of the pixels, a half of the image by the name of its side, its {@code border}, the
 * white pixels of an image file, or the numbers in an array file.
 */
final class MaskWord {
  private final String word;
  private final int outputs;
  private final Optional<Picture> image;
  private final SeedStream seed;

  private MaskWord(String word, int outputs, Optional<Picture> image, SeedStream seed) {
    this.word = word;
    this.outputs = outputs;
    this.image = image;
    this.seed = seed;
  }

  /**
   * Numbers of the observed outputs, ascending.
   *
   * @param outputs how many the network has
   * @param image their shape if they are one
   * @throws CommandException if the word is not understood, does not fit or observes nothing
   */
  static int[] observed(String word, int outputs, Optional<Picture> image, SeedStream seed) {
    int[] observed = new MaskWord(word, outputs, image, seed).observed();
    if (observed.length == 0) {
      throw usage(
          "--mask requires at least one observed value but %s leaves none.".formatted(word));
    }
    return observed;
  }

  private int[] observed() {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "all" -> IntStream.range(0, outputs).toArray();
      case "top" -> pixels(at -> 2 * row(at) < shape().height());
      case "bottom" -> pixels(at -> 2 * row(at) >= shape().height());
      case "left" -> pixels(at -> 2 * column(at) < shape().width());
      case "right" -> pixels(at -> 2 * column(at) >= shape().width());
      case "border" -> pixels(this::onBorder);
      default -> byRuleOrFile();
    };
  }

  /** The outer quarter on each side: three quarters of the image around a hidden middle. */
  private boolean onBorder(int at) {
    int h = shape().height();
    int w = shape().width();
    return Math.min(row(at), h - 1 - row(at)) < h / 4
        || Math.min(column(at), w - 1 - column(at)) < w / 4;
  }

  private int[] byRuleOrFile() {
    if (word.startsWith("random:")) {
      return Measurement.random(outputs, share("random:"), seed).indices();
    }
    if (word.startsWith("pixels:")) {
      int plane = shape().height() * shape().width();
      int[] kept = Measurement.random(plane, share("pixels:"), seed).indices();
      return pixels(at -> Arrays.binarySearch(kept, at) >= 0);
    }
    Path file = Path.of(word);
    if (TargetImage.isImage(file)) {
      double[] mask = TargetImage.read(file, plane(), OutputRange.ALL);
      return pixels(at -> mask[at] >= 0.5);
    }
    if (word.endsWith(".npy") || word.endsWith(".csv")) {
      return numbers(file);
    }
    throw usage(
        "--mask requires all, random:P, pixels:P, top, bottom, left, right, border, or an image, .npy or .csv file but received %s."
            .formatted(word));
  }

  private double share(String prefix) {
    double share;
    try {
      share = Double.parseDouble(word.substring(prefix.length()));
    } catch (NumberFormatException e) {
      share = Double.NaN;
    }
    if (!(share > 0 && share <= 1)) {
      throw usage(
          "--mask %sP requires a share above 0 and at most 1 but received %s."
              .formatted(prefix, word.substring(prefix.length())));
    }
    return share;
  }

  private int[] pixels(IntPredicate kept) {
    int plane = shape().height() * shape().width();
    return IntStream.range(0, outputs).filter(i -> kept.test(i % plane)).toArray();
  }

  private int[] numbers(Path file) {
    double[] values = ArrayFile.read(InputFiles.require("mask", file)).values();
    for (double value : values) {
      if (!(value >= 0 && value < outputs) || value != Math.rint(value)) {
        throw new CommandException(
            ExitCode.BAD_DATA,
            "a mask requires whole numbers from 0 to %d but %s has %s.%nMaybe it is a mask of zeros and ones: list where the ones are."
                .formatted(outputs - 1, file, NumberText.shortest(value)));
      }
    }
    return Arrays.stream(values).mapToInt(v -> (int) v).sorted().distinct().toArray();
  }

  private int row(int at) {
    return at / shape().width();
  }

  private int column(int at) {
    return at % shape().width();
  }

  private Picture plane() {
    return new Picture(1, shape().height(), shape().width());
  }

  private Picture shape() {
    return image.orElseThrow(
        () ->
            usage(
                "--mask %s requires a network whose output is an image.%nMaybe say --image 1xHxW, or use random:P."
                    .formatted(word)));
  }

  private static CommandException usage(String message) {
    return new CommandException(ExitCode.USAGE, message);
  }
}
