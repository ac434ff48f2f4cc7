package org.preimage.construction;

/** What to build: everything that determines the weights, seed included. */
public sealed interface BuildPlan permits DensePlan, ConvolutionPlan {
  /**
   * Draws the network.
   *
   * @throws IllegalArgumentException if no network of these shapes can be injective on Rⁿ by the
   *     construction
   * @throws ConstructionException if none was found
   */
  Construction construct();

  /** Shape of the network's input without the batch axis. */
  int[] inputShape();

  /** One line that names the architecture. */
  String description();
}
