package org.preimage.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.preimage.lp.GlopMinimax;
import org.preimage.random.RandomNumbers;
import org.preimage.random.SeedStream;

/** Inversion of whole generators under the losses ℓ1 and ℓ∞. */
class LossTest {
  private static final int TRIALS = 10;
  private final Generator generator = RandomDecoder.relu(1, 5, 20, 60, 160);

  @BeforeEach
  void needsTheLibrary() {
    assumeTrue(GlopMinimax.isAvailable(), "skipped: no OR-Tools library for this platform");
  }

  @ParameterizedTest
  @EnumSource(
      value = InversionOptions.Choice.class,
      names = {"AUTO", "LAYERWISE"})
  void fewWrongOutputsLeaveTheCodeAsItWas(InversionOptions.Choice choice) {
    Measurement all = Measurement.all(generator.outputSize());

    double worst = worstError(generator, all, Loss.L1, choice, 0.05);

    assertThat(worst).isLessThan(1e-8);
  }

  @Test
  void leastSquaresAreMovedByThem() {
    Measurement all = Measurement.all(generator.outputSize());
    try (Inverter squares = Inverter.of(generator, InversionOptions.defaults().withRestarts(8))) {
      for (int t = 0; t < TRIALS; t++) {
        RandomNumbers numbers = SeedStream.of(7).child(t).numbers();
        double[] code = new Prior.Flat().draw(5, numbers);
        Recovery recovery =
            squares.invert(new Observation(all, corrupted(generator, all, code, 0.05, numbers), 0));

        assertThat(error(recovery.code(), code)).isGreaterThan(1e-3);
        assertThat(recovery.estimate().solved()).isFalse();
      }
    }
  }

  @Test
  void aMaskAndWrongOutputsTogether() {
    Measurement mask =
        Measurement.rows(
            generator.outputSize(), IntStream.range(0, 160).filter(i -> i % 4 != 0).toArray());

    double worst = worstError(generator, mask, Loss.L1, InversionOptions.Choice.AUTO, 0.03);

    assertThat(worst).isLessThan(1e-8);
  }

  /** The last layer cannot be undone: fewer outputs than units before it. */
  @Test
  void gaussNewtonIsTheStartWhereNoLayerCanBeUndone() {
    Generator narrow = RandomDecoder.withoutLastRelu(2, 3, 60, 40);
    Measurement all = Measurement.all(40);

    double worst = worstError(narrow, all, Loss.L1, InversionOptions.Choice.GAUSS_NEWTON, 0.05);

    assertThat(worst).isLessThan(1e-8);
  }

  private static double worstError(
      Generator generator,
      Measurement measurement,
      Loss loss,
      InversionOptions.Choice choice,
      double share) {
    InversionOptions options = InversionOptions.defaults().withChoice(choice).withLoss(loss);
    double worst = 0;
    try (Inverter inverter = Inverter.of(generator, options)) {
      for (int t = 0; t < TRIALS; t++) {
        RandomNumbers numbers = SeedStream.of(7).child(t).numbers();
        double[] code = new Prior.Flat().draw(generator.latentSize(), numbers);
        double[] data = corrupted(generator, measurement, code, share, numbers);
        Recovery recovery = inverter.invert(new Observation(measurement, data, 0));
        worst = Math.max(worst, error(recovery.code(), code));
        assertThat(recovery.diagnosis()).isInstanceOf(Diagnosis.Recovered.class);
        assertThat(recovery.estimate().method()).contains("outputs not met");
      }
    }
    return worst;
  }

  /** The observed outputs of a code, a share of them replaced by anything. */
  private static double[] corrupted(
      Generator generator,
      Measurement measurement,
      double[] code,
      double share,
      RandomNumbers numbers) {
    double[] data = measurement.apply(generator.network().evaluate(code));
    int[] order = numbers.permutation(data.length);
    for (int k = 0; k < share * data.length; k++) {
      data[order[k]] = k % 2 == 0 ? 0 : 10 * Math.abs(numbers.nextGaussian());
    }
    return data;
  }

  private static double error(double[] found, double[] code) {
    double[] difference = new double[code.length];
    Arrays.setAll(difference, j -> found[j] - code[j]);
    return Math.sqrt(Loss.L2.of(difference) / Loss.L2.of(code));
  }

  /** The code of largest residual least cannot be further from the data than the truth is. */
  @Test
  void boundedNoiseIsMetUpToItsBound() {
    Measurement all = Measurement.all(generator.outputSize());
    InversionOptions options = InversionOptions.defaults().withLoss(Loss.LINF);
    double bound = 0.05;
    double[] chebyshev = new double[TRIALS];
    try (Inverter inverter = Inverter.of(generator, options)) {
      for (int t = 0; t < TRIALS; t++) {
        RandomNumbers numbers = SeedStream.of(8).child(t).numbers();
        double[] code = new Prior.Flat().draw(5, numbers);
        double[] data = generator.network().evaluate(code);
        for (int i = 0; i < data.length; i++) {
          data[i] += bound * (2 * numbers.nextDouble() - 1);
        }
        Recovery recovery = inverter.invert(new Observation(all, data, bound));
        double[] output = recovery.output();
        double[] residuals = new double[data.length];
        Arrays.setAll(residuals, i -> output[i] - data[i]);

        assertThat(Loss.LINF.of(residuals)).isLessThanOrEqualTo(bound);
        assertThat(recovery.estimate().solved()).isTrue();
        chebyshev[t] = error(recovery.code(), code);
      }
    }
    assertThat(Arrays.stream(chebyshev).max().orElseThrow()).isLessThan(0.1);
  }

  @Test
  void whatALossCannotDoIsRefused() {
    InversionOptions sum = InversionOptions.defaults().withLoss(Loss.L1);

    assertThatThrownBy(() -> sum.withPrior(new Prior.Gaussian(1)))
        .hasMessageStartingWith("The loss ℓ1 requires another method than Adam or homotopy and no");
    for (var choice : List.of(InversionOptions.Choice.ADAM, InversionOptions.Choice.HOMOTOPY)) {
      assertThatThrownBy(() -> sum.withChoice(choice))
          .hasMessageStartingWith("The loss ℓ1 requires another method than Adam or homotopy")
          .hasMessageContaining(choice.name());
    }
    Measurement combined = Measurement.gaussian(generator.outputSize(), 30, SeedStream.of(1));
    try (Inverter inverter = Inverter.of(generator, sum)) {
      assertThatThrownBy(() -> inverter.invert(new Observation(combined, new double[30], 0)))
          .hasMessageStartingWith("The loss ℓ1 requires single outputs but received 30 Gaussian");
    }
  }
}
