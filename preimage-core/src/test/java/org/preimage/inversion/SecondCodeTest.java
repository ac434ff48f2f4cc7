package org.preimage.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Point;
import org.preimage.certificate.Proof;
import org.preimage.certificate.Weights;
import org.preimage.certify.SameImage;
import org.preimage.network.NetworkBuilder;
import org.preimage.network.TensorInfo;
import org.preimage.random.SeedStream;

final class SecondCodeTest {
  private static final int STARTS = 16;

  /** Each of the eight codes (±z₁, ±z₂, ±z₃) has the same output. */
  @Test
  void findsAnotherSignOfAbsoluteValues() {
    Generator folded = absoluteValues(3);
    Measurement all = Measurement.all(3);
    double[] data = {0.5, 1.25, 2};
    try (Inverter inverter = Inverter.of(folded, InversionOptions.defaults())) {
      Observation observation = Observation.exact(all, data);
      Recovery recovery = inverter.invert(observation);
      assertThat(recovery.diagnosis()).isInstanceOf(Diagnosis.Recovered.class);

      SecondCode second = inverter.second(observation, recovery, STARTS).orElseThrow();

      assertThat(second.kind()).isEqualTo(SecondCode.Kind.DISTANT);
      assertThat(second.first()).isEqualTo(recovery.code());
      assertThat(second.distance()).isGreaterThan(0.9);
      for (int j = 0; j < 3; j++) {
        assertThat(Math.abs(second.other()[j])).isCloseTo(data[j], within(1e-9));
      }
      Proof.CollisionPair proof = proof(second.proof(folded, all));
      assertThat(proof.x()).isEqualTo(Point.of(recovery.code()));
      assertThat(recovery.with(second).diagnosis())
          .isInstanceOfSatisfying(
              Diagnosis.NotUnique.class,
              d -> {
                assertThat(d.kernel()).isEmpty();
                assertThat(d.other()).isEqualTo(second.other());
              });
    }
  }

  /** A certified one-to-one generator has no second code, and none may be reported. */
  @Test
  void findsNoneWhereThereIsNone() {
    Generator injective = GeneratorData.example("decoder-injective.onnx");
    Measurement all = Measurement.all(injective.outputSize());
    try (Inverter inverter = Inverter.of(injective, InversionOptions.defaults())) {
      for (int k = 0; k < 20; k++) {
        double[] code = new Prior.Flat().draw(2, SeedStream.of(k).numbers());
        Observation observation = Observation.exact(all, injective.network().evaluate(code));
        Recovery recovery = inverter.invert(observation, k);
        assertThat(recovery.estimate().solved()).as("seed %d", k).isTrue();
        assertThat(inverter.second(observation, recovery, STARTS)).as("seed %d", k).isEmpty();
      }
    }
  }

  /** |z₁| alone says nothing of z₂, whose axis is followed to both sides across no kink. */
  @Test
  void followsAFamilyToItsEnds() {
    Generator folded = absoluteValues(2);
    Measurement first = Measurement.rows(2, 0);
    try (Inverter inverter = Inverter.of(folded, InversionOptions.defaults())) {
      Observation observation = Observation.exact(first, new double[] {0.75});
      Recovery recovery = inverter.invert(observation);

      SecondCode ends = inverter.second(observation, recovery, STARTS).orElseThrow();

      assertThat(ends.kind()).isEqualTo(SecondCode.Kind.FAMILY);
      assertThat(ends.gap()).isLessThan(1e-14);
      double longest = Math.sqrt(2) + 4;
      assertThat(ends.distance())
          .isBetween(1.9 * Math.sqrt(longest * longest - 0.5625), 2 * longest);
      assertThat(proof(ends.proof(folded, first)).x()).isEqualTo(Point.of(ends.first()));
    }
  }

  /** The codes that one output value of a ReLU network leaves: broken lines. */
  @Test
  void familiesAcrossKinksAreProved() {
    Generator decoder = GeneratorData.example("decoder-injective.onnx");
    int proved = 0;
    int found = 0;
    for (int k = 0; k < 10; k++) {
      double[] code = new Prior.Flat().draw(2, SeedStream.of(k).numbers());
      double[] output = decoder.network().evaluate(code);
      int brightest =
          IntStream.range(0, output.length).reduce(0, (a, b) -> output[b] > output[a] ? b : a);
      Measurement one = Measurement.rows(output.length, brightest);
      try (Inverter inverter = Inverter.of(decoder, InversionOptions.defaults())) {
        Observation observation = Observation.exact(one, one.apply(output));
        Recovery recovery = inverter.invert(observation, k);
        Optional<SecondCode> ends = inverter.second(observation, recovery, STARTS);
        found += ends.isPresent() ? 1 : 0;
        proved += ends.flatMap(pair -> pair.proof(decoder, one)).isPresent() ? 1 : 0;
      }
    }
    assertThat(found).isGreaterThanOrEqualTo(9);
    assertThat(proved).isGreaterThanOrEqualTo(9);
  }

  @Test
  void looksForNothingWhereTheDataIsNotMet() {
    Generator folded = absoluteValues(2);
    Measurement all = Measurement.all(2);
    try (Inverter inverter = Inverter.of(folded, InversionOptions.defaults().withRestarts(4))) {
      Observation observation = Observation.exact(all, new double[] {-1, -2});
      Recovery recovery = inverter.invert(observation);

      assertThat(inverter.second(observation, recovery, STARTS)).isEmpty();
    }
  }

  private static Proof.CollisionPair proof(Optional<SameImage> pair) {
    return (Proof.CollisionPair) pair.orElseThrow().accepted().certificate().proof();
  }

  /** z ↦ |z| in every coordinate. */
  private static Generator absoluteValues(int n) {
    double[] split = new double[2 * n * n];
    double[] join = new double[2 * n * n];
    for (int j = 0; j < n; j++) {
      split[j * n + j] = 1;
      split[(n + j) * n + j] = -1;
      join[j * 2 * n + j] = 1;
      join[j * 2 * n + n + j] = 1;
    }
    NetworkBuilder builder = new NetworkBuilder();
    int z = builder.input(new TensorInfo("z", Indices.of(n)));
    int a = dense(builder, z, split, 2 * n);
    int b = builder.add(Node.Rectifier.relu(a, 2 * n), "", Indices.of(2 * n));
    int c = dense(builder, b, join, n);
    builder.output(c, new TensorInfo("y", Indices.of(n)));
    return Generator.of(builder.build("absolute values", "-"));
  }

  private static int dense(NetworkBuilder builder, int source, double[] weights, int rows) {
    Node.Affine node = new Node.Affine(source, Weights.of(weights), Weights.of(new double[rows]));
    return builder.add(node, "", Indices.of(rows));
  }
}
