package org.preimage.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.CertificateWriter;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Indices;
import org.preimage.certificate.LayerProof;
import org.preimage.certificate.Node;
import org.preimage.certificate.Point;
import org.preimage.certificate.Proof;
import org.preimage.certificate.Rational;
import org.preimage.certificate.Subject;
import org.preimage.certificate.Weights;

/** What the corpus of small texts does not show: scale, laziness and hostile objects. */
class CheckerTest {
  private static Outcome check(Domain domain, Proof proof, List<Node> nodes, int... outputs) {
    return Checker.check(
        new Certificate(new Subject(nodes, Indices.of(outputs)), domain, proof, "-", List.of()));
  }

  private static Proof layerwise(int node, LayerProof proof) {
    return new Proof.Layerwise(new TreeMap<>(Map.of(node, proof)));
  }

  /** Puthawala et al. 2022, the construction [B; −DB; 0] with a random basis, n = 40. */
  @Test
  void publishedConstructionAtSize() {
    int n = 40;
    java.util.Random random = new java.util.Random(3);
    double[] w = new double[3 * n * n];
    for (int i = 0; i < n; i++) {
      double d = Math.scalb(1.0, random.nextInt(9) - 4);
      for (int j = 0; j < n; j++) {
        w[i * n + j] = random.nextGaussian();
        w[(n + i) * n + j] = -d * w[i * n + j];
      }
    }
    List<Node> nodes =
        List.of(
            new Node.Input(n),
            new Node.Affine(0, Weights.of(w), Weights.of(new double[3 * n])),
            Node.Rectifier.relu(1, 3 * n));
    int[] first = java.util.stream.IntStream.range(0, n).toArray();
    int[] second = java.util.stream.IntStream.range(n, 2 * n).toArray();
    LayerProof pairs = new LayerProof.OppositeRows(Indices.of(first), Indices.of(second));
    assertThat(check(Domain.wholeSpace(n), layerwise(1, pairs), nodes, 2).accepted()).isTrue();
    w[n * n + 7] = Math.nextUp(w[n * n + 7]);
    List<Node> perturbed =
        List.of(
            nodes.get(0),
            new Node.Affine(0, Weights.of(w), Weights.of(new double[3 * n])),
            nodes.get(2));
    assertThat(check(Domain.wholeSpace(n), layerwise(1, pairs), perturbed, 2))
        .isEqualTo(new Outcome.Rejected("stage 1, rows 0 and 40", "are not opposite"));
  }

  /** A collision in the first layer must not cost the evaluation of a deep network. */
  @Test
  void firstLayerCollisionSkipsTheRest() {
    List<Node> nodes = new ArrayList<>();
    nodes.add(new Node.Input(2));
    nodes.add(Node.Rectifier.relu(0, 2));
    // Nothing after an opaque node can be evaluated, so evaluating any more would be a rejection.
    nodes.add(new Node.Opaque(Indices.of(1), 2, "normalization"));
    ConvolutionGeometry wide =
        new ConvolutionGeometry(
            2,
            Indices.of(),
            4_000_000,
            Indices.of(),
            Indices.of(),
            Indices.of(),
            Indices.of(),
            Indices.of(),
            1);
    nodes.add(
        new Node.Convolution(
            2, wide, Weights.of(new double[8_000_000]), Weights.of(new double[4_000_000])));
    Proof pair = new Proof.CollisionPair(Point.of(-1, 1), Point.of(-2, 1));
    assertThat(check(Domain.wholeSpace(2), pair, nodes, 3).accepted()).isTrue();
  }

  @Test
  void ballNeedsTheSquaredInequality() {
    // (3, 4) has norm 5: bias 10 covers exactly the radius 2, and nothing more.
    List<Node> nodes =
        List.of(
            new Node.Input(2),
            new Node.Affine(0, Weights.of(3, 4, 4, -3), Weights.of(10, 10)),
            Node.Rectifier.relu(1, 2));
    LayerProof tree =
        new LayerProof.CellTree(List.of(circuit(0), circuit(1)), Indices.of(0, 1, -1));
    assertThat(check(new Domain.Ball(2, 2), layerwise(1, tree), nodes, 2).accepted()).isTrue();
    assertThat(check(new Domain.Ball(2, Math.nextUp(2.0)), layerwise(1, tree), nodes, 2).accepted())
        .isFalse();
  }

  private static LayerProof.Circuit circuit(int row) {
    return new LayerProof.Circuit(Indices.of(row), List.of(BigInteger.ONE));
  }

  /** The determinant is the prime: independent over Q, rejected all the same; never the reverse. */
  @Test
  void determinantDivisibleByThePrimeIsRejected() {
    double half = 0x1p31;
    // det [[2^31, 1], [1, 2^30]] = 2^61 − 1.
    List<Node> nodes =
        List.of(
            new Node.Input(2),
            new Node.Affine(0, Weights.of(half, 1, 1, 0x1p30), Weights.of(0, 0)));
    Outcome outcome =
        check(
            Domain.wholeSpace(2),
            layerwise(1, new LayerProof.IndependentRows(Indices.of(0, 1))),
            nodes,
            1);
    assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
  }

  @Test
  void longChainsDoNotExhaustTheCallStack() {
    List<Node> nodes = new ArrayList<>();
    nodes.add(new Node.Input(1));
    for (int k = 0; k < 100_000; k++) {
      nodes.add(new Node.Scale(k, 1, Weights.of(1), Weights.of(0)));
    }
    nodes.add(Node.Rectifier.relu(100_000, 1));
    Proof pair = new Proof.CollisionPair(Point.of(-1), Point.of(-2));
    assertThat(check(Domain.wholeSpace(1), pair, nodes, 100_001).accepted()).isTrue();
    Proof cell = new Proof.RankDeficientCell(Point.of(-1), Point.of(1));
    assertThat(check(Domain.wholeSpace(1), cell, nodes, 100_001).accepted()).isTrue();
    Proof few = new Proof.FewActiveRows(100_001, Point.of(-1));
    assertThat(check(Domain.wholeSpace(1), few, nodes, 100_001).accepted()).isTrue();
  }

  @Test
  void exponentsDoNotWrapAround() {
    ExactVector extreme =
        new ExactVector(new BigInteger[] {BigInteger.ONE}, Integer.MIN_VALUE, BigInteger.ONE);
    assertThatThrownBy(() -> extreme.times(i -> 0.5)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> extreme.plus(i -> 1)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void nestedBlocksAreBounded() {
    LayerProof proof = new LayerProof.IndependentRows(Indices.of(0));
    for (int depth = 0; depth < 100_000; depth++) {
      proof =
          new LayerProof.Blocks(
              List.of(
                  new LayerProof.Block(
                      Indices.of(0), Indices.of(0), new LayerProof.BlockProof.Own(proof))));
    }
    List<Node> nodes = List.of(new Node.Input(1), new Node.Affine(0, Weights.of(1), Weights.of(0)));
    assertThat(check(Domain.wholeSpace(1), layerwise(1, proof), nodes, 1))
        .isInstanceOf(Outcome.Rejected.class);
  }

  @Test
  void zeroColumnSourceKeepsItsCoordinate() {
    // The selection pads with a constant 0; the layer must be injective in that coordinate too.
    List<Node> nodes =
        List.of(
            new Node.Input(1),
            new Node.Select(Indices.of(0), Indices.of(0, -1)),
            new Node.Affine(1, Weights.of(1, 0), Weights.of(0)));
    LayerProof one = new LayerProof.IndependentRows(Indices.of(0));
    assertThat(check(Domain.wholeSpace(1), layerwise(2, one), nodes, 2).accepted()).isFalse();
  }

  @Test
  void missingParts() {
    assertThat(
            check(
                Domain.wholeSpace(0),
                layerwise(0, new LayerProof.IndependentRows(Indices.of())),
                List.of(new Node.Select(Indices.of(), Indices.of(-1))),
                0))
        .isEqualTo(new Outcome.Rejected("subject", "has no input"));
  }

  @Test
  void subjectDigestIdentifiesTheFunction() {
    Subject a = new Subject(List.of(new Node.Input(1)), Indices.of(0));
    Subject b = new Subject(List.of(new Node.Input(2)), Indices.of(0));
    assertThat(CertificateWriter.subjectDigest(a))
        .matches("[0-9a-f]{64}")
        .isNotEqualTo(CertificateWriter.subjectDigest(b));
  }

  @Test
  void rationalPointsAreExact() {
    Rational third = new Rational(BigInteger.ONE, BigInteger.valueOf(3));
    List<Node> nodes =
        List.of(
            new Node.Input(1),
            new Node.Affine(0, Weights.of(3), Weights.of(-1)),
            Node.Rectifier.relu(1, 1));
    Proof touching = new Proof.CollisionPair(new Point(List.of(third)), Point.of(0));
    assertThat(check(Domain.wholeSpace(1), touching, nodes, 2).accepted()).isTrue();
    // The nearest binary64 number above a third is already active.
    Proof above = new Proof.CollisionPair(Point.of(Math.nextUp(1.0 / 3)), Point.of(0));
    assertThat(check(Domain.wholeSpace(1), above, nodes, 2).accepted()).isFalse();
    Proof few = new Proof.FewActiveRows(2, new Point(List.of(third)));
    assertThat(check(Domain.wholeSpace(1), few, nodes, 2).accepted()).isFalse();
  }
}
