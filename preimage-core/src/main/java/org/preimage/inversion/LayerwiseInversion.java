package org.preimage.inversion;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.preimage.random.SeedStream;

/**
 * Undoes one layer after the other, from the output ([J], [L]): where the equations of the active
 * outputs determine the inputs of a layer, least squares gives them exactly. The layers that are
 * left where they do not are inverted by Gauss–Newton as a shallower generator, with the recovered
 * values as data; and what comes out is polished on the whole network.
 */
final class LayerwiseInversion implements InversionMethod {
  private final Generator generator;
  private final List<LayerChain.Layer> layers;
  private final ForwardModel.Factory factory;
  private final GaussNewtonInversion whole;
  private final InversionOptions options;
  private final Map<Integer, GaussNewtonInversion> shallower = new HashMap<>();

  private LayerwiseInversion(
      Generator generator,
      List<LayerChain.Layer> layers,
      ForwardModel.Factory factory,
      GaussNewtonInversion whole,
      InversionOptions options) {
    this.generator = generator;
    this.layers = layers;
    this.factory = factory;
    this.whole = whole;
    this.options = options;
  }

  /**
   * The method for a generator that is a chain of layers of moderate size, or nothing.
   *
   * @param whole polishes, and inverts when not even the last layer can be undone
   */
  static Optional<LayerwiseInversion> of(
      Generator generator,
      ForwardModel.Factory factory,
      GaussNewtonInversion whole,
      InversionOptions options) {
    return LayerChain.of(generator.network())
        .map(layers -> new LayerwiseInversion(generator, layers, factory, whole, options));
  }

  @Override
  public String name() {
    return "layerwise";
  }

  @Override
  public Estimate estimate(Observation observation, SeedStream seed) {
    if (!(observation.measurement() instanceof Measurement.Rows mask)) {
      return whole.estimate(observation, seed);
    }
    double[] data = observation.data();
    int[] rows = mask.indices();
    int level = layers.size() - 1;
    for (; level >= 0; level--) {
      Optional<double[]> inputs =
          LayerChain.inputs(layers.get(level), rows, data, observation.uncertainty());
      if (inputs.isEmpty()) {
        break;
      }
      data = level > 0 ? rectified(level - 1, inputs.get(), observation) : inputs.get();
      rows = IntStream.range(0, data.length).toArray();
    }
    int undone = layers.size() - 1 - level;
    if (undone == 0) {
      return whole.estimate(observation, seed);
    }
    double[] code = level < 0 ? data : rest(level, data, observation.noise(), seed);
    return named(whole.refine(code, observation), undone);
  }

  private double[] rectified(int level, double[] x, Observation observation) {
    boolean relu =
        layers.get(level).function() instanceof Readout.Rectified r && r.negativeSlope() == 0;
    return relu ? LayerChain.rectified(x, observation.uncertainty()) : x;
  }

  /** Codes from the values of a layer that cannot be undone by itself. */
  private double[] rest(int level, double[] data, double noise, SeedStream seed) {
    Measurement all = Measurement.all(data.length);
    GaussNewtonInversion method =
        shallower.computeIfAbsent(
            level,
            l -> {
              Generator prefix = generator.endingAt(layers.get(l + 1).source());
              ForwardModel model = factory.of(prefix.core());
              return new GaussNewtonInversion(
                  new ObservedModel(prefix, all, options.prior(), model, model), options);
            });
    return method.estimate(new Observation(all, data, noise), seed).code();
  }

  private Estimate named(Estimate e, int undone) {
    String method =
        undone == layers.size()
            ? "all layers undone one by one"
            : "the last %d of %d layers undone, Gauss–Newton on the rest"
                .formatted(undone, layers.size());
    return new Estimate(
        e.code(), e.solved(), e.iterations(), e.starts(), e.rivals(), e.costs(), method);
  }
}
