package org.preimage.inversion;

import java.util.Arrays;
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
  /** Goes on, with all observed outputs, from a code that was found layer by layer. */
  @FunctionalInterface
  interface Refinement {
    Estimate refine(double[] code, Observation observation);
  }

  private final Generator generator;
  private final List<LayerChain.Layer> layers;
  private final ForwardModel.Factory factory;
  private final InversionMethod otherwise;
  private final Refinement refinement;
  private final InversionOptions options;
  private final Map<Integer, GaussNewtonInversion> shallower = new HashMap<>();

  private LayerwiseInversion(
      Generator generator,
      List<LayerChain.Layer> layers,
      ForwardModel.Factory factory,
      InversionMethod otherwise,
      Refinement refinement,
      InversionOptions options) {
    this.generator = generator;
    this.layers = layers;
    this.factory = factory;
    this.otherwise = otherwise;
    this.refinement = refinement;
    this.options = options;
  }

  /**
   * The method for a generator that is a chain of layers of moderate size, or nothing.
   *
   * @param otherwise inverts when not even the last layer can be undone
   * @param refinement what follows on the whole network
   */
  static Optional<LayerwiseInversion> of(
      Generator generator,
      ForwardModel.Factory factory,
      InversionMethod otherwise,
      Refinement refinement,
      InversionOptions options) {
    return LayerChain.of(generator.network())
        .map(
            layers ->
                new LayerwiseInversion(generator, layers, factory, otherwise, refinement, options));
  }

  @Override
  public String name() {
    return "layerwise";
  }

  @Override
  public Estimate estimate(Observation observation, SeedStream seed) {
    if (!(observation.measurement() instanceof Measurement.Rows mask)) {
      return otherwise.estimate(observation, seed);
    }
    LayerInputs data = new LayerInputs(observation.data(), observation.noise());
    int[] rows = mask.indices();
    int level = layers.size() - 1;
    for (; level >= 0; level--) {
      Optional<LayerInputs> inputs =
          LayerInputs.of(layers.get(level), rows, data, options.loss(), options.seconds());
      if (inputs.isEmpty()) {
        break;
      }
      data = inputs.get();
      rows = IntStream.range(0, data.values().length).toArray();
    }
    int undone = layers.size() - 1 - level;
    if (undone == 0) {
      return otherwise.estimate(observation, seed);
    }
    double[] code = level < 0 ? data.values() : rest(level, data, seed);
    double[] start = PriorTerm.admissible(options.prior(), code);
    return named(refinement.refine(start, observation), undone);
  }

  /** Codes from the values of a layer that cannot be undone by itself. */
  private double[] rest(int level, LayerInputs data, SeedStream seed) {
    Measurement all = Measurement.all(data.values().length);
    GaussNewtonInversion method =
        shallower.computeIfAbsent(
            level,
            l -> {
              Generator prefix = generator.endingAt(layers.get(l + 1).source());
              ForwardModel model = factory.of(prefix.core());
              return new GaussNewtonInversion(
                  new ObservedModel(prefix, all, options.prior(), model, model), options);
            });
    Observation values = new Observation(all, rectified(level, data), data.error());
    return method.estimate(values, seed).code();
  }

  /** Where values of a ReLU are exact, negative and tiny ones are zeros up to rounding. */
  private double[] rectified(int level, LayerInputs data) {
    boolean relu =
        layers.get(level).function() instanceof Readout.Rectified r && r.negativeSlope() == 0;
    double zero = relu && data.error() == 0 ? data.uncertainty() : Double.NEGATIVE_INFINITY;
    return Arrays.stream(data.values()).map(v -> v <= zero ? 0 : v).toArray();
  }

  private Estimate named(Estimate e, int undone) {
    String layerwise =
        undone == layers.size()
            ? "all layers undone one by one"
            : "the last %d of %d layers undone, Gauss–Newton on the rest"
                .formatted(undone, layers.size());
    return e.described(layerwise + "; " + e.method());
  }
}
