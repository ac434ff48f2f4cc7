package org.preimage.inversion;

import org.preimage.network.Network;

final class NetworkForwardModelTest extends ForwardModelContract {
  @Override
  protected ForwardModel model(Network network) {
    return NetworkForwardModel.of(network);
  }

  @Override
  protected double accuracy() {
    return 1e-12;
  }
}
