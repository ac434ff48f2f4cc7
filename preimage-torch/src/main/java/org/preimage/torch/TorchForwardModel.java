package org.preimage.torch;

import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.preimage.inversion.Batches;
import org.preimage.inversion.ForwardModel;
import org.preimage.inversion.Linearization;
import org.preimage.network.Network;
import org.preimage.torch.TorchOptions.Precision;

/**
 * A network as forward model on libtorch. Jacobians are forward mode by hand: every node is linear,
 * piecewise linear or elementwise, so a pass of values leaves a linear map at each, and the n
 * tangents of all codes go through those as one batch. Safe for use by several threads.
 */
public final class TorchForwardModel implements ForwardModel {
  /** Numbers in the largest tensor of a pass; more codes go in several passes. */
  private static final long PASS = 1 << 23;

  private final Network network;
  private final TorchOptions options;
  private final Storage storage;
  private final Storage slopeStorage;
  private final Program program;
  private final Program slopes;

  @SuppressWarnings("try") // The scope is there to be closed.
  private TorchForwardModel(Network network, TorchOptions options) {
    this.network = network;
    this.options = options;
    boolean one = options.values() == options.derivatives();
    this.storage = new Storage(options.values());
    this.slopeStorage = one ? storage : new Storage(options.derivatives());
    try (PointerScope scope = new PointerScope()) {
      this.program = new Program(network, storage);
      this.slopes = one ? program : new Program(network, slopeStorage);
    }
  }

  /**
   * All outputs of a network.
   *
   * @throws UnsupportedOperationException if an output depends on an opaque node
   * @throws IllegalStateException if libtorch does not fit this machine
   */
  public static TorchForwardModel of(Network network, TorchOptions options) {
    Libtorch.require();
    return new TorchForwardModel(network, options);
  }

  @Override
  public int latentSize() {
    return network.inputSize();
  }

  @Override
  public int outputSize() {
    return network.outputSize();
  }

  @Override
  public double[][] values(double[][] codes) {
    Batches.require(codes, latentSize(), "codes");
    double[][] values = new double[codes.length][];
    inPasses(
        codes.length,
        1,
        (from, to) -> {
          Tensor[] trace = trace(codes, from, to);
          Storage.split(program.outputs(trace), values, from);
        });
    return values;
  }

  @Override
  public Linearization[] linearize(double[][] codes) {
    Batches.require(codes, latentSize(), "codes");
    double[][] values = new double[codes.length][];
    double[][] jacobians = new double[codes.length][];
    inPasses(
        codes.length,
        latentSize(),
        (from, to) -> {
          Tensor[] trace = trace(codes, from, to);
          Storage.split(program.outputs(trace), values, from);
          Storage.split(slopes.tangents(slopeTrace(trace)).transpose(1, 2), jacobians, from);
        });
    Linearization[] all = new Linearization[codes.length];
    Arrays.setAll(all, k -> new Linearization(values[k], jacobians[k]));
    return all;
  }

  @Override
  public double[][] pullback(double[][] codes, double[][] cotangents) {
    Batches.require(codes, latentSize(), "codes");
    Batches.require(cotangents, codes.length, outputSize(), "cotangents");
    double[][] gradients = new double[codes.length][];
    inPasses(
        codes.length,
        1,
        (from, to) -> {
          Tensor[] trace = slopeTrace(trace(codes, from, to));
          Tensor c = slopeStorage.rows(cotangents, from, to, outputSize()).unsqueeze(1);
          Storage.split(slopes.cotangents(trace, c), gradients, from);
        });
    return gradients;
  }

  private Tensor[] trace(double[][] codes, int from, int to) {
    return program.values(storage.rows(codes, from, to, latentSize()));
  }

  /** The values in the precision of the derivatives. */
  private Tensor[] slopeTrace(Tensor[] trace) {
    if (slopes == program) {
      return trace;
    }
    Tensor[] converted = trace.clone();
    for (int k = 0; k < trace.length; k++) {
      converted[k] = trace[k] == null ? null : trace[k].to(slopeStorage.type());
    }
    return converted;
  }

  private interface Pass {
    void run(int from, int to);
  }

  /** Runs over all codes, as many at once as memory allows. */
  @SuppressWarnings("try")
  private void inPasses(int codes, int vectors, Pass pass) {
    int step = (int) Math.max(1, PASS / (program.widest() * vectors));
    for (int from = 0; from < codes; from += step) {
      try (PointerScope scope = new PointerScope();
          InferenceMode mode = new InferenceMode(true)) {
        pass.run(from, Math.min(codes, from + step));
      }
    }
  }

  @Override
  public ForwardModel restrictedTo(int[] outputs) {
    return of(network.restrictedTo(outputs), options);
  }

  /** In binary32 throughout. */
  @Override
  public ForwardModel rough() {
    return of(network, options.withValues(Precision.BINARY32).withDerivatives(Precision.BINARY32));
  }

  @Override
  public void close() {
    storage.close();
    slopeStorage.close();
  }
}
