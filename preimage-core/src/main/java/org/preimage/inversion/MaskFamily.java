package org.preimage.inversion;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.preimage.random.SeedStream;

/**
 * Ways to observe part of an image, from one value to all of it. Masks of one family and seed are
 * nested: what is observed at a rate is observed at every higher one, so that along a curve against
 * the rate a code that is determined stays so.
 */
public enum MaskFamily {
  /** Values anywhere, each channel for itself. */
  RANDOM,
  /** Pixels anywhere, with all channels. */
  PIXELS,
  /** Rows from the top. */
  TOP,
  /** Rows from the bottom. */
  BOTTOM,
  /** Columns from the left. */
  LEFT,
  /** Columns from the right. */
  RIGHT,
  /** Rings from the outside. */
  BORDER;

  /**
   * The nearest whole number to {@code rate} times the values (RANDOM) or the pixels (all others),
   * but at least one.
   *
   * @param channels of the image, stored one after another
   * @param rate above 0, at most 1
   * @param seed of the random families
   */
  public Measurement.Rows mask(int channels, int height, int width, double rate, SeedStream seed) {
    if (!(rate > 0 && rate <= 1)) {
      throw new IllegalArgumentException(
          "A mask requires a rate above 0 and at most 1 but received " + rate + ".");
    }
    int plane = height * width;
    int size = channels * plane;
    int[] order = this == RANDOM ? shuffled(size, seed) : pixels(height, width, seed);
    int kept = (int) Math.max(1, Math.round(rate * order.length));
    int[] first = Arrays.copyOf(order, kept);
    return this == RANDOM
        ? Measurement.rows(size, first)
        : Measurement.pixels(channels, plane, first);
  }

  /**
   * A frame of whole rings, in every channel.
   *
   * @param wide pixels from the edge that are observed, above 0
   */
  public static Measurement.Rows frame(int channels, int height, int width, double wide) {
    int[] pixels =
        IntStream.range(0, height * width).filter(p -> ring(p, height, width) < wide).toArray();
    return Measurement.pixels(channels, height * width, pixels);
  }

  /** Pixels between a pixel and the nearest edge. */
  private static int ring(int p, int h, int w) {
    return Math.min(Math.min(p / w, h - 1 - p / w), Math.min(p % w, w - 1 - p % w));
  }

  /** All pixels in the order in which the family observes them. */
  private int[] pixels(int h, int w, SeedStream seed) {
    return switch (this) {
      case TOP -> sorted(h * w, p -> p);
      case BOTTOM -> sorted(h * w, p -> -p);
      case LEFT -> sorted(h * w, p -> p % w * h + p / w);
      case RIGHT -> sorted(h * w, p -> -(p % w * h + p / w));
      case BORDER -> sorted(h * w, p -> ring(p, h, w));
      default -> shuffled(h * w, seed);
    };
  }

  private static int[] shuffled(int size, SeedStream seed) {
    return seed.child("mask").numbers().permutation(size);
  }

  /** By key, equal keys in ascending order. */
  private static int[] sorted(int size, IntUnaryOperator key) {
    return IntStream.range(0, size)
        .boxed()
        .sorted(Comparator.comparingInt(key::applyAsInt))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
