package org.preimage.inversion;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.preimage.random.RandomNumbers;

/**
 * Drawn codes with a few values of their images, to look up which images resemble an observed one.
 */
final class DrawnImages {
  /** Values kept of all images together, so that a look-up takes less than an iteration. */
  private static final int KEPT = 1 << 18;

  private static final int MOST_FEATURES = 64;

  private final double[][] codes;
  private final float[] images;
  private final int[] chosen;

  private DrawnImages(double[][] codes, float[] images, int[] chosen) {
    this.codes = codes;
    this.images = images;
    this.chosen = chosen;
  }

  /**
   * Keeps some of the samples and some of their features.
   *
   * @param numbers choose the features
   */
  static DrawnImages of(double[][] features, double[][] codes, RandomNumbers numbers) {
    int[] order = numbers.permutation(features[0].length);
    int[] chosen = Arrays.copyOf(order, Math.min(order.length, MOST_FEATURES));
    int samples = Math.min(codes.length, KEPT / chosen.length);
    float[] images = new float[samples * chosen.length];
    for (int k = 0; k < samples; k++) {
      for (int f = 0; f < chosen.length; f++) {
        images[k * chosen.length + f] = (float) features[k][chosen[f]];
      }
    }
    return new DrawnImages(Arrays.copyOf(codes, samples), images, chosen);
  }

  /** The codes whose images are nearest, the nearest first. */
  double[][] nearest(double[] features, int count) {
    double[] distance = new double[codes.length];
    for (int k = 0; k < distance.length; k++) {
      for (int f = 0; f < chosen.length; f++) {
        double d = images[k * chosen.length + f] - features[chosen[f]];
        distance[k] += d * d;
      }
    }
    return IntStream.range(0, distance.length)
        .boxed()
        .sorted(Comparator.comparingDouble(k -> distance[k]))
        .limit(count)
        .map(k -> codes[k])
        .toArray(double[][]::new);
  }
}
