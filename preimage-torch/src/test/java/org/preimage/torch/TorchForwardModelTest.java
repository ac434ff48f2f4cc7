package org.preimage.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Weights;
import org.preimage.inversion.AdamOptions;
import org.preimage.inversion.ForwardModel;
import org.preimage.inversion.ForwardModelContract;
import org.preimage.inversion.GeneratorExamples;
import org.preimage.inversion.Linearization;
import org.preimage.inversion.NetworkForwardModel;
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

  /**
   * Tensors are off the heap, where nothing but scopes gives memory back; JavaCPP counts every
   * object not freed. The pages of the process say less: they also follow the Java heap.
   */
  @Test
  void memoryIsFlatOverTenThousandCalls() {
    Network network = GeneratorExamples.all().skip(2).findFirst().orElseThrow();
    double[][] codes = GeneratorExamples.codes(8, network.inputSize(), 7);
    double[][] cotangents = GeneratorExamples.codes(8, network.outputSize(), 8);
    AdamOptions brief = AdamOptions.defaults().withIterations(1);
    try (TorchForwardModel model = TorchForwardModel.of(network, TorchOptions.mixed());
        AdamInversion adam = AdamInversion.of(network, brief, Precision.BINARY32)) {
      long objects = 0;
      for (int k = 0; k < 10_000; k++) {
        if (k == 100) {
          objects = Pointer.totalCount();
        }
        switch (k % 4) {
          case 0 -> model.values(codes);
          case 1 -> model.linearize(codes);
          case 2 -> model.pullback(codes, cotangents);
          default -> adam.run(cotangents, codes);
        }
      }
      assertThat(Pointer.totalCount()).isLessThanOrEqualTo(objects);
    }
  }

  @Test
  void closingGivesBackTheWeights() {
    Network network = GeneratorExamples.all().findFirst().orElseThrow();
    TorchForwardModel.of(network, TorchOptions.mixed()).close();
    long objects = Pointer.totalCount();
    for (int k = 0; k < 20; k++) {
      TorchForwardModel model = TorchForwardModel.of(network, TorchOptions.mixed());
      assertThat(Pointer.totalCount()).isGreaterThan(objects);
      model.restrictedTo(new int[] {1, 0}).close();
      model.close();
    }
    assertThat(Pointer.totalCount()).isLessThanOrEqualTo(objects);
  }

  /** libtorch cuts both ends alike; strips of images need one end cut by more. */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void cutsEndsOfTransposedConvolutionsByAnyNumbers(Precision precision) {
    TorchOptions options = TorchOptions.defaults().withValues(precision).withDerivatives(precision);
    double[][] code = GeneratorExamples.codes(1, 16, 5);
    for (int before = -2; before <= 5; before++) {
      for (int after = -2; after <= 5 && before + after < 10; after++) {
        Network network = cut(before, after);
        double[][] cotangent = GeneratorExamples.codes(1, network.outputSize(), 6);
        ForwardModel java = NetworkForwardModel.of(network);
        try (ForwardModel torch = TorchForwardModel.of(network, options)) {
          Linearization expected = java.linearize(code)[0];
          Linearization actual = torch.linearize(code)[0];
          assertThat(actual.value()).containsExactly(expected.value(), within(1e-5));
          assertThat(actual.jacobian()).containsExactly(expected.jacobian(), within(1e-5));
          assertThat(torch.pullback(code, cotangent)[0])
              .containsExactly(java.pullback(code, cotangent)[0], within(1e-4));
        }
      }
    }
  }

  /** One transposed convolution of 4 × 4 places, with the ends of both axes cut. */
  private static Network cut(int before, int after) {
    int large = 3 * 2 + 4 - before - after;
    Indices two = Indices.of(2, 2);
    Indices small = Indices.of(4, 4);
    Indices image = Indices.of(large, large);
    Indices pads = Indices.of(before, before);
    ConvolutionGeometry g =
        new ConvolutionGeometry(1, small, 1, image, small, two, pads, Indices.of(1, 1), 1);
    NetworkBuilder builder = new NetworkBuilder();
    builder.input(new TensorInfo("z", Indices.of(16)));
    Weights kernel = Weights.of(GeneratorExamples.codes(1, 16, 9)[0]);
    Node node = new Node.TransposedConvolution(0, g, kernel, Weights.of(0.5));
    int x = builder.add(node, "ConvTranspose", Indices.of(node.size()));
    builder.output(x, new TensorInfo("x", Indices.of(node.size())));
    return builder.build("cut", "-");
  }

  /** Passes of several threads at once do not disturb each other. */
  @Test
  void severalThreadsShareAModel() {
    Network network = GeneratorExamples.all().skip(2).findFirst().orElseThrow();
    double[][] codes = GeneratorExamples.codes(64, network.inputSize(), 9);
    try (TorchForwardModel model = TorchForwardModel.of(network, TorchOptions.defaults())) {
      IntStream.range(0, 64)
          .parallel()
          .forEach(
              k -> {
                double[] expected = network.evaluate(codes[k]);
                Linearization at = model.linearize(new double[][] {codes[k]})[0];
                assertThat(at.value()).containsExactly(expected, within(1e-12));
              });
    }
  }
}
