package org.preimage.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.preimage.network.Network;
import org.preimage.random.RandomNumbers;
import org.preimage.random.SeedStream;

/** The dense model computes what the general one does. */
class DenseForwardModelTest {
  private final Network network = GeneratorData.example("decoder-gaussian.onnx").network();
  private final ForwardModel dense = DenseForwardModel.of(network).orElseThrow();
  private final ForwardModel general = NetworkForwardModel.of(network);

  private static double[][] codes(int n) {
    RandomNumbers numbers = SeedStream.of(3).numbers();
    double[][] codes = new double[20][];
    for (int k = 0; k < codes.length; k++) {
      codes[k] = new Prior.Flat().draw(n, numbers);
    }
    return codes;
  }

  @Test
  void valuesAndJacobiansAgree() {
    double[][] codes = codes(network.inputSize());
    int[] some = {4, 0, 17};

    compare(dense.linearize(codes), general.linearize(codes));
    compare(dense.restrictedTo(some).linearize(codes), general.restrictedTo(some).linearize(codes));
    for (int k = 0; k < codes.length; k++) {
      assertThat(dense.values(codes)[k]).containsExactly(network.evaluate(codes[k]), within(1e-12));
    }
  }

  private static void compare(Linearization[] found, Linearization[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int k = 0; k < found.length; k++) {
      assertThat(found[k].value()).containsExactly(expected[k].value(), within(1e-12));
      assertThat(found[k].jacobian()).containsExactly(expected[k].jacobian(), within(1e-12));
    }
  }

  @Test
  void pullbacksAgree() {
    double[][] codes = codes(network.inputSize());
    double[][] cotangents = codes(network.outputSize());

    double[][] found = dense.pullback(codes, cotangents);
    double[][] expected = general.pullback(codes, cotangents);

    for (int k = 0; k < codes.length; k++) {
      assertThat(found[k]).containsExactly(expected[k], within(1e-10));
    }
  }

  @Test
  void otherNetworksAreNotChains() {
    assertThat(DenseForwardModel.of(GeneratorData.example("convolution-injective.onnx").network()))
        .isEmpty();
  }
}
