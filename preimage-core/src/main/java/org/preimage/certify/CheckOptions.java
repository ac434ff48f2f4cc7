package org.preimage.certify;

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
 * @param threads at least 1
 */
public record CheckOptions(
    Optional<Domain> domain, OptionalInt layer, Duration timeLimit, long seed, int threads) {
  public CheckOptions {
    if (timeLimit.isNegative() || timeLimit.isZero()) {
      throw new IllegalArgumentException(
          "A check requires a positive time limit but received " + timeLimit + ".");
    }
    if (threads < 1) {
      throw new IllegalArgumentException(
          "A check requires at least one thread but received " + threads + ".");
    }
  }

  /** Rⁿ, all layers, 60 s, seed 1, one thread. */
  public static CheckOptions defaults() {
    return new CheckOptions(Optional.empty(), OptionalInt.empty(), Duration.ofSeconds(60), 1, 1);
  }

  public CheckOptions withDomain(Domain newDomain) {
    return new CheckOptions(Optional.of(newDomain), layer, timeLimit, seed, threads);
  }

  public CheckOptions withLayer(int newLayer) {
    return new CheckOptions(domain, OptionalInt.of(newLayer), timeLimit, seed, threads);
  }

  public CheckOptions withTimeLimit(Duration newLimit) {
    return new CheckOptions(domain, layer, newLimit, seed, threads);
  }

  public CheckOptions withSeed(long newSeed) {
    return new CheckOptions(domain, layer, timeLimit, newSeed, threads);
  }

  public CheckOptions withThreads(int newThreads) {
    return new CheckOptions(domain, layer, timeLimit, seed, newThreads);
  }
}
