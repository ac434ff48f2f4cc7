package org.preimage.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Ends;
import org.preimage.certificate.Indices;
import org.preimage.certificate.LayerProof;
import org.preimage.certificate.Node;
import org.preimage.certificate.Point;
import org.preimage.certificate.Proof;
import org.preimage.certificate.Rational;
import org.preimage.certificate.Subject;
import org.preimage.certificate.Weights;

/**
 * Random proofs about random degenerate layers: what the checker accepts must be true. Small
 * integers make parallel, opposite, zero and tight rows common, where a loose rule would slip.
 */
class RandomProofTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Test
  void acceptedProofsAreTrue() {
    double seconds = Double.parseDouble(System.getProperty("preimage.fuzz.seconds", "5"));
    long seed = Long.getLong("preimage.fuzz.seed", 77);
    long end = System.nanoTime() + (long) (seconds * 1e9);
    Map<Class<?>, Integer> accepted = new HashMap<>();
    // A minimum of trials, so that a busy machine does not empty the test.
    for (long trial = 0; trial < 300 || System.nanoTime() < end; trial++) {
      Random random = new Random(seed + trial);
      Subject subject = subject(random);
      Domain domain = domain(random, subject.inputSize());
      List<Certificate> proved = new ArrayList<>();
      for (int attempt = 0; attempt < 400; attempt++) {
        Certificate certificate =
            new Certificate(subject, domain, proof(random, subject), "-", List.of());
        Outcome outcome = Checker.check(certificate);
        if (outcome.accepted()) {
          proved.add(certificate);
          accepted.merge(kind(certificate.proof()), 1, Integer::sum);
        }
      }
      // One question to the oracle answers for all proofs of the layer.
      if (!proved.isEmpty()) {
        Certificate first = proved.get(0);
        assertThat(new InjectivityOracle(first).claimIsTrue()).as("seed %d", seed + trial).isTrue();
        assertThat(proved)
            .as("seed %d", seed + trial)
            .allMatch(c -> c.claim().equals(first.claim()));
      }
    }
    // Otherwise nothing was tested.
    assertThat(accepted)
        .containsKeys(
            Proof.CollisionPair.class,
            Proof.FewActiveRows.class,
            Proof.RankDeficientCell.class,
            LayerProof.OppositeRows.class,
            LayerProof.CellTree.class);
  }

  private static Class<?> kind(Proof proof) {
    return proof instanceof Proof.Layerwise layerwise
        ? layerwise.stages().values().iterator().next().getClass()
        : proof.getClass();
  }

  private static Subject subject(Random random) {
    int n = 1 + random.nextInt(2);
    int m = n + random.nextInt(4);
    double[] slopes = random.doubles(m, 0, 1).map(x -> x < 0.1 ? 0.5 : x < 0.25 ? -1 : 0).toArray();
    return new Subject(
        List.of(
            new Node.Input(n),
            new Node.Affine(0, small(random, m * n), small(random, m)),
            new Node.Rectifier(1, m, Weights.of(slopes))),
        Indices.of(2));
  }

  private static Weights small(Random random, int size) {
    return Weights.of(random.ints(size, -2, 3).map(i -> i / 2).asDoubleStream().toArray());
  }

  private static Domain domain(Random random, int n) {
    double[] lower = new double[n];
    double[] upper = new double[n];
    for (int j = 0; j < n; j++) {
      lower[j] = random.nextBoolean() ? -INFINITY : random.nextInt(3) - 1;
      upper[j] = random.nextBoolean() ? INFINITY : random.nextInt(2) + 2;
    }
    return random.nextInt(3) == 0
        ? Domain.wholeSpace(n)
        : new Domain.Box(Ends.of(lower), Ends.of(upper));
  }

  private static Proof proof(Random random, Subject subject) {
    int n = subject.inputSize();
    int m = subject.nodes().get(1).size();
    return switch (random.nextInt(8)) {
      case 0 -> new Proof.CollisionPair(point(random, n), point(random, n));
      case 1 -> new Proof.FewActiveRows(2, point(random, n));
      case 2 -> new Proof.RankDeficientCell(point(random, n), point(random, n));
      default -> new Proof.Layerwise(new TreeMap<>(Map.of(1, layer(random, n, m, 0))));
    };
  }

  private static Point point(Random random, int n) {
    List<Rational> coordinates = new ArrayList<>();
    for (int j = 0; j < n; j++) {
      coordinates.add(
          new Rational(
              BigInteger.valueOf(random.nextInt(9) - 4),
              BigInteger.valueOf(1 + random.nextInt(3))));
    }
    return new Point(coordinates);
  }

  private static LayerProof layer(Random random, int n, int m, int depth) {
    return switch (random.nextInt(depth > 0 ? 5 : 7)) {
      case 0 -> new LayerProof.IndependentRows(indices(random, n, m));
      case 1, 2 -> new LayerProof.OppositeRows(indices(random, n, m), indices(random, n, m));
      case 3, 4 -> tree(random, m);
      default -> blocks(random, n, m);
    };
  }

  private static LayerProof blocks(Random random, int n, int m) {
    List<LayerProof.Block> blocks = new ArrayList<>();
    for (int b = 0; b < n; b++) {
      int rows = 1 + random.nextInt(m);
      LayerProof.BlockProof proof =
          b > 0 && random.nextBoolean()
              ? new LayerProof.BlockProof.SameAs(random.nextInt(b + 1))
              : new LayerProof.BlockProof.Own(layer(random, 1, rows, 1));
      blocks.add(new LayerProof.Block(Indices.of(b), indices(random, rows, m), proof));
    }
    return new LayerProof.Blocks(blocks);
  }

  private static LayerProof tree(Random random, int m) {
    List<LayerProof.Circuit> circuits = new ArrayList<>();
    for (int c = 1 + random.nextInt(3); c > 0; c--) {
      int size = 1 + random.nextInt(Math.min(3, m));
      List<BigInteger> multipliers = new ArrayList<>();
      for (int k = 0; k < size; k++) {
        multipliers.add(BigInteger.valueOf(random.nextInt(4) == 0 ? 2 : 1));
      }
      circuits.add(new LayerProof.Circuit(indices(random, size, m), multipliers));
    }
    List<Integer> steps = new ArrayList<>();
    grow(random, circuits, new ArrayList<>(), 0, steps);
    return new LayerProof.CellTree(
        circuits, Indices.of(steps.stream().mapToInt(Integer::intValue).toArray()));
  }

  /** A tree of the right form, sometimes spoiled by one step. */
  private static void grow(
      Random random,
      List<LayerProof.Circuit> circuits,
      List<Integer> excluded,
      int depth,
      List<Integer> steps) {
    if (depth == 3 || random.nextInt(3) < depth) {
      steps.add(-1);
      return;
    }
    int c = random.nextInt(circuits.size());
    steps.add(c);
    List<Integer> out = new ArrayList<>(excluded);
    for (int row : circuits.get(c).rows().toArray()) {
      if (!out.contains(row) && random.nextInt(40) > 0) {
        grow(random, circuits, out, depth + 1, steps);
      }
      out.add(row);
    }
  }

  private static Indices indices(Random random, int size, int end) {
    return Indices.of(random.ints(size, 0, end).toArray());
  }
}
