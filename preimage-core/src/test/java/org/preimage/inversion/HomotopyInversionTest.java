package org.preimage.inversion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.preimage.inversion.InversionOptions.Choice;
import org.preimage.random.SeedStream;

class HomotopyInversionTest {
  private static final InversionOptions HOMOTOPY =
      InversionOptions.defaults().withChoice(Choice.HOMOTOPY);

  private final Generator generator = GeneratorData.example("decoder-injective.onnx");
  private final Measurement all = Measurement.all(generator.outputSize());

  @Test
  void recoversExactCodesThroughMasks() {
    SelfTest.Summary summary = selfTest(generator, all, 0, HOMOTOPY);

    assertThat(summary.successRate()).isEqualTo(1);
    assertThat(summary.trials())
        .allMatch(t -> method(t).startsWith("Homotopy in the mask, stages: 3; Gauss–Newton"));
  }

  /** The example ends in ReLU: more noise makes more outputs tell no more than p ≤ 0. */
  @Test
  void recoversNoisyCodesThroughMoreNoise() {
    SelfTest.Summary summary = selfTest(generator, all, 0.01, HOMOTOPY);

    assertThat(summary.withinRadius()).isGreaterThanOrEqualTo(0.95);
    assertThat(summary.trials())
        .allMatch(t -> method(t).startsWith("Homotopy in the noise, stages: 4; Gauss–Newton"));
  }

  /** An affine map at the end: more noise would change nothing. */
  @Test
  void withoutFlatPartsNoisyCodesAreRecoveredThroughMasks() {
    Generator affine = RandomDecoder.withoutLastRelu(3, 3, 30, 60);

    SelfTest.Summary summary = selfTest(affine, Measurement.all(60), 0.01, HOMOTOPY);

    assertThat(summary.withinRadius()).isGreaterThanOrEqualTo(0.95);
    assertThat(summary.trials())
        .allMatch(t -> method(t).startsWith("Homotopy in the mask, stages: 3; Gauss–Newton"));
  }

  @Test
  void stagesWithLessNoiseThanThereIsAreLeftOut() {
    double[] data = generator.network().evaluate(new double[] {0.3, -1.25});
    double largest = Arrays.stream(data).max().orElseThrow();
    try (Inverter inverter = Inverter.of(generator, HOMOTOPY)) {
      Recovery some = inverter.invert(new Observation(all, data, largest / 5));
      Recovery none = inverter.invert(new Observation(all, data, largest / 2));

      assertThat(some.estimate().method()).startsWith("Homotopy in the noise, stages: 2; ");
      assertThat(none.estimate().method()).startsWith("Homotopy in the noise, stages: 1; ");
    }
  }

  @Test
  void combinationsOfOutputsAreTakenStepByStepToo() {
    Measurement combined = Measurement.gaussian(generator.outputSize(), 20, SeedStream.of(1));

    SelfTest.Summary summary = selfTest(generator, combined, 0, HOMOTOPY);

    assertThat(summary.successRate()).isGreaterThan(0.95);
  }

  @Test
  void oneObservedValueCannotBeHalved() {
    Measurement one = Measurement.rows(generator.outputSize(), 4);

    SelfTest.Summary summary = selfTest(generator, one, 0, HOMOTOPY.withRestarts(2));

    assertThat(summary.trials()).allMatch(t -> method(t).contains("stages: 1;"));
  }

  @Test
  void theSameSeedGivesTheSameCodeAndTheSameNumberOfIterations() {
    Measurement mask = Measurement.random(generator.outputSize(), 0.4, SeedStream.of(2));
    double[] data = mask.apply(generator.network().evaluate(new double[] {0.3, -1.25}));
    try (Inverter once = Inverter.of(generator, HOMOTOPY.withSeed(9));
        Inverter again = Inverter.of(generator, HOMOTOPY.withSeed(9))) {
      again.invert(Observation.exact(mask, data), 5);
      Estimate first = once.invert(Observation.exact(mask, data), 3).estimate();
      Estimate second = again.invert(Observation.exact(mask, data), 3).estimate();

      assertThat(second.code()).isEqualTo(first.code());
      assertThat(second.iterations()).isEqualTo(first.iterations());
      assertThat(second.costs()).isEqualTo(first.costs());
    }
  }

  @Test
  void theDiagnosisIsThatOfGaussNewton() {
    double[] inside = generator.network().evaluate(new double[] {0.3, -1.25});
    double[] outside = new double[generator.outputSize()];
    Arrays.setAll(outside, i -> i % 2 == 0 ? 5 : -5);
    Measurement two = Measurement.rows(generator.outputSize(), 0, 1);
    for (Observation observation :
        List.of(
            Observation.exact(all, inside),
            new Observation(all, inside, 0.01),
            Observation.exact(two, two.apply(new double[generator.outputSize()])),
            Observation.exact(all, outside))) {
      assertThat(diagnosis(observation, Choice.HOMOTOPY))
          .isEqualTo(diagnosis(observation, Choice.GAUSS_NEWTON));
    }
  }

  private Class<?> diagnosis(Observation observation, Choice choice) {
    InversionOptions options = InversionOptions.defaults().withChoice(choice);
    try (Inverter inverter = Inverter.of(generator, options)) {
      return inverter.invert(observation).diagnosis().getClass();
    }
  }

  private static SelfTest.Summary selfTest(
      Generator generator, Measurement measurement, double noise, InversionOptions options) {
    try (Inverter inverter = Inverter.of(generator, options)) {
      return SelfTest.run(inverter, measurement, new Prior.Flat(), noise, 60, 1, done -> {});
    }
  }

  private static String method(SelfTest.Trial trial) {
    return trial.recovery().estimate().method();
  }
}
