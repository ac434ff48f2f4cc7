package org.preimage.certify;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.preimage.certificate.Domain;

/**
 * How to check a network.
 *
 * @param domain inputs considered; Rⁿ when empty
 * @param layer decide only this layer, counted from 1
 * @param timeLimit for the whole check, positive
 * @param seed of every random choice
 * @param threads at least 1: for layers side by side, or for the cases of one layer
 * @param mostCells how many states of case distinctions may be looked at, all layers together
 * @param mostBytes how much searches may keep at once, by nominal sizes, all layers together
 * @param checkpoint where the case distinction by packings resumes and saves; for one layer only
 */
public record CheckOptions(
    Optional<Domain> domain,
    OptionalInt layer,
    Duration timeLimit,
    long seed,
    int threads,
    long mostCells,
    long mostBytes,
    Optional<Path> checkpoint) {
  public CheckOptions {
    if (timeLimit.isNegative() || timeLimit.isZero()) {
      throw new IllegalArgumentException(
          "A check requires a positive time limit but received " + timeLimit + ".");
    }
    if (threads < 1) {
      throw new IllegalArgumentException(
          "A check requires at least one thread but received " + threads + ".");
    }
    if (mostCells < 1) {
      throw new IllegalArgumentException(
          "A check requires at least one state but received " + mostCells + ".");
    }
    if (mostBytes < 1) {
      throw new IllegalArgumentException(
          "A check requires at least one byte but received " + mostBytes + ".");
    }
  }

  /** Rⁿ, all layers, 60 s, seed 1, one thread. */
  public static CheckOptions defaults() {
    return new CheckOptions(
        Optional.empty(),
        OptionalInt.empty(),
        Duration.ofSeconds(60),
        1,
        1,
        Long.MAX_VALUE,
        Long.MAX_VALUE,
        Optional.empty());
  }

  public CheckOptions withDomain(Domain newDomain) {
    return new CheckOptions(
        Optional.of(newDomain), layer, timeLimit, seed, threads, mostCells, mostBytes, checkpoint);
  }

  public CheckOptions withLayer(int newLayer) {
    return new CheckOptions(
        domain,
        OptionalInt.of(newLayer),
        timeLimit,
        seed,
        threads,
        mostCells,
        mostBytes,
        checkpoint);
  }

  public CheckOptions withTimeLimit(Duration newLimit) {
    return new CheckOptions(
        domain, layer, newLimit, seed, threads, mostCells, mostBytes, checkpoint);
  }

  public CheckOptions withSeed(long newSeed) {
    return new CheckOptions(
        domain, layer, timeLimit, newSeed, threads, mostCells, mostBytes, checkpoint);
  }

  public CheckOptions withThreads(int newThreads) {
    return new CheckOptions(
        domain, layer, timeLimit, seed, newThreads, mostCells, mostBytes, checkpoint);
  }

  public CheckOptions withMostCells(long newMost) {
    return new CheckOptions(
        domain, layer, timeLimit, seed, threads, newMost, mostBytes, checkpoint);
  }

  public CheckOptions withMostBytes(long newMost) {
    return new CheckOptions(
        domain, layer, timeLimit, seed, threads, mostCells, newMost, checkpoint);
  }

  public CheckOptions withCheckpoint(Path file) {
    return new CheckOptions(
        domain, layer, timeLimit, seed, threads, mostCells, mostBytes, Optional.of(file));
  }
}
