package org.preimage.benchmarks.peers;

import java.util.Optional;

/**
 * A program that says whether x ↦ ReLU(Wx) is injective on Rⁿ. Gaussian rows are in general
 * position with probability one, so every peer may count active rows instead of taking ranks.
 */
interface Peer {
  /** A few words for the table. */
  String name();

  /** Why it cannot run on this machine, if it cannot. */
  default Optional<String> obstacle() {
    return Optional.empty();
  }

  /**
   * Whether its effort on injective layers depends on n and m only and grows with both: out of time
   * once, it need not be asked about larger ones.
   */
  default boolean isExhaustive() {
    return false;
  }

  /**
   * Decides, on one thread.
   *
   * @param rows W, m × n
   * @param limit seconds; a peer may overrun them a little and then answers {@link
   *     Answer#UNDECIDED}
   */
  Finding decide(double[][] rows, double limit);
}
