package org.preimage.torch;

import java.util.Arrays;
import org.preimage.inversion.AdamOptions;

/** The iterates of Adam from several starts and the two means it keeps for each coordinate. */
final class AdamSteps {
  private final AdamOptions options;
  private final double[][] codes;
  private final double[] mean;
  private final double[] square;
  private double meanDecay = 1;
  private double squareDecay = 1;

  AdamSteps(AdamOptions options, double[][] starts) {
    this.options = options;
    this.codes = Arrays.stream(starts).map(double[]::clone).toArray(double[][]::new);
    this.mean = new double[starts.length * starts[0].length];
    this.square = new double[mean.length];
  }

  /** The current iterates, one row a start; not to be kept. */
  double[][] codes() {
    return codes;
  }

  /**
   * One step of each.
   *
   * @param gradient of all coordinates, start by start
   */
  void advance(double[] gradient) {
    meanDecay *= options.firstDecay();
    squareDecay *= options.secondDecay();
    int n = codes[0].length;
    for (int i = 0; i < gradient.length; i++) {
      double g = gradient[i];
      mean[i] += (1 - options.firstDecay()) * (g - mean[i]);
      square[i] += (1 - options.secondDecay()) * (g * g - square[i]);
      double root = Math.sqrt(square[i] / (1 - squareDecay));
      codes[i / n][i % n] -=
          options.learningRate() * mean[i] / (1 - meanDecay) / (root + options.epsilon());
    }
  }
}
