package org.preimage.network;

import java.util.Arrays;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;

/**
 * Some channels and a window of the positions of an image.
 *
 * @param channels ascending
 * @param first first position of the window along each axis
 * @param shape its extents, positive
 */
@SuppressWarnings("ArrayRecordComponent")
record Box(int[] channels, int[] first, int[] shape) {
  /** The smallest one that holds the given values of an image. */
  static Box around(int[] values, Indices image) {
    int axes = image.size();
    int volume = ConvolutionGeometry.volume(image);
    int[] first = new int[axes];
    int[] last = new int[axes];
    Arrays.fill(first, Integer.MAX_VALUE);
    for (int value : values) {
      int rest = value % volume;
      for (int a = axes - 1; a >= 0; a--) {
        first[a] = Math.min(first[a], rest % image.get(a));
        last[a] = Math.max(last[a], rest % image.get(a));
        rest /= image.get(a);
      }
    }
    int[] shape = new int[axes];
    Arrays.setAll(shape, a -> last[a] - first[a] + 1);
    int[] channels = Arrays.stream(values).map(v -> v / volume).distinct().sorted().toArray();
    return new Box(channels, first, shape);
  }

  /** The same window with the channels 0, …, count − 1. */
  Box withChannels(int count) {
    int[] all = new int[count];
    Arrays.setAll(all, c -> c);
    return new Box(all, first, shape);
  }

  /** The values it holds, in row-major order of the box, as positions in an image. */
  int[] values(Indices image) {
    int volume = ConvolutionGeometry.volume(Indices.of(shape));
    int imageVolume = ConvolutionGeometry.volume(image);
    int[] values = new int[Math.multiplyExact(channels.length, volume)];
    for (int i = 0; i < values.length; i++) {
      int rest = i % volume;
      int position = 0;
      int step = 1;
      for (int a = shape.length - 1; a >= 0; a--) {
        position += (first[a] + rest % shape[a]) * step;
        step *= image.get(a);
        rest /= shape[a];
      }
      values[i] = channels[i / volume] * imageVolume + position;
    }
    return values;
  }
}
