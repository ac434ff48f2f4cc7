package org.preimage.inversion;

import java.util.Optional;
import org.preimage.random.SeedStream;

/**
 * A code of least ℓ1 or ℓ∞ misfit: layer by layer where that leads to a code which the outputs
 * confirm; else from a code of least squares, which errors of the data have moved.
 *
 * @param squares finds a code to start from
 * @param refinement goes on from it
 */
record LossInversion(
    Optional<LayerwiseInversion> layerwise,
    InversionMethod squares,
    LayerwiseInversion.Refinement refinement)
    implements InversionMethod {
  @Override
  public String name() {
    return "auto";
  }

  @Override
  public Estimate estimate(Observation observation, SeedStream seed) {
    Optional<Estimate> first = layerwise.map(m -> m.estimate(observation, seed.child("layers")));
    if (first.isPresent() && first.get().solved()) {
      return first.get().described(first.get().method() + "; layers because of the loss");
    }
    Estimate start = squares.estimate(observation, seed);
    Estimate e = refinement.refine(start.code(), observation);
    return new Estimate(
        e.code(),
        e.solved(),
        start.iterations() + e.iterations(),
        start.starts(),
        start.rivals(),
        start.costs(),
        start.method() + "; " + e.method());
  }
}
