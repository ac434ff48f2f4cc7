package org.preimage.inversion;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.preimage.linalg.OneSidedSystem;

/**
 * What outputs of a layer f(Wx + b) say of x. An output of a ReLU that is above the noise is an
 * equation of its pre-activation, p = y; one that is not says p ≤ y, whether the unit was on or off
 * ([L], where y is below the noise). Outputs of other functions are equations, weighted by how much
 * an error of y would move p.
 */
final class LayerEquations {
  /**
   * Outputs above so many deviations of the noise count as on. With fewer, outputs of units that
   * are off become wrong equations; with more, good equations are lost. Lower where too few are
   * left.
   */
  private static final double[] THRESHOLDS = {4, 3, 2, 1};

  /** Equations wanted, in units of the unknowns. */
  private static final double ENOUGH = 1.25;

  private static final double INFORMATIVE = 1e-8;
  private static final double LEAST_ERROR = 1e-6;

  private LayerEquations() {}

  /**
   * Equations and inequalities.
   *
   * @param rows numbers of the known outputs
   * @param data one value a known output
   * @param error deviation of the data, or with the loss ℓ∞ a bound; rounding at least
   */
  static OneSidedSystem of(
      LayerChain.Layer layer, int[] rows, double[] data, double error, Loss loss) {
    int[] chosen =
        IntStream.range(0, rows.length)
            .filter(i -> isRelu(layer) || isInformative(layer, data[i]))
            .toArray();
    return of(
        layer, rows, data, chosen, error, threshold(data, error, layer.weights().columns(), loss));
  }

  /** Positions of the outputs that are equations when the data is exact. */
  static int[] informative(LayerChain.Layer layer, double[] data, double rounding) {
    return IntStream.range(0, data.length)
        .filter(i -> isRelu(layer) ? data[i] > rounding : isInformative(layer, data[i]))
        .toArray();
  }

  /** The equations of chosen outputs that are informative. */
  static OneSidedSystem exactly(
      LayerChain.Layer layer, int[] rows, double[] data, int[] chosen, double rounding) {
    return of(layer, rows, data, chosen, rounding, rounding);
  }

  private static OneSidedSystem of(
      LayerChain.Layer layer,
      int[] rows,
      double[] data,
      int[] chosen,
      double error,
      double threshold) {
    boolean relu = isRelu(layer);
    int n = layer.weights().columns();
    double[] matrix = new double[Math.multiplyExact(chosen.length, n)];
    double[] right = new double[chosen.length];
    boolean[] atMost = new boolean[chosen.length];
    for (int k = 0; k < chosen.length; k++) {
      int i = chosen[k];
      double p = layer.function().inverse(data[i]);
      double weight = relu ? 1 : weight(layer.function(), p, error);
      layer.weights().addTo(rows[i], weight, matrix, k * n);
      right[k] = weight * (p - layer.bias()[rows[i]]);
      atMost[k] = relu && data[i] <= threshold;
    }
    return new OneSidedSystem(matrix, n, right, atMost);
  }

  static boolean isRelu(LayerChain.Layer layer) {
    return layer.function() instanceof Readout.Rectified r && r.negativeSlope() == 0;
  }

  /**
   * Outputs of a ReLU above this are equations.
   *
   * @param error deviation of the data, or a bound for the loss ℓ∞, where outputs above it are sure
   * @param unknowns which the equations should determine
   */
  static double threshold(double[] data, double error, int unknowns, Loss loss) {
    if (loss == Loss.LINF) {
      return error;
    }
    return Arrays.stream(THRESHOLDS)
        .map(t -> t * error)
        .filter(t -> Arrays.stream(data).filter(y -> y > t).count() >= ENOUGH * unknowns)
        .findFirst()
        .orElse(error);
  }

  private static boolean isInformative(LayerChain.Layer layer, double y) {
    double p = layer.function().inverse(y);
    return Double.isFinite(p) && layer.function().slope(p) > INFORMATIVE;
  }

  private static double weight(Readout function, double p, double error) {
    double slope = function.slope(p);
    return function instanceof Readout.Curve
        ? slope / (slope + Math.max(error, LEAST_ERROR))
        : Math.min(1, slope);
  }
}
