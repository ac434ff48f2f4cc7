package org.preimage.inversion;

/**
 * How hard to search for a code.
 *
 * @param choice which method
 * @param restarts most starts of one inversion, at least 1
 * @param iterations most iterations of one start, or of each stage of it, at least 1
 * @param seconds after which no further start is begun, above zero
 * @param prior what is known about codes; flat for losses other than ℓ2
 * @param loss what errors of the data are expected
 * @param seed of the starts
 * @param targets how many observations are going to share a measurement, at least 1: a preparation
 *     that takes the time of many inversions is made only where it is repaid
 */
public record InversionOptions(
    Choice choice,
    int restarts,
    int iterations,
    double seconds,
    Prior prior,
    Loss loss,
    long seed,
    int targets) {
  /** Which method finds the code. */
  public enum Choice {
    /** Layerwise where it determines the code, else Gauss–Newton. */
    AUTO,
    /** Undo one layer after the other. */
    LAYERWISE,
    /** Levenberg–Marquardt from several starts. */
    GAUSS_NEWTON,
    /** The same, through stages in the mask or the noise. */
    HOMOTOPY,
    /** Gradient descent from random starts, for comparison. */
    ADAM
  }

  public InversionOptions {
    if (!(seconds > 0)) {
      throw new IllegalArgumentException(
          "Inversion requires a time limit above zero but received " + seconds + " s.");
    }
    boolean squaresOnly = choice == Choice.ADAM || choice == Choice.HOMOTOPY;
    if (loss != Loss.L2 && (squaresOnly || !(prior instanceof Prior.Flat))) {
      throw new IllegalArgumentException(
          "The loss "
              + loss
              + " requires another method than Adam or homotopy and no prior but received "
              + choice
              + " and "
              + prior
              + ".\nMaybe use the loss l2.");
    }
    if (targets < 1) {
      throw new IllegalArgumentException(
          "Inversion requires at least one target but received " + targets + ".");
    }
    if (restarts < 1 || iterations < 1) {
      throw new IllegalArgumentException(
          "Inversion requires at least one start and one iteration but received "
              + restarts
              + " and "
              + iterations
              + ".");
    }
  }

  /** Automatic choice, 256 starts, 60 iterations, a minute, flat prior, ℓ2, seed 0, one target. */
  public static InversionOptions defaults() {
    return new InversionOptions(Choice.AUTO, 256, 60, 60, new Prior.Flat(), Loss.L2, 0, 1);
  }

  /** Another method. */
  public InversionOptions withChoice(Choice other) {
    return new InversionOptions(other, restarts, iterations, seconds, prior, loss, seed, targets);
  }

  /** Another limit of starts. */
  public InversionOptions withRestarts(int other) {
    return new InversionOptions(choice, other, iterations, seconds, prior, loss, seed, targets);
  }

  /** Another limit of iterations of one start. */
  public InversionOptions withIterations(int other) {
    return new InversionOptions(choice, restarts, other, seconds, prior, loss, seed, targets);
  }

  /** Another time limit. */
  public InversionOptions withSeconds(double other) {
    return new InversionOptions(choice, restarts, iterations, other, prior, loss, seed, targets);
  }

  /** Another prior. */
  public InversionOptions withPrior(Prior other) {
    return new InversionOptions(choice, restarts, iterations, seconds, other, loss, seed, targets);
  }

  /** Another loss. */
  public InversionOptions withLoss(Loss other) {
    return new InversionOptions(choice, restarts, iterations, seconds, prior, other, seed, targets);
  }

  /** Another seed. */
  public InversionOptions withSeed(long other) {
    return new InversionOptions(choice, restarts, iterations, seconds, prior, loss, other, targets);
  }

  /** Another number of targets. */
  public InversionOptions withTargets(int other) {
    return new InversionOptions(choice, restarts, iterations, seconds, prior, loss, seed, other);
  }
}
