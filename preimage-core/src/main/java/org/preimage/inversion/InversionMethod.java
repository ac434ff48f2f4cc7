package org.preimage.inversion;

import org.preimage.random.SeedStream;

/** A way from an observation to a code. */
public interface InversionMethod extends AutoCloseable {
  /** What the method is called, such as "gauss-newton". */
  String name();

  /**
   * Looks for a code whose output matches the observation; ends early, with what it has, when the
   * thread is interrupted.
   *
   * @param seed of the starts; the same seed and observation give the same estimate
   */
  Estimate estimate(Observation observation, SeedStream seed);

  /** Releases what was made for the method alone. */
  @Override
  default void close() {}
}
