package org.preimage.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.preimage.certificate.Indices;
import org.preimage.inversion.ForwardModel;
import org.preimage.inversion.ForwardModelContract;
import org.preimage.inversion.GeneratorExamples;
import org.preimage.network.Network;
import org.preimage.network.NetworkBuilder;
import org.preimage.network.OpaqueFunction;
import org.preimage.network.TensorInfo;
import org.preimage.torch.TorchOptions.Precision;

final class TorchForwardModelTest {
  private static final TorchOptions SINGLE =
      TorchOptions.defaults().withValues(Precision.BINARY32).withDerivatives(Precision.BINARY32);

  @BeforeAll
  static void needsTheLibrary() {
    Assumptions.assumeTrue(Libtorch.isAvailable(), "Skipped: libtorch does not fit this machine.");
  }

  private abstract static class InPrecision extends ForwardModelContract {
    private final TorchOptions options;
    private final double accuracy;

    InPrecision(TorchOptions options, double accuracy) {
      this.options = options;
      this.accuracy = accuracy;
    }

    @Override
    protected ForwardModel model(Network network) {
      return TorchForwardModel.of(network, options);
    }

    @Override
    protected double accuracy() {
      return accuracy;
    }
  }

  @Nested
  final class InBinary64 extends InPrecision {
    InBinary64() {
      super(TorchOptions.defaults(), 1e-12);
    }
  }

  @Nested
  final class InBinary32 extends InPrecision {
    InBinary32() {
      super(SINGLE, 2e-5);
    }
  }

  @Nested
  final class InMixedPrecision extends InPrecision {
    InMixedPrecision() {
      super(TorchOptions.mixed(), 2e-5);
    }
  }

  @Test
  void refusesOpaqueNodes() {
    NetworkBuilder builder = new NetworkBuilder();
    int z = builder.input(new TensorInfo("z", Indices.of(3)));
    OpaqueFunction softmax = new OpaqueFunction.Softmax(1, 3, 1, false);
    int h = builder.add(Indices.of(z), 3, softmax, "Softmax 'probabilities'", Indices.of(3));
    builder.output(h, new TensorInfo("p", Indices.of(3)));
    Network network = builder.build("classifier", "-");

    assertThatThrownBy(() -> TorchForwardModel.of(network, TorchOptions.defaults()))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("Softmax 'probabilities'")
        .hasMessageContaining("Maybe");
  }

  /** Everything is off the heap, where nothing but scopes gives memory back. */
  @Test
  void memoryIsFlatOverTenThousandCalls() {
    Network network = GeneratorExamples.all().skip(2).findFirst().orElseThrow();
    double[][] codes = GeneratorExamples.codes(8, network.inputSize(), 7);
    double[][] cotangents = GeneratorExamples.codes(8, network.outputSize(), 8);
    long after = 0;
    try (TorchForwardModel model = TorchForwardModel.of(network, TorchOptions.mixed())) {
      for (int k = 0; k < 10_000; k++) {
        if (k == 1000) {
          after = Pointer.physicalBytes();
        }
        switch (k % 4) {
          case 0 -> model.values(codes);
          case 1 -> model.linearize(codes);
          case 2 -> model.normalEquations(codes, cotangents);
          default -> model.pullback(codes, cotangents);
        }
      }
    }
    // A leak of one 8 × 5 × 78 tensor a call would be 110 MB; the Java heap may move by some.
    assertThat(Pointer.physicalBytes() - after).isLessThan(60L << 20);
  }
}
