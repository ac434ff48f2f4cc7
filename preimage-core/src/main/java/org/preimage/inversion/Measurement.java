package org.preimage.inversion;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.preimage.random.RandomNumbers;
import org.preimage.random.SeedStream;
import org.preimage.random.WeightEnsemble;

/**
 * The linear map A from the m outputs of a generator to what is observed ([M], section 2): some of
 * the outputs, or random combinations of all of them.
 */
public sealed interface Measurement {
  /** Number of values observed. */
  int size();

  /** Number m of output values of the generator. */
  int outputSize();

  /**
   * A y.
   *
   * @throws IllegalArgumentException if y does not have {@link #outputSize} entries
   */
  double[] apply(double[] y);

  /** Every output. */
  static Rows all(int outputSize) {
    return new Rows(outputSize, IntStream.range(0, outputSize).toArray());
  }

  /** The outputs with the given numbers. */
  static Rows rows(int outputSize, int... indices) {
    return new Rows(outputSize, indices);
  }

  /**
   * Some pixels of an image in every channel.
   *
   * @param channels of the image, stored one after another
   * @param plane pixels of the whole image
   * @param pixels numbers of those observed, row by row
   */
  static Rows pixels(int channels, int plane, int... pixels) {
    return new Rows(
        channels * plane,
        IntStream.range(0, channels)
            .flatMap(c -> IntStream.of(pixels).map(p -> c * plane + p))
            .toArray());
  }

  /**
   * The nearest whole number to {@code fraction}·m of the outputs, drawn without replacement.
   *
   * @param fraction above 0, at most 1
   */
  static Rows random(int outputSize, double fraction, SeedStream seed) {
    if (!(fraction > 0 && fraction <= 1)) {
      throw new IllegalArgumentException(
          "A random mask requires a fraction above 0 and at most 1 but received " + fraction + ".");
    }
    int kept = (int) Math.max(1, Math.round(fraction * outputSize));
    int[] order = seed.child("mask").numbers().permutation(outputSize);
    return new Rows(outputSize, Arrays.copyOf(order, kept));
  }

  /**
   * {@code size} combinations with independent normal weights of variance 1/{@code size}, so that
   * lengths are kept on average.
   */
  static Gaussian gaussian(int outputSize, int size, SeedStream seed) {
    if (size < 1) {
      throw new IllegalArgumentException(
          "A Gaussian measurement requires at least one row but received " + size + ".");
    }
    RandomNumbers numbers = seed.child("measurement").numbers();
    double[] matrix = WeightEnsemble.GAUSSIAN.draw(size, outputSize, numbers);
    double scale = 1 / Math.sqrt(size);
    for (int k = 0; k < matrix.length; k++) {
      matrix[k] *= scale;
    }
    return new Gaussian(outputSize, size, matrix);
  }

  /** A selection of outputs, a mask. The order of the indices is ascending. */
  final class Rows implements Measurement {
    private final int outputSize;
    private final int[] indices;

    private Rows(int outputSize, int[] indices) {
      this.outputSize = outputSize;
      this.indices = IntStream.of(indices).sorted().distinct().toArray();
      if (indices.length == 0) {
        throw new IllegalArgumentException(
            "A mask requires at least one observed output but has none.");
      }
      for (int i : this.indices) {
        if (i < 0 || i >= outputSize) {
          throw new IllegalArgumentException(
              "A mask requires output numbers from 0 below "
                  + outputSize
                  + " but received "
                  + i
                  + ".");
        }
      }
    }

    @Override
    public int size() {
      return indices.length;
    }

    @Override
    public int outputSize() {
      return outputSize;
    }

    /** Numbers of the observed outputs, ascending. */
    public int[] indices() {
      return indices.clone();
    }

    @Override
    public double[] apply(double[] y) {
      requireSize(y, outputSize);
      return IntStream.of(indices).mapToDouble(i -> y[i]).toArray();
    }

    @Override
    public String toString() {
      return indices.length + " of " + outputSize + " outputs";
    }
  }

  /** Random combinations of all outputs. */
  final class Gaussian implements Measurement {
    private final int outputSize;
    private final int size;
    private final double[] matrix;

    private Gaussian(int outputSize, int size, double[] matrix) {
      this.outputSize = outputSize;
      this.size = size;
      this.matrix = matrix;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public int outputSize() {
      return outputSize;
    }

    @Override
    public double[] apply(double[] y) {
      requireSize(y, outputSize);
      double[] values = new double[size];
      for (int i = 0; i < size; i++) {
        double sum = 0;
        for (int j = 0; j < outputSize; j++) {
          sum += matrix[i * outputSize + j] * y[j];
        }
        values[i] = sum;
      }
      return values;
    }

    /** The combinations with the given numbers, in that order. */
    Gaussian rows(int... numbers) {
      double[] rows = new double[numbers.length * outputSize];
      for (int k = 0; k < numbers.length; k++) {
        System.arraycopy(matrix, numbers[k] * outputSize, rows, k * outputSize, outputSize);
      }
      return new Gaussian(outputSize, numbers.length, rows);
    }

    /** A, size × m row by row; not to be written to. */
    double[] matrix() {
      return matrix;
    }

    @Override
    public String toString() {
      return size + " Gaussian combinations of " + outputSize + " outputs";
    }
  }

  private static void requireSize(double[] y, int size) {
    if (y.length != size) {
      throw new IllegalArgumentException(
          "A measurement requires " + size + " outputs but received " + y.length + ".");
    }
  }
}
