package org.preimage.spanning;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the case distinction by packings is run; what it proves does not depend on threads or on
 * interruptions.
 *
 * @param seed of every random choice
 * @param threads at least 1
 * @param checkpoint file to resume from, if it exists, and to save to
 */
public record CaseOptions(long seed, int threads, Optional<Path> checkpoint) {
  /** Checks the numbers. */
  public CaseOptions {
    if (threads < 1) {
      throw new IllegalArgumentException(
          "A case distinction requires at least one thread but received " + threads + ".");
    }
  }

  /** Seed 1, one thread, no checkpoint. */
  public static CaseOptions defaults() {
    return new CaseOptions(1, 1, Optional.empty());
  }

  public CaseOptions withSeed(long newSeed) {
    return new CaseOptions(newSeed, threads, checkpoint);
  }

  public CaseOptions withThreads(int newThreads) {
    return new CaseOptions(seed, newThreads, checkpoint);
  }

  public CaseOptions withCheckpoint(Path file) {
    return new CaseOptions(seed, threads, Optional.of(file));
  }
}
