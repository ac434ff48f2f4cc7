package org.preimage.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.preimage.random.SeedStream;

class InverterTest {
  private final Generator generator = GeneratorData.example("decoder-injective.onnx");
  private final Measurement all = Measurement.all(generator.outputSize());

  @Test
  void gaussianCombinationsDetermineTheCode() {
    Measurement measurement = Measurement.gaussian(generator.outputSize(), 20, SeedStream.of(1));

    try (Inverter inverter = Inverter.of(generator, InversionOptions.defaults())) {
      SelfTest.Summary summary =
          SelfTest.run(inverter, measurement, new Prior.Flat(), 0, 50, 1, done -> {});

      assertThat(summary.successRate()).isGreaterThan(0.95);
    }
  }

  @Test
  void layersAreUndoneOneByOne() {
    Generator convolutions = GeneratorData.example("convolution-injective.onnx");
    InversionOptions options =
        InversionOptions.defaults().withChoice(InversionOptions.Choice.LAYERWISE);

    try (Inverter inverter = Inverter.of(convolutions, options)) {
      SelfTest.Summary summary =
          SelfTest.run(
              inverter,
              Measurement.all(convolutions.outputSize()),
              new Prior.Flat(),
              0,
              20,
              1,
              done -> {});

      assertThat(summary.successRate()).isEqualTo(1);
      assertThat(summary.trials())
          .allMatch(
              t -> t.recovery().estimate().method().startsWith("all layers undone one by one"));
    }
  }

  @Test
  void codeRadiusCoversTheErrorOfNoisyData() {
    try (Inverter inverter = Inverter.of(generator, InversionOptions.defaults())) {
      SelfTest.Summary summary =
          SelfTest.run(inverter, all, new Prior.Flat(), 0.01, 1000, 11, done -> {});

      assertThat(summary.trials().stream().filter(InverterTest::isCovered).count())
          .isGreaterThanOrEqualTo(950);
    }
  }

  private static boolean isCovered(SelfTest.Trial trial) {
    double[] code = trial.recovery().code();
    double sum = 0;
    for (int j = 0; j < code.length; j++) {
      sum += (code[j] - trial.truth()[j]) * (code[j] - trial.truth()[j]);
    }
    return Math.sqrt(sum) <= trial.recovery().trust().codeRadius();
  }

  @Test
  void oneObservedOutputLeavesDirectionsOpen() {
    try (Inverter inverter = Inverter.of(generator, InversionOptions.defaults())) {
      double[] code = {0.3, -0.7};
      Measurement one = Measurement.rows(generator.outputSize(), mostActive(code));
      double[] data = one.apply(generator.network().evaluate(code));

      Recovery recovery = inverter.invert(Observation.exact(one, data));

      assertThat(recovery.diagnosis()).isInstanceOf(Diagnosis.NotUnique.class);
      assertThat(((Diagnosis.NotUnique) recovery.diagnosis()).kernel()).hasSize(1);
      assertThat(recovery.trust().codeRadius()).isInfinite();
    }
  }

  private int mostActive(double[] code) {
    double[] y = generator.network().evaluate(code);
    int best = 0;
    for (int i = 0; i < y.length; i++) {
      best = y[i] > y[best] ? i : best;
    }
    return best;
  }

  @Test
  void dataFarFromTheRangeIsNotRecovered() {
    try (Inverter inverter = Inverter.of(generator, InversionOptions.defaults())) {
      double[] data = new double[generator.outputSize()];
      for (int i = 0; i < data.length; i++) {
        data[i] = i % 2 == 0 ? 5 : -5;
      }

      Recovery recovery = inverter.invert(Observation.exact(all, data));

      assertThat(recovery.diagnosis())
          .isInstanceOfAny(Diagnosis.NotInRange.class, Diagnosis.LocalMinimum.class);
      assertThat(recovery.relativeResidual()).isGreaterThan(0.1);
    }
  }

  /** With many targets on the way, searches begin where a map learned beforehand says. */
  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void streamGivesTheSameResultsOnAnyNumberOfThreadsAndWhenResumed(int targets) throws Exception {
    InversionOptions options = InversionOptions.defaults().withTargets(targets);
    List<InversionStream.Numbered> one = stream(1, 0, options);
    List<InversionStream.Numbered> two = stream(2, 0, options);
    List<InversionStream.Numbered> rest = stream(2, 12, options);

    assertThat(one).hasSize(20);
    for (int k = 0; k < 20; k++) {
      assertThat(two.get(k).number()).isEqualTo(k);
      assertThat(two.get(k).recovery().code()).isEqualTo(one.get(k).recovery().code());
    }
    assertThat(rest.get(0).number()).isEqualTo(12);
    assertThat(rest.get(0).recovery().code()).isEqualTo(one.get(12).recovery().code());
  }

  private List<InversionStream.Numbered> stream(int threads, long first, InversionOptions options)
      throws InterruptedException {
    List<InversionStream.Numbered> results = new ArrayList<>();
    new InversionStream(() -> Inverter.of(generator, options), threads)
        .run(
            LongStream.range(first, 20).mapToObj(this::observation).iterator(),
            first,
            results::add);
    return results;
  }

  private Observation observation(long number) {
    double[] code = new Prior.Flat().draw(2, SeedStream.of(4).child(number).numbers());
    return Observation.exact(all, generator.network().evaluate(code));
  }

  @Test
  void startsAreLearnedOnceForAMeasurement() {
    InversionOptions many = InversionOptions.defaults().withTargets(1000);
    LearnedStarts starts = new LearnedStarts();
    try (ForwardModel core = NetworkForwardModel.of(generator.core())) {
      ObservedModel one = new ObservedModel(generator, all, many.prior(), core, core);
      ObservedModel same = new ObservedModel(generator, all, many.prior(), core, core);
      Measurement half = Measurement.random(generator.outputSize(), 0.5, SeedStream.of(1));
      ObservedModel other = new ObservedModel(generator, half, many.prior(), core, core);

      LearnedInverse first = starts.of(one, many).orElseThrow();

      assertThat(starts.of(same, many)).containsSame(first);
      assertThat(starts.of(other, many).orElseThrow()).isNotSameAs(first);
    }
  }

  @Test
  void learnedStartsLeadToTheSameCodes() {
    InversionOptions many = InversionOptions.defaults().withTargets(1000);
    try (Inverter plain = Inverter.of(generator, InversionOptions.defaults());
        Inverter learned = Inverter.of(generator, many)) {
      int plainStarts = 0;
      int learnedStarts = 0;
      for (int k = 0; k < 40; k++) {
        Recovery expected = plain.invert(observation(k), k);
        Recovery found = learned.invert(observation(k), k);
        assertThat(found.diagnosis()).isInstanceOf(Diagnosis.Recovered.class);
        assertThat(found.code()).containsExactly(expected.code(), within(1e-8));
        plainStarts += expected.estimate().starts();
        learnedStarts += found.estimate().starts();
      }
      assertThat(learnedStarts).isLessThanOrEqualTo(plainStarts);
    }
  }

  @Test
  void learnedStartsDoNotChangeWhatIsAccepted() {
    double[] outside = new double[generator.outputSize()];
    Arrays.setAll(outside, i -> i % 2 == 0 ? 5 : -5);
    InversionOptions many = InversionOptions.defaults().withTargets(1000);
    try (Inverter inverter = Inverter.of(generator, many)) {
      Recovery recovery = inverter.invert(Observation.exact(all, outside));

      assertThat(recovery.estimate().solved()).isFalse();
      assertThat(recovery.relativeResidual()).isGreaterThan(0.1);
    }
  }

  @Test
  void learnedStartsServeNoisyData() {
    InversionOptions many = InversionOptions.defaults().withTargets(1000);
    try (Inverter inverter = Inverter.of(generator, many)) {
      SelfTest.Summary summary =
          SelfTest.run(inverter, all, new Prior.Flat(), 0.01, 300, 12, done -> {});

      assertThat(summary.withinRadius()).isGreaterThanOrEqualTo(0.95);
    }
  }

  @Test
  void impossibleDataIsRefusedWithValues() {
    assertThatThrownBy(() -> Observation.exact(all, new double[3]))
        .hasMessage("An observation requires 30 values but received 3.");
    double[] data = new double[30];
    data[7] = Double.NaN;
    assertThatThrownBy(() -> Observation.exact(all, data))
        .hasMessage("An observation requires finite values but entry 7 is NaN.");
    assertThatThrownBy(() -> Measurement.rows(30))
        .hasMessage("A mask requires at least one observed output but has none.");
    assertThatThrownBy(() -> Measurement.rows(30, 30))
        .hasMessage("A mask requires output numbers from 0 below 30 but received 30.");
  }
}
