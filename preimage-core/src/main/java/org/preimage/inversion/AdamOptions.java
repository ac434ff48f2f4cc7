package org.preimage.inversion;

/**
 * Gradient descent by Adam (Kingma, Ba 2015) on ½‖G(z) − y‖².
 *
 * @param learningRate step size, positive
 * @param iterations number of steps of one start, at least 1
 * @param firstDecay β₁, of the mean of gradients, in [0, 1)
 * @param secondDecay β₂, of the mean of their squares, in [0, 1)
 * @param epsilon added to the root of that mean, positive
 */
public record AdamOptions(
    double learningRate, int iterations, double firstDecay, double secondDecay, double epsilon) {
  public AdamOptions {
    if (!(learningRate > 0 && epsilon > 0) || iterations < 1) {
      throw new IllegalArgumentException(
          "Adam requires a positive learning rate, a positive ε and at least one iteration but"
              + " received "
              + learningRate
              + ", "
              + epsilon
              + " and "
              + iterations
              + ".");
    }
    if (!(firstDecay >= 0 && firstDecay < 1 && secondDecay >= 0 && secondDecay < 1)) {
      throw new IllegalArgumentException(
          "Adam requires decays in [0, 1) but received "
              + firstDecay
              + " and "
              + secondDecay
              + ".");
    }
  }

  /** Learning rate 0.1 and 500 iterations, as Ma, Ayaz and Karaman; decays 0.9 and 0.999. */
  public static AdamOptions defaults() {
    return new AdamOptions(0.1, 500, 0.9, 0.999, 1e-8);
  }

  /** Another step size. */
  public AdamOptions withLearningRate(double rate) {
    return new AdamOptions(rate, iterations, firstDecay, secondDecay, epsilon);
  }

  /** Another number of steps. */
  public AdamOptions withIterations(int count) {
    return new AdamOptions(learningRate, count, firstDecay, secondDecay, epsilon);
  }
}
