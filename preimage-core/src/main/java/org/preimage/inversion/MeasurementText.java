package org.preimage.inversion;

import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.preimage.certificate.Indices;
import org.preimage.network.Network;
import org.preimage.random.SeedStream;

/**
 * Measurements as users write them: {@code all}, {@code random:0.5}, {@code gaussian:200}, and for
 * images {@code top}, {@code bottom}, {@code left}, {@code right} (that half is observed) and
 * {@code border} (all but the middle half of each axis is observed).
 */
public final class MeasurementText {
  private MeasurementText() {}

  /**
   * The measurement of a network's outputs that a text names.
   *
   * @param seed of random ones
   * @throws IllegalArgumentException if the text names none, or a region of what is no image
   */
  public static Measurement parse(String text, Network network, SeedStream seed) {
    int m = network.outputSize();
    String[] parts = text.toLowerCase(Locale.ROOT).split(":", 2);
    return switch (parts[0]) {
      case "all" -> Measurement.all(m);
      case "random" -> Measurement.random(m, number(text, parts), seed);
      case "gaussian" -> Measurement.gaussian(m, count(text, parts), seed);
      case "top", "bottom", "left", "right", "border" -> region(parts[0], network);
      default ->
          throw new IllegalArgumentException(
              "A measurement requires all, random:p, gaussian:m, top, bottom, left, right or border"
                  + " but received "
                  + text
                  + ".");
    };
  }

  private static double number(String text, String[] parts) {
    try {
      return parts.length == 2 ? Double.parseDouble(parts[1]) : 0.5;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "A measurement requires a number behind the colon but received " + text + ".", e);
    }
  }

  private static int count(String text, String[] parts) {
    double value = parts.length == 2 ? number(text, parts) : Double.NaN;
    if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "A Gaussian measurement requires a whole number behind the colon but received "
              + text
              + ".\nMaybe write gaussian:200.");
    }
    return (int) value;
  }

  private static Measurement region(String name, Network network) {
    int m = network.outputSize();
    int[] size = imageSize(name, network, m);
    int height = size[0];
    int width = size[1];
    IntPredicate observed =
        switch (name) {
          case "top" -> i -> 2 * (i / width % height) < height;
          case "bottom" -> i -> 2 * (i / width % height) >= height;
          case "left" -> i -> 2 * (i % width) < width;
          case "right" -> i -> 2 * (i % width) >= width;
          default -> i -> !isMiddle(i / width % height, height) || !isMiddle(i % width, width);
        };
    return Measurement.rows(m, IntStream.range(0, m).filter(observed).toArray());
  }

  private static boolean isMiddle(int at, int length) {
    return Math.abs(2 * at + 1 - length) * 2 < length;
  }

  /** Height and width: the last two axes, or the side of a square where there is one axis. */
  private static int[] imageSize(String name, Network network, int m) {
    if (network.outputs().size() == 1) {
      Indices shape = network.outputs().get(0).shape();
      if (shape.size() >= 2) {
        return new int[] {shape.get(shape.size() - 2), shape.get(shape.size() - 1)};
      }
      int side = (int) Math.round(Math.sqrt(m));
      if (side * side == m && side > 1) {
        return new int[] {side, side};
      }
    }
    throw new IllegalArgumentException(
        "The mask "
            + name
            + " requires an image as output but the network has "
            + m
            + " values.\nMaybe use random:0.5.");
  }
}
