package org.preimage.inversion;

/**
 * How far a code is determined by its observation, to first order at the code.
 *
 * @param singularValues of the Jacobian of the observed outputs, largest first
 * @param rank singular values above {@value Sensitivity#RANK_TOLERANCE} of the largest
 * @param latentSize n
 * @param noise deviation σ of the noise that the bars are for: as given, or estimated from the
 *     residual
 * @param codeBars standard deviation of each latent coordinate; infinite without full rank
 * @param outputBars standard deviation of each output value, observed or not
 * @param codeRadius r with ‖ẑ − z‖ ≤ r with probability {@value Sensitivity#LEVEL}; infinite
 *     without full rank
 */
@SuppressWarnings("ArrayRecordComponent")
public record Trust(
    double[] singularValues,
    int rank,
    int latentSize,
    double noise,
    double[] codeBars,
    double[] outputBars,
    double codeRadius) {
  /** Whether the observed Jacobian has full column rank, in floating point. */
  public boolean locallyUnique() {
    return rank == latentSize;
  }

  /** Largest over smallest singular value; infinite without full rank. */
  public double condition() {
    return locallyUnique() ? singularValues[0] * amplification() : Double.POSITIVE_INFINITY;
  }

  /** The most that a small error of the data grows by in the code; infinite without full rank. */
  public double amplification() {
    return locallyUnique() ? 1 / singularValues[latentSize - 1] : Double.POSITIVE_INFINITY;
  }
}
