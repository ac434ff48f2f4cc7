package org.preimage.inversion;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.preimage.linalg.LeastSquares;
import org.preimage.linalg.OneSidedSystem;
import org.preimage.random.RandomNumbers;
import org.preimage.random.SeedStream;

/**
 * The input of a layer, recovered from some of its outputs.
 *
 * @param values x
 * @param error deviation of its entries; 0 if they are exact up to rounding
 */
@SuppressWarnings("ArrayRecordComponent")
record LayerInputs(double[] values, double error) {
  /** Rounding, relative to the largest entry. */
  private static final double ROUNDING = 1e-9;

  /** Further equations that must hold before n of them are believed. */
  private static final int CONFIRMATIONS = 64;

  /** Values of a layer that are known exactly. */
  static LayerInputs exact(double[] values) {
    return new LayerInputs(values, 0);
  }

  /** What an entry may be wrong by. */
  double uncertainty() {
    double largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
    return Math.max(error, ROUNDING * Math.max(largest, Double.MIN_NORMAL));
  }

  /**
   * The input of least loss, or nothing where the outputs leave it open.
   *
   * @param rows numbers of the known outputs
   * @param outputs one value a known output
   */
  static Optional<LayerInputs> of(
      LayerChain.Layer layer, int[] rows, LayerInputs outputs, Loss loss, double seconds) {
    double error = outputs.uncertainty();
    if (loss == Loss.L2 && outputs.error() == 0) {
      return exactly(layer, rows, outputs).map(LayerInputs::exact);
    }
    OneSidedSystem system = LayerEquations.of(layer, rows, outputs.values(), error, loss);
    if (system.equationCount() < system.columns()) {
      return Optional.empty();
    }
    Optional<double[]> x = LossFit.solve(system, loss, seconds);
    if (loss == Loss.L2 && LayerEquations.isRelu(layer)) {
      x = x.map(start -> LayerLikelihood.descend(system, outputs.values(), start));
    }
    if (x.isEmpty() || outputs.error() == 0) {
      return x.map(LayerInputs::exact);
    }
    RandomNumbers signs = SeedStream.of(0).child("signs").numbers();
    double spread = LeastSquares.amplification(system, signs);
    return x.filter(v -> Double.isFinite(spread))
        .map(v -> new LayerInputs(v, outputs.error() * spread));
  }

  /** Consistent equations need not all be solved: a random n of them determine x as well. */
  private static Optional<double[]> exactly(
      LayerChain.Layer layer, int[] rows, LayerInputs outputs) {
    int n = layer.weights().columns();
    int[] order = SeedStream.of(0).child("rows").numbers().permutation(rows.length);
    int[] shuffled = IntStream.of(order).map(i -> rows[i]).toArray();
    double[] data = IntStream.of(order).mapToDouble(i -> outputs.values()[i]).toArray();
    double error = outputs.uncertainty();
    int[] informative = LayerEquations.informative(layer, data, error);
    int few = Math.min(informative.length, n + CONFIRMATIONS);
    OneSidedSystem part =
        LayerEquations.exactly(layer, shuffled, data, Arrays.copyOf(informative, few), error);
    Optional<double[]> x = LeastSquares.solveFirst(part);
    if (x.isPresent() && few > n) {
      double scale = Arrays.stream(part.right()).map(Math::abs).max().orElse(0);
      double worst = Arrays.stream(part.residuals(x.get())).map(Math::abs).max().orElse(0);
      if (worst <= ROUNDING * scale) {
        return x;
      }
    }
    return LeastSquares.solve(LayerEquations.exactly(layer, shuffled, data, informative, error));
  }
}
