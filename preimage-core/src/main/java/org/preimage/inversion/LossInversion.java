package org.preimage.inversion;

import java.util.Optional;
import java.util.function.Supplier;
import org.preimage.random.SeedStream;

/**
 * A code of least ℓ1 or ℓ∞ misfit: from a code of least squares, which errors of the data have
 * moved; and layer by layer where that leads to no code which the outputs confirm.
 *
 * @param squares finds a code to start from
 * @param refinement goes on from it
 * @param layerwise asked for only when needed, because it holds all weights once more
 */
record LossInversion(
    InversionMethod squares,
    LayerwiseInversion.Refinement refinement,
    Supplier<Optional<LayerwiseInversion>> layerwise)
    implements InversionMethod {
  @Override
  public String name() {
    return "auto";
  }

  @Override
  public Estimate estimate(Observation observation, SeedStream seed) {
    Estimate first = refined(observation, seed);
    if (first.solved() || Thread.currentThread().isInterrupted()) {
      return first;
    }
    return layerwise
        .get()
        .map(m -> m.estimate(observation, seed.child("layers")))
        .filter(Estimate::solved)
        .map(e -> e.described(e.method() + ", because Gauss–Newton led to no confirmed code"))
        .orElse(first);
  }

  /** From the code of least squares; then from the other codes where its search ended. */
  private Estimate refined(Observation observation, SeedStream seed) {
    Estimate start = squares.estimate(observation, seed);
    Estimate best = refinement.refine(start.code(), observation);
    for (double[] rival : start.rivals()) {
      if (best.solved() || Thread.currentThread().isInterrupted()) {
        break;
      }
      Estimate other = refinement.refine(rival, observation);
      best = other.solved() ? other : best;
    }
    return new Estimate(
        best.code(),
        best.solved(),
        start.iterations() + best.iterations(),
        start.starts(),
        start.rivals(),
        start.costs(),
        start.method() + "; " + best.method());
  }
}
