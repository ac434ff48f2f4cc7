package org.preimage.certify;

import org.preimage.certificate.Domain;
import org.preimage.network.Network;

/** Decides whether a network is injective and certifies the answer. */
public final class NetworkCheck {
  private NetworkCheck() {}

  /**
   * Decides the layers, then the network. Stops at the time limit, or early when the calling thread
   * is interrupted: then what is known so far is returned and the rest is undecided.
   *
   * @throws IllegalArgumentException if the domain does not have the network's number of inputs, or
   *     the layer asked for does not exist
   */
  public static NetworkFinding check(Network network, CheckOptions options, Progress progress) {
    int n = network.inputSize();
    Domain domain = options.domain().orElseGet(() -> Domain.wholeSpace(n));
    if (domain.size() != n) {
      throw new IllegalArgumentException(
          "A check of "
              + network.name()
              + " requires a domain of its "
              + n
              + " input coordinates but received one of "
              + domain.size()
              + ".\nMaybe give one interval for all coordinates: --box lo,hi.");
    }
    return new CheckRun(network, domain, options, progress).run();
  }
}
