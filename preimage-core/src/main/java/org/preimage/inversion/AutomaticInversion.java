package org.preimage.inversion;

import java.util.Optional;
import java.util.function.Supplier;
import org.preimage.random.SeedStream;

/**
 * A few starts of Gauss–Newton, which are enough for most generators; then layerwise, where the
 * generator is a chain of layers; then all starts.
 *
 * @param layerwise asked for only when needed, because it holds all weights once more
 */
record AutomaticInversion(
    GaussNewtonInversion few,
    Supplier<Optional<LayerwiseInversion>> layerwise,
    GaussNewtonInversion all)
    implements InversionMethod {
  static final int FEW = 7;

  @Override
  public String name() {
    return "auto";
  }

  @Override
  public Estimate estimate(Observation observation, SeedStream seed) {
    Estimate first = few.estimate(observation, seed);
    if (first.solved() || Thread.currentThread().isInterrupted()) {
      return first;
    }
    Optional<Estimate> second =
        layerwise.get().map(m -> m.estimate(observation, seed.child("layers")));
    if (second.isPresent() && second.get().solved()) {
      Estimate layers = second.get();
      return layers.described(layers.method() + ", because no start of Gauss–Newton met the data");
    }
    return all.estimate(observation, seed);
  }
}
