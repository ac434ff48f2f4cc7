package org.preimage.torch;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.preimage.inversion.AdamOptions;
import org.preimage.inversion.Batches;
import org.preimage.inversion.GradientDescent;
import org.preimage.network.Network;
import org.preimage.torch.TorchOptions.Precision;

/**
 * Inversion by Adam from given starts, as Ma, Ayaz and Karaman (2018) do it: the peer that faster
 * methods are measured against, so nothing here is slower than it must be. The gradient is
 * libtorch's automatic one; the few numbers of the step itself are computed in Java. Starts of one
 * batch do not influence each other. Safe for use by several threads.
 */
public final class AdamInversion implements GradientDescent {
  private final Network network;
  private final AdamOptions options;
  private final Storage storage;
  private final Program program;

  @SuppressWarnings("try") // The scope is there to be closed.
  private AdamInversion(Network network, AdamOptions options, Precision precision) {
    this.network = network;
    this.options = options;
    this.storage = new Storage(precision);
    try (PointerScope scope = new PointerScope()) {
      this.program = new Program(network, storage);
    }
  }

  /**
   * Inversion of a network whose outputs are all observed; {@link Network#restrictedTo} for fewer.
   *
   * @throws UnsupportedOperationException if an output depends on an opaque node
   * @throws IllegalStateException if libtorch does not fit this machine
   */
  public static AdamInversion of(Network network, AdamOptions options, Precision precision) {
    Libtorch.require();
    return new AdamInversion(network, options, precision);
  }

  @Override
  @SuppressWarnings("try")
  public Descent[] run(double[][] targets, double[][] starts) {
    Batches.require(starts, network.inputSize(), "starts");
    Batches.require(targets, starts.length, network.outputSize(), "targets");
    if (starts.length == 0) {
      return new Descent[0];
    }
    AdamSteps steps = new AdamSteps(options, starts);
    try (PointerScope scope = new PointerScope()) {
      Tensor y = storage.rows(targets, 0, targets.length, network.outputSize());
      for (int k = 0; k < options.iterations(); k++) {
        steps.advance(gradient(steps.codes(), y));
      }
      return runs(steps.codes(), y);
    }
  }

  @SuppressWarnings("try")
  private double[] gradient(double[][] codes, Tensor y) {
    try (PointerScope scope = new PointerScope()) {
      Tensor z = storage.rows(codes, 0, codes.length, network.inputSize());
      z.set_requires_grad(true);
      Tensor residual = program.outputs(program.values(z)).sub(y);
      // The residual itself is the derivative of half its square.
      TensorVector gradients =
          torch.grad(
              new TensorVector(residual),
              new TensorVector(z),
              new TensorVector(residual.detach()),
              new BoolOptional(),
              false,
              false);
      return Storage.numbers(gradients.get(0));
    }
  }

  private Descent[] runs(double[][] codes, Tensor y) {
    Tensor z = storage.rows(codes, 0, codes.length, network.inputSize());
    Tensor squares = program.outputs(program.values(z)).sub(y).square().sum(1);
    double[] costs = Storage.numbers(squares);
    Descent[] runs = new Descent[codes.length];
    for (int k = 0; k < runs.length; k++) {
      runs[k] = new Descent(codes[k].clone(), costs[k] / 2);
    }
    return runs;
  }

  @Override
  public void close() {
    storage.close();
  }
}
