package org.preimage.certify;

import org.preimage.network.Network;

/** Decides whether a network is injective and certifies the answer. */
public final class NetworkCheck {
  private NetworkCheck() {}

  /**
   * Decides the layers, then the network. Stops at the time limit, or early when the calling thread
   * is interrupted: then what is known so far is returned and the rest is undecided.
   */
  public static NetworkFinding check(Network network, CheckOptions options, Progress progress) {
    throw new UnsupportedOperationException();
  }
}
