package org.preimage.capacity.experiment;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.preimage.random.SeedStream;
import org.preimage.spanning.SearchBudget;

/**
 * The fewest active units of each layer of a network without biases. With two inputs all cells are
 * visited and injectivity is decided, in whole numbers; beside it stand two conditions that count
 * units, n everywhere (necessary) and 2n after an injective first layer (sufficient). With more
 * inputs the numbers are those at the worst points found, counted in whole numbers; fewer than n
 * somewhere means not injective, because the network factors through that many units nearby.
 */
final class DeepActivityTrial {
  private DeepActivityTrial() {}

  static Measurement measure(Trial trial, TrialRunner runner) {
    List<double[]> weights = trial.drawLayers();
    List<IntegerMatrix> layers = exact(trial.cell(), weights);
    return trial.cell().inputs() == 2 ? planar(layers) : searched(trial, runner, weights, layers);
  }

  private static List<IntegerMatrix> exact(Cell cell, List<double[]> weights) {
    List<IntegerMatrix> layers = new ArrayList<>();
    int columns = cell.inputs();
    for (int k = 0; k < weights.size(); k++) {
      layers.add(IntegerMatrix.of(weights.get(k), cell.widths().get(k), columns));
      columns = cell.widths().get(k);
    }
    return layers;
  }

  private static Measurement planar(List<IntegerMatrix> layers) {
    PlanarNetwork network = PlanarNetwork.of(layers);
    boolean first = network.isFirstLayerInjective();
    Measurement measurement = new Measurement().with("firstLayerInjective", first ? 1 : 0);
    int least = Integer.MAX_VALUE;
    int leastLater = Integer.MAX_VALUE;
    for (int k = 1; k <= layers.size(); k++) {
      measurement.with("fewestActive" + k, network.fewestActive(k));
      least = Math.min(least, network.fewestActive(k));
      leastLater = k == 1 ? leastLater : Math.min(leastLater, network.fewestActive(k));
    }
    measurement
        .with("necessary", first && least >= 2 ? 1 : 0)
        .with("sufficient", first && leastLater >= 4 ? 1 : 0);
    return measurement.with(
        network.collision().map(pair -> confirmed(layers, pair)).orElse(Outcome.INJECTIVE));
  }

  /** Evaluates the network at both points, without looking at cells. */
  private static Outcome confirmed(List<IntegerMatrix> layers, List<Ray> pair) {
    BigInteger[] one = outputs(layers, new BigInteger[] {pair.get(0).x(), pair.get(0).y()});
    BigInteger[] other = outputs(layers, new BigInteger[] {pair.get(1).x(), pair.get(1).y()});
    if (!Arrays.equals(one, other)) {
      throw new IllegalStateException(
          "A collision requires equal outputs but these points differ: " + pair + ".");
    }
    return Outcome.NOT_INJECTIVE;
  }

  private static Measurement searched(
      Trial trial, TrialRunner runner, List<double[]> weights, List<IntegerMatrix> layers) {
    int n = trial.cell().inputs();
    Measurement measurement = new Measurement();
    for (int k = 0; k < layers.size(); k++) {
      SearchBudget budget = runner.budget(trial);
      double[] x =
          new CircleSweep(weights, n, new SeedStream(trial.searchSeed()).child(k).numbers(), budget)
              .fewest(k);
      int fewest = active(layers, k, x);
      measurement.with("fewestActive" + (k + 1), fewest).after(budget);
      if (fewest < n) {
        measurement.with(Outcome.NOT_INJECTIVE);
      }
    }
    return measurement;
  }

  /** Units of layer {@code last}, counted from 0, that are ≥ 0 at x. */
  private static int active(List<IntegerMatrix> layers, int last, double[] x) {
    IntegerMatrix column = IntegerMatrix.of(x, x.length, 1);
    BigInteger[] values = new BigInteger[x.length];
    for (int j = 0; j < x.length; j++) {
      values[j] = column.get(j, 0);
    }
    BigInteger[] before = outputs(layers.subList(0, last), values);
    IntegerMatrix layer = layers.get(last);
    return (int)
        IntStream.range(0, layer.rows())
            .filter(i -> layer.product(i, before).signum() >= 0)
            .count();
  }

  private static BigInteger[] outputs(List<IntegerMatrix> layers, BigInteger[] x) {
    BigInteger[] values = x;
    for (IntegerMatrix layer : layers) {
      BigInteger[] before = values;
      values =
          IntStream.range(0, layer.rows())
              .mapToObj(i -> layer.product(i, before).max(BigInteger.ZERO))
              .toArray(BigInteger[]::new);
    }
    return values;
  }
}
