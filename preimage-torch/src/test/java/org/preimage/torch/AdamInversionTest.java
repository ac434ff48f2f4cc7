package org.preimage.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.preimage.inversion.AdamOptions;
import org.preimage.inversion.ForwardModel;
import org.preimage.inversion.GeneratorExamples;
import org.preimage.inversion.GradientDescent;
import org.preimage.inversion.GradientDescent.Descent;
import org.preimage.inversion.NetworkForwardModel;
import org.preimage.inversion.TensorEngine;
import org.preimage.network.Network;
import org.preimage.torch.TorchOptions.Precision;

final class AdamInversionTest {
  @BeforeAll
  static void needsTheLibrary() {
    Assumptions.assumeTrue(Libtorch.isAvailable(), "Skipped: libtorch does not fit this machine.");
  }

  private static Network example(String name) {
    return GeneratorExamples.all().filter(n -> n.name().equals(name)).findFirst().orElseThrow();
  }

  /** Adam as in Kingma and Ba (2015), Algorithm 1, with gradients from the model in Java. */
  private static double[] reference(
      Network network, AdamOptions options, double[] target, double[] start) {
    double[] z = start.clone();
    double[] m = new double[z.length];
    double[] v = new double[z.length];
    try (ForwardModel model = NetworkForwardModel.of(network)) {
      for (int t = 1; t <= options.iterations(); t++) {
        double[][] code = {z};
        double[] residual = model.values(code)[0];
        Arrays.setAll(residual, i -> residual[i] - target[i]);
        double[] g = model.pullback(code, new double[][] {residual})[0];
        for (int j = 0; j < z.length; j++) {
          m[j] = options.firstDecay() * m[j] + (1 - options.firstDecay()) * g[j];
          v[j] = options.secondDecay() * v[j] + (1 - options.secondDecay()) * g[j] * g[j];
          double mean = m[j] / (1 - Math.pow(options.firstDecay(), t));
          double square = v[j] / (1 - Math.pow(options.secondDecay(), t));
          z[j] -= options.learningRate() * mean / (Math.sqrt(square) + options.epsilon());
        }
      }
    }
    return z;
  }

  @Test
  void followsTheIteratesOfThePaper() {
    for (String name : new String[] {"smooth", "decoder with 2 axes", "residual"}) {
      Network network = example(name);
      AdamOptions options = AdamOptions.defaults().withIterations(25);
      double[][] starts = GeneratorExamples.codes(3, network.inputSize(), 5);
      double[][] targets = GeneratorExamples.codes(3, network.outputSize(), 6);
      try (AdamInversion adam = AdamInversion.of(network, options, Precision.BINARY64)) {
        Descent[] ends = adam.run(targets, starts);

        for (int k = 0; k < ends.length; k++) {
          double[] expected = reference(network, options, targets[k], starts[k]);
          assertThat(ends[k].code()).containsExactly(expected, within(1e-9));
          double[] y = network.evaluate(expected);
          double cost = 0;
          for (int i = 0; i < y.length; i++) {
            cost += (y[i] - targets[k][i]) * (y[i] - targets[k][i]) / 2;
          }
          assertThat(ends[k].cost()).isCloseTo(cost, within(1e-9 * cost));
        }
      }
    }
  }

  @Test
  void recoversACodeNearby() {
    Network network = example("smooth");
    double[] code = {0.3, -0.8, 0.5};
    double[][] start = {{0.35, -0.75, 0.45}};
    double[][] target = {network.evaluate(code)};
    AdamOptions options = AdamOptions.defaults().withLearningRate(0.02).withIterations(3000);
    try (GradientDescent adam = AdamInversion.of(network, options, Precision.BINARY64)) {
      assertThat(adam.run(target, start)[0].code()).containsExactly(code, within(1e-5));
      assertThat(adam.run(new double[0][], new double[0][])).isEmpty();
    }
  }

  @Test
  void engineIsFoundAtRunTime() {
    Network network = example("dense");
    double[][] codes = GeneratorExamples.codes(1, network.inputSize(), 3);
    assertThat(TensorEngine.require("A test").name()).isEqualTo("libtorch");
    try (ForwardModel model = TensorEngine.require("A test").forwardModel(network)) {
      assertThat(model).isInstanceOf(TorchForwardModel.class);
      assertThat(model.values(codes)[0]).containsExactly(network.evaluate(codes[0]), within(1e-12));
    }
  }
}
