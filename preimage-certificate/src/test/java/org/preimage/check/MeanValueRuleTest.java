package org.preimage.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Ends;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Proof;
import org.preimage.certificate.Subject;
import org.preimage.certificate.Weights;

/** Injectivity near a point: what is accepted is true, and what is easy is accepted. */
class MeanValueRuleTest {
  private static final int TRIALS = 4000;

  /** Small integers put many kinks into or exactly through the middle of the boxes. */
  @Test
  void acceptedIsTrue() {
    int accepted = 0;
    int acceptedAcrossKinks = 0;
    int acceptedAtKink = 0;
    for (long seed = 0; seed < TRIALS; seed++) {
      Random random = new Random(seed);
      Certificate certificate = random(random);
      if (Checker.check(certificate).accepted()) {
        accepted++;
        assertThat(new InjectivityOracle(certificate).claimIsTrue()).as("seed %d", seed).isTrue();
        acceptedAcrossKinks += isAffine(certificate) ? 0 : 1;
        acceptedAtKink += hasKinkInTheMiddle(certificate) ? 1 : 0;
      }
    }
    // Otherwise little was tested.
    assertThat(accepted).isGreaterThan(TRIALS / 20);
    assertThat(acceptedAcrossKinks).isGreaterThan(50);
    assertThat(acceptedAtKink).isGreaterThan(20);
  }

  /** The width is chosen so that nothing but the derivative in the middle matters. */
  @Test
  void acceptsSmallBoxesInsideCellsOfFullRank() {
    int full = 0;
    for (long seed = 0; seed < TRIALS; seed++) {
      Random random = new Random(seed);
      Certificate small = allRows(random(random), 0x1p-40);
      if (!isAffine(small) || hasKinkInTheMiddle(small)) {
        continue;
      }
      boolean accepted = Checker.check(small).accepted();
      boolean regular = new InjectivityOracle(small).claimIsTrue();
      full += regular ? 1 : 0;
      assertThat(accepted).as("seed %d", seed).isEqualTo(regular);
    }
    assertThat(full).isGreaterThan(300);
  }

  /** (1, 1) and (1, 1 + 2⁻⁵²) are independent, which no bound on rounding errors can tell. */
  @Test
  void decidesNearlyDependentRowsExactly() {
    double next = Math.nextUp(1.0);
    assertThat(check(affine(2, 1, 1, 1, next), 0, 1).accepted()).isTrue();
    assertThat(check(affine(2, 1, 1, 1, 1), 0, 1).accepted()).isFalse();
    assertThat(check(affine(2, 0x1p-80, 0, 0, 0x1p80), 0, 1).accepted()).isTrue();
  }

  @Test
  void hugeNumbersAreNoProof() {
    assertThat(check(affine(2, 1e308, 1e308, -1e308, 1e308), 0, 1).accepted()).isTrue();
    // Overflows inside, and the second layer lacks rank.
    List<Node> nodes = new ArrayList<>(affine(2, 1e308, 1e308, 1e308, -1e308));
    nodes.add(new Node.Affine(1, Weights.of(1e308, 1e308, 2, 2), Weights.of(0, 0)));
    assertThat(check(nodes, 0, 1).accepted()).isFalse();
  }

  @Test
  void needsOnlyTheRowsListed() {
    // An opaque second output does not matter to a proof by the first.
    List<Node> nodes = new ArrayList<>(affine(1, 3));
    nodes.add(new Node.Opaque(Indices.of(0), 1, "anything"));
    Subject subject = new Subject(nodes, Indices.of(1, 2));
    assertThat(check(subject, Domain.wholeSpace(1), 0).accepted()).isFalse();
    assertThat(check(subject, around(new double[1], 1), 0).accepted()).isTrue();
    assertThat(check(subject, around(new double[1], 1), 1).accepted()).isFalse();
  }

  private static List<Node> affine(int n, double... weights) {
    return List.of(
        new Node.Input(n),
        new Node.Affine(0, Weights.of(weights), Weights.of(new double[weights.length / n])));
  }

  private static Outcome check(List<Node> nodes, int... rows) {
    Subject subject = new Subject(nodes, Indices.of(nodes.size() - 1));
    return check(subject, around(new double[subject.inputSize()], 1), rows);
  }

  private static Outcome check(Subject subject, Domain domain, int... rows) {
    return Checker.check(
        new Certificate(subject, domain, new Proof.MeanValue(Indices.of(rows)), "-", List.of()));
  }

  private static Certificate withDomain(Certificate certificate, Domain domain) {
    return new Certificate(certificate.subject(), domain, certificate.proof(), "-", List.of());
  }

  /** All rows, on a box around the middle of the domain. */
  private static Certificate allRows(Certificate certificate, double width) {
    int last = certificate.subject().nodes().size() - 1;
    int m = certificate.subject().nodes().get(last).size();
    Proof proof = new Proof.MeanValue(Indices.of(IntStream.range(0, m).toArray()));
    Domain box = around(middle(certificate.domain()), width);
    return new Certificate(certificate.subject(), box, proof, "-", List.of());
  }

  private static Domain.Box around(double[] middle, double width) {
    double[] low = IntStream.range(0, middle.length).mapToDouble(j -> middle[j] - width).toArray();
    double[] high = IntStream.range(0, middle.length).mapToDouble(j -> middle[j] + width).toArray();
    return new Domain.Box(Ends.of(low), Ends.of(high));
  }

  private static double[] middle(Domain domain) {
    Domain.Box box = (Domain.Box) domain;
    return IntStream.range(0, box.size())
        .mapToDouble(j -> (box.lower().get(j) + box.upper().get(j)) / 2)
        .toArray();
  }

  private static boolean isAffine(Certificate certificate) {
    java.util.BitSet[] all = new java.util.BitSet[certificate.subject().nodes().size()];
    java.util.Arrays.setAll(all, k -> new java.util.BitSet());
    for (int k = 0; k < all.length; k++) {
      all[k].set(0, certificate.subject().nodes().get(k).size());
    }
    SlopeEnclosure enclosure = new SlopeEnclosure(certificate.subject(), all);
    try {
      enclosure.compute(certificate.domain());
    } catch (Rejection e) {
      throw new IllegalStateException(e);
    }
    return enclosure.isAffine();
  }

  private static boolean hasKinkInTheMiddle(Certificate certificate) {
    return !isAffine(withDomain(certificate, around(middle(certificate.domain()), 0x1p-45)));
  }

  /** One or two hidden layers of different kinds, dyadic boxes of width 2⁻⁴ … 2. */
  private static Certificate random(Random random) {
    int n = 1 + random.nextInt(2);
    List<Node> nodes = new ArrayList<>();
    nodes.add(new Node.Input(n));
    int layers = 1 + random.nextInt(2);
    for (int l = 0; l < layers; l++) {
      affine(nodes, 2 + random.nextInt(3), random);
      activation(nodes, random);
    }
    affine(nodes, n + random.nextInt(3), random);
    int m = nodes.get(nodes.size() - 1).size();
    double[] center = new double[n];
    java.util.Arrays.setAll(center, j -> random.nextInt(9) / 4.0 - 1);
    Domain box = around(center, Math.scalb(1.0, -random.nextInt(6)));
    int[] rows = random.ints(0, m).distinct().limit(n).sorted().toArray();
    return new Certificate(
        new Subject(nodes, Indices.of(nodes.size() - 1)),
        box,
        new Proof.MeanValue(Indices.of(rows)),
        "-",
        List.of());
  }

  private static void affine(List<Node> nodes, int m, Random random) {
    int n = nodes.get(nodes.size() - 1).size();
    double[] weights = new double[m * n];
    java.util.Arrays.setAll(weights, i -> random.nextInt(7) - 3);
    double[] bias = new double[m];
    java.util.Arrays.setAll(bias, i -> random.nextInt(9) / 2.0 - 2);
    nodes.add(new Node.Affine(nodes.size() - 1, Weights.of(weights), Weights.of(bias)));
  }

  private static void activation(List<Node> nodes, Random random) {
    int source = nodes.size() - 1;
    int size = nodes.get(source).size();
    Indices pairs = Indices.of(IntStream.range(0, size).map(i -> i / 2).toArray());
    nodes.add(
        switch (random.nextInt(8)) {
          case 0 -> new Node.Clip(source, size, -1, 2);
          case 1 -> new Node.Maximum(source, windows(size));
          case 2 ->
              new Node.Mean(source, windows(size), Indices.of(IntStream.range(1, size).toArray()));
          case 3 -> new Node.Sum(Indices.of(source, source), size);
          case 4 -> new Node.Select(Indices.of(source, source), pairs);
          case 5 -> new Node.Rectifier(source, size, Weights.of(random.nextInt(5) / 2.0 - 1));
          default -> Node.Rectifier.relu(source, size);
        });
  }

  private static List<Indices> windows(int size) {
    return IntStream.range(1, size).mapToObj(i -> Indices.of(i - 1, i)).toList();
  }
}
