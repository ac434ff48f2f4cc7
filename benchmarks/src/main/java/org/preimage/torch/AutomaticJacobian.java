package org.preimage.torch;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.preimage.network.Network;
import org.preimage.torch.TorchOptions.Precision;

/**
 * The Jacobian by libtorch's automatic differentiation, as the baseline: n copies of the code, a
 * vector-Jacobian product that is linear in its cotangent, and the derivative of that, which is n
 * Jacobian-vector products. (One reverse pass an output would be m passes, and m is hundreds of
 * times n.)
 */
final class AutomaticJacobian implements AutoCloseable {
  private final Network network;
  private final Storage storage;
  private final Program program;

  @SuppressWarnings("try")
  AutomaticJacobian(Network network, Precision precision) {
    this.network = network;
    this.storage = new Storage(precision);
    try (PointerScope scope = new PointerScope()) {
      this.program = new Program(network, storage);
    }
  }

  /** The transposed Jacobian at a code, n × m row-major. */
  @SuppressWarnings("try")
  double[] at(double[] code) {
    int n = network.inputSize();
    try (PointerScope scope = new PointerScope()) {
      Tensor z = storage.rows(new double[][] {code}, 0, 1, n).expand(n, n).contiguous();
      z.set_requires_grad(true);
      Tensor y = program.outputs(program.values(z));
      Tensor cotangent = torch.zeros_like(y);
      cotangent.set_requires_grad(true);
      Tensor pulled = grad(y, z, cotangent, true);
      Tensor identity = torch.eye(n, new TensorOptions(storage.type()));
      return Storage.numbers(grad(pulled, cotangent, identity, false));
    }
  }

  private static Tensor grad(Tensor of, Tensor by, Tensor weights, boolean again) {
    return torch
        .grad(
            new TensorVector(of),
            new TensorVector(by),
            new TensorVector(weights),
            new BoolOptional(),
            again,
            false)
        .get(0);
  }

  @Override
  public void close() {
    storage.close();
  }
}
