package org.preimage.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Proof;
import org.preimage.certificate.Subject;
import org.preimage.certificate.Weights;
import org.preimage.construction.ConstructedNetwork;
import org.preimage.network.Network;
import org.preimage.spanning.PublishedExample;
import org.preimage.spanning.PublishedExamples;

/**
 * Verdicts about whole networks with known answers; each definite one carries an accepted proof.
 */
class NetworkCheckTest {
  private static final CheckOptions OPTIONS =
      CheckOptions.defaults().withTimeLimit(Duration.ofSeconds(20));

  static Stream<PublishedExample> publishedExamples() {
    return PublishedExamples.all().stream();
  }

  @ParameterizedTest
  @MethodSource("publishedExamples")
  void publishedExamplesGetTheAnswersThatHold(PublishedExample example) {
    Network network =
        ConstructedNetwork.network(example.subject(), Indices.of(example.subject().inputSize()));

    NetworkFinding finding =
        NetworkCheck.check(network, OPTIONS.withDomain(example.domain()), Progress.SILENT);

    if (example.name().equals(PublishedExamples.deficientSecondLayer().name())) {
      // Injective end to end although a layer is not: beyond layerwise proofs, so honestly open.
      assertThat(finding.verdict()).isInstanceOf(Verdict.Undecided.class);
    } else {
      assertThat(finding.verdict().label())
          .as(finding.sentence())
          .isEqualTo(example.injective() ? "INJECTIVE" : "NOT_INJECTIVE");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 50, 200, 500})
  void oppositeRowsAreInjectiveAndAPerturbationIsNot(int n) {
    double[][] rows = oppositeRows(n, 7);
    assertThat(check(rows, Domain.wholeSpace(n)).verdict()).isInstanceOf(Verdict.Injective.class);

    rows[n][0] += 1e-6;
    Verdict verdict = check(rows, Domain.wholeSpace(n)).verdict();
    assertThat(verdict).isInstanceOf(Verdict.NotInjective.class);
    Collision pair = ((Verdict.NotInjective) verdict).collision().orElseThrow();
    assertThat(pair.distance()).isGreaterThan(1e3 * pair.outputDistance());
  }

  @Test
  void smallBallAvoidsTheCollisionsOfTheWholeSpace() {
    // ReLU(x + 1), ReLU(-x - 1): everything collides left of nothing; ReLU(x - 1) alone dies at x
    // <= 1.
    double[][] rows = {{1, 0}, {0, 1}};
    double[] bias = {1, 1};
    Network network = network(rows, bias);
    assertThat(verdict(network, new Domain.Ball(2, 0.5))).isEqualTo("INJECTIVE");
    assertThat(verdict(network, new Domain.Ball(2, 1.0))).isEqualTo("INJECTIVE");
    assertThat(verdict(network, new Domain.Ball(2, 1.5))).isEqualTo("NOT_INJECTIVE");
    assertThat(verdict(network, Domain.wholeSpace(2))).isEqualTo("NOT_INJECTIVE");
  }

  @Test
  void fewerOutputsThanInputsNeedNoSearch() {
    NetworkFinding finding = check(new double[][] {{1, 2, 3}, {4, 5, 6}}, Domain.wholeSpace(3));
    assertThat(finding.verdict()).isInstanceOf(Verdict.NotInjective.class);
    assertThat(finding.verdict().accepted().orElseThrow().certificate().proof())
        .isInstanceOf(Proof.NarrowCut.class);
  }

  @Test
  void rankDeficientJacobianIsFoundWhereEnoughUnitsAreActive() {
    double[] first = {1, 0, 0, 1, -1, 0, 0, -1};
    // Rank one, with both signs: two of four units are active almost everywhere.
    double[] second = {1, 2, -1, -2, 2, 4, -2, -4, -1, -2, 1, 2, -3, -6, 3, 6};
    Subject subject =
        new Subject(
            List.of(
                new Node.Input(2),
                new Node.Affine(0, Weights.of(first), Weights.of(new double[4])),
                Node.Rectifier.relu(1, 4),
                new Node.Affine(2, Weights.of(second), Weights.of(new double[4])),
                Node.Rectifier.relu(3, 4)),
            Indices.of(4));
    Network network = ConstructedNetwork.network(subject, Indices.of(2));

    NetworkFinding finding = NetworkCheck.check(network, OPTIONS, Progress.SILENT);

    assertThat(finding.verdict()).isInstanceOf(Verdict.NotInjective.class);
    assertThat(finding.verdict().accepted().orElseThrow().certificate().proof())
        .isInstanceOf(Proof.CollisionPair.class);
    assertThat(((Verdict.NotInjective) finding.verdict()).collision()).isPresent();
  }

  /** Ma, Ayaz, Karaman 2018, Fig. 2: after a permutation, copies of one dense block. */
  @ParameterizedTest
  @ValueSource(ints = {20, 3})
  void transposedConvolutionWithStrideEqualToKernelIsDecidedByOneBlock(int outChannels) {
    Random random = new Random(11);
    Indices two = Indices.of(2, 2);
    ConvolutionGeometry geometry =
        new ConvolutionGeometry(
            4,
            Indices.of(16, 16),
            outChannels,
            Indices.of(32, 32),
            two,
            two,
            Indices.of(0, 0),
            Indices.of(1, 1),
            1);
    double[] kernel = random.doubles(4L * outChannels * 4, -1, 1).toArray();
    Subject subject =
        new Subject(
            List.of(
                new Node.Input(4 * 16 * 16),
                new Node.TransposedConvolution(
                    0, geometry, Weights.of(kernel), Weights.of(new double[outChannels])),
                Node.Rectifier.relu(1, outChannels * 32 * 32)),
            Indices.of(2));
    NetworkFinding finding =
        NetworkCheck.check(
            ConstructedNetwork.network(subject, Indices.of(4, 16, 16)), OPTIONS, Progress.SILENT);

    // 80 rows in R^4 at every pixel are injective, 12 rows of this seed are not.
    assertThat(finding.verdict().label())
        .isEqualTo(outChannels == 20 ? "INJECTIVE" : "NOT_INJECTIVE");
    assertThat(finding.layers().get(0).evidence()).contains("256 blocks");
  }

  /** (x, y) ↦ (|x|, y): every cell has full rank, yet the plane is folded along the axis. */
  @Test
  void foldBetweenCellsOfFullRankIsAnExactPair() {
    double[] first = {1, 0, -1, 0, 0, 1, 0, -1};
    double[] second = {1, 1, 0, 0, 0, 0, 1, -1};
    Subject subject =
        new Subject(
            List.of(
                new Node.Input(2),
                new Node.Affine(0, Weights.of(first), Weights.of(new double[4])),
                Node.Rectifier.relu(1, 4),
                new Node.Affine(2, Weights.of(second), Weights.of(0.25, -0.5))),
            Indices.of(3));
    Network network = ConstructedNetwork.network(subject, Indices.of(2));

    Verdict verdict = NetworkCheck.check(network, OPTIONS, Progress.SILENT).verdict();

    assertThat(verdict).isInstanceOf(Verdict.NotInjective.class);
    Proof proof = verdict.accepted().orElseThrow().certificate().proof();
    assertThat(proof).isInstanceOf(Proof.CollisionPair.class);
    Proof.CollisionPair pair = (Proof.CollisionPair) proof;
    assertThat(pair.x().get(0)).isEqualTo(pair.y().get(0).negate());
    assertThat(pair.x().get(1)).isEqualTo(pair.y().get(1));
  }

  @Test
  void interruptionLeavesAnHonestAnswer() {
    Random random = new Random(3);
    double[][] rows = new double[300][20];
    for (double[] row : rows) {
      for (int j = 0; j < row.length; j++) {
        row[j] = random.nextGaussian();
      }
    }
    Thread.currentThread().interrupt();
    NetworkFinding finding = check(rows, Domain.wholeSpace(20));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(finding.verdict()).isInstanceOf(Verdict.Undecided.class);
  }

  private static String verdict(Network network, Domain domain) {
    return NetworkCheck.check(network, OPTIONS.withDomain(domain), Progress.SILENT)
        .verdict()
        .label();
  }

  private static NetworkFinding check(double[][] rows, Domain domain) {
    return NetworkCheck.check(
        network(rows, new double[rows.length]), OPTIONS.withDomain(domain), Progress.SILENT);
  }

  private static Network network(double[][] rows, double[] bias) {
    double[] weights = Stream.of(rows).flatMapToDouble(java.util.Arrays::stream).toArray();
    Subject subject =
        new Subject(
            List.of(
                new Node.Input(rows[0].length),
                new Node.Affine(0, Weights.of(weights), Weights.of(bias)),
                Node.Rectifier.relu(1, rows.length)),
            Indices.of(2));
    return ConstructedNetwork.network(subject, Indices.of(rows[0].length));
  }

  private static double[][] oppositeRows(int n, long seed) {
    Random random = new Random(seed);
    double[][] rows = new double[2 * n][n];
    for (int i = 0; i < n; i++) {
      double scale = Math.scalb(1.0, random.nextInt(7) - 3);
      for (int j = 0; j < n; j++) {
        rows[i][j] = random.nextGaussian();
        rows[n + i][j] = -scale * rows[i][j];
      }
    }
    return rows;
  }
}
