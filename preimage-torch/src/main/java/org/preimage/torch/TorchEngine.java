package org.preimage.torch;

import org.preimage.inversion.AdamOptions;
import org.preimage.inversion.ForwardModel;
import org.preimage.inversion.GradientDescent;
import org.preimage.inversion.TensorEngine;
import org.preimage.network.Network;

/** libtorch, on one thread: callers run in parallel, operations do not. */
public final class TorchEngine implements TensorEngine {
  /** For the service loader. */
  public TorchEngine() {}

  @Override
  public String name() {
    return "libtorch";
  }

  @Override
  public boolean isAvailable() {
    return Libtorch.isAvailable();
  }

  /** Values in binary64, derivatives in binary32. */
  @Override
  public ForwardModel forwardModel(Network network) {
    return TorchForwardModel.of(network, TorchOptions.mixed());
  }

  /** In binary32, the precision it is used with everywhere. */
  @Override
  public GradientDescent adam(Network network, AdamOptions options) {
    return AdamInversion.of(network, options, TorchOptions.Precision.BINARY32);
  }
}
