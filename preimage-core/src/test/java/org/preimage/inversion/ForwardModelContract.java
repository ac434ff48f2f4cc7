package org.preimage.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.preimage.network.Network;

/** What a forward model must keep, whoever computes it. Codes are in general position. */
public abstract class ForwardModelContract {
  private static final long SEED = 41;
  private static final int CODES = 5;

  /** The model under test. */
  protected abstract ForwardModel model(Network network);

  /** Largest error of a value, relative to the largest value of its kind. */
  protected abstract double accuracy();

  static Stream<Network> networks() {
    return GeneratorExamples.all();
  }

  private double[][] codes(Network network) {
    return GeneratorExamples.codes(CODES, network.inputSize(), SEED);
  }

  private void assertClose(double[] actual, double[] expected) {
    double scale = Arrays.stream(expected).map(Math::abs).max().orElse(1);
    assertThat(actual).hasSameSizeAs(expected);
    assertThat(actual).containsExactly(expected, within(accuracy() * Math.max(scale, 1e-3)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void valuesAreThoseOfTheNetwork(Network network) {
    double[][] codes = codes(network);
    try (ForwardModel model = model(network)) {
      double[][] values = model.values(codes);

      assertThat(values).hasDimensions(CODES, network.outputSize());
      for (int k = 0; k < CODES; k++) {
        assertClose(values[k], network.evaluate(codes[k]));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void jacobiansAreDirectionalDerivatives(Network network) {
    double[][] codes = codes(network);
    int n = network.inputSize();
    try (ForwardModel model = model(network)) {
      Linearization[] all = model.linearize(codes);

      for (int k = 0; k < CODES; k++) {
        assertClose(all[k].value(), network.evaluate(codes[k]));
        assertClose(all[k].jacobian(), jacobian(network, codes[k], n));
      }
    }
  }

  private static double[] jacobian(Network network, double[] code, int n) {
    double[] jacobian = new double[network.outputSize() * n];
    double[][] trace = network.trace(code);
    for (int j = 0; j < n; j++) {
      double[] direction = new double[n];
      direction[j] = 1;
      double[][] rates = network.derivative(trace, direction);
      int row = 0;
      for (int output : network.subject().outputs().toArray()) {
        for (double rate : rates[output]) {
          jacobian[row++ * n + j] = rate;
        }
      }
    }
    return jacobian;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void gradientsAreTransposedJacobiansTimesCotangents(Network network) {
    double[][] codes = codes(network);
    double[][] cotangents = GeneratorExamples.codes(CODES, network.outputSize(), SEED + 1);
    int n = network.inputSize();
    try (ForwardModel model = model(network)) {
      double[][] gradients = model.pullback(codes, cotangents);

      for (int k = 0; k < CODES; k++) {
        double[] jacobian = jacobian(network, codes[k], n);
        double[] expected = new double[n];
        for (int i = 0; i < jacobian.length; i++) {
          expected[i % n] += cotangents[k][i / n] * jacobian[i];
        }
        assertClose(gradients[k], expected);
      }
    }
  }

  /** Outputs in a window, in reverse order, one of them twice. */
  private static int[] someOutputs(int size) {
    int[] window = IntStream.range(size / 3, size / 3 + Math.max(1, size / 4)).toArray();
    int[] chosen = new int[window.length + 1];
    Arrays.setAll(chosen, i -> window[Math.max(0, window.length - 1 - i)]);
    return chosen;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void restrictionSelectsRowsOfEverything(Network network) {
    double[][] codes = codes(network);
    int n = network.inputSize();
    int[] chosen = someOutputs(network.outputSize());
    try (ForwardModel model = model(network);
        ForwardModel part = model.restrictedTo(chosen);
        ForwardModel first = part.restrictedTo(new int[] {0})) {
      assertThat(part.outputSize()).isEqualTo(chosen.length);
      assertThat(part.latentSize()).isEqualTo(n);
      assertThat(first.outputSize()).isEqualTo(1);
      Linearization[] all = part.linearize(codes);
      for (int k = 0; k < CODES; k++) {
        double[] value = network.evaluate(codes[k]);
        double[] jacobian = jacobian(network, codes[k], n);
        assertClose(all[k].value(), IntStream.of(chosen).mapToDouble(i -> value[i]).toArray());
        assertClose(
            all[k].jacobian(),
            IntStream.range(0, chosen.length * n)
                .mapToDouble(i -> jacobian[chosen[i / n] * n + i % n])
                .toArray());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void roughModelHasSixDigits(Network network) {
    double[][] codes = codes(network);
    try (ForwardModel model = model(network);
        ForwardModel rough = model.rough()) {
      double[][] values = rough.values(codes);
      for (int k = 0; k < CODES; k++) {
        double[] expected = network.evaluate(codes[k]);
        double scale = Arrays.stream(expected).map(Math::abs).max().orElse(1);
        assertThat(values[k]).containsExactly(expected, within(2e-5 * scale));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void codesDoNotInfluenceEachOther(Network network) {
    double[][] codes = codes(network);
    try (ForwardModel model = model(network)) {
      Linearization[] together = model.linearize(codes);
      for (int k = 0; k < CODES; k++) {
        Linearization alone = model.linearize(new double[][] {codes[k]})[0];
        assertClose(together[k].value(), alone.value());
        assertClose(together[k].jacobian(), alone.jacobian());
      }
      assertThat(model.values(new double[0][])).isEmpty();
      assertThat(model.linearize(new double[0][])).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void wrongSizesAreRefused(Network network) {
    double[][] codes = codes(network);
    double[][] tooLong = new double[1][network.inputSize() + 1];
    try (ForwardModel model = model(network)) {
      assertThatThrownBy(() -> model.values(tooLong)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> model.linearize(tooLong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("" + (network.inputSize() + 1));
      assertThatThrownBy(() -> model.pullback(codes, new double[1][network.outputSize()]))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> model.restrictedTo(new int[] {network.outputSize()}))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> model.restrictedTo(new int[0]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
