package org.preimage.inversion;

/**
 * Residuals between an observation and the core of a generator, as functions of the pre-activations
 * the core yields. Their sum of squares is what is minimised.
 */
interface Misfit {
  /** ½ Σ residual². */
  double cost(double[] preactivations);

  /** The residuals to first order at a code. */
  NormalSystem normalSystem(Linearization core);

  /** ½ Σ residual² of the trivial prediction zero: what a cost is compared with. */
  double scale();
}
