package org.preimage.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.CountProof;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Ends;
import org.preimage.certificate.Indices;
import org.preimage.certificate.LayerProof;
import org.preimage.certificate.Node;
import org.preimage.certificate.Point;
import org.preimage.certificate.Proof;
import org.preimage.certificate.Subject;
import org.preimage.certificate.Weights;

/**
 * Random count trees and points about random degenerate layers: what the checker accepts must be
 * true. The trees have the right form more often than not, with covers, capacities and counts that
 * are sometimes too good.
 */
class RandomCountProofTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Test
  void acceptedCountsAreTrue() {
    double seconds = Double.parseDouble(System.getProperty("preimage.fuzz.seconds", "5"));
    long seed = Long.getLong("preimage.fuzz.seed", 78);
    long end = System.nanoTime() + (long) (seconds * 1e9);
    Map<String, Integer> accepted = new HashMap<>();
    for (long trial = 0; trial < 300 || System.nanoTime() < end; trial++) {
      Random random = new Random(seed + trial);
      Subject subject = subject(random);
      Domain domain = domain(random, subject.inputSize());
      int most = -1;
      int fewest = Integer.MAX_VALUE;
      for (int attempt = 0; attempt < 300; attempt++) {
        Proof proof = proof(random, subject, domain);
        Certificate certificate = new Certificate(subject, domain, proof, "-", List.of());
        if (Checker.check(certificate).accepted()) {
          if (proof instanceof Proof.ActiveRows rows) {
            most = Math.max(most, rows.count());
            accepted.merge(kind((CountProof.Tree) rows.proof()), 1, Integer::sum);
          } else {
            fewest = Math.min(fewest, ((Proof.ActivePoint) proof).count());
            accepted.merge("point", 1, Integer::sum);
          }
        }
      }
      Certificate any =
          new Certificate(subject, domain, proof(random, subject, domain), "-", List.of());
      int truth = new ActiveRowsOracle(any).fewest();
      assertThat(most).as("seed %d", seed + trial).isLessThanOrEqualTo(truth);
      assertThat(fewest).as("seed %d", seed + trial).isGreaterThanOrEqualTo(truth);
    }
    // Otherwise nothing was tested.
    assertThat(accepted)
        .containsKeys("point", "packed true", "packed false", "branching true", "branching false");
    assertThat(accepted.values()).allMatch(count -> count > 20);
  }

  private static String kind(CountProof.Tree tree) {
    return (tree.steps().get(0) < 0 ? "packed " : "branching ") + !tree.simplices().isEmpty();
  }

  private static Subject subject(Random random) {
    int n = 1 + random.nextInt(2);
    int m = n + 1 + random.nextInt(4);
    double[] slopes = random.doubles(m, 0, 1).map(x -> x < 0.1 ? 0.5 : 0).toArray();
    return new Subject(
        List.of(
            new Node.Input(n),
            new Node.Affine(0, small(random, m * n), small(random, m)),
            new Node.Rectifier(1, m, Weights.of(slopes))),
        Indices.of(2));
  }

  private static Weights small(Random random, int size) {
    return Weights.of(random.ints(size, -3, 4).map(i -> i / 2).asDoubleStream().toArray());
  }

  private static Domain domain(Random random, int n) {
    double[] lower = new double[n];
    double[] upper = new double[n];
    for (int j = 0; j < n; j++) {
      lower[j] = random.nextBoolean() ? -INFINITY : random.nextInt(3) - 1;
      upper[j] = random.nextBoolean() ? INFINITY : random.nextInt(2) + 2;
    }
    return random.nextBoolean()
        ? Domain.wholeSpace(n)
        : new Domain.Box(Ends.of(lower), Ends.of(upper));
  }

  private static Proof proof(Random random, Subject subject, Domain domain) {
    int n = subject.inputSize();
    int m = subject.nodes().get(1).size();
    if (random.nextInt(6) == 0) {
      double[] x = random.ints(n, -4, 5).mapToDouble(i -> i / 2.0 + 0.25).toArray();
      return new Proof.ActivePoint(random.nextInt(m + 1), Point.of(x));
    }
    int count = 1 + random.nextInt(3);
    List<LayerProof.Circuit> circuits = new ArrayList<>();
    List<Indices> simplices = new ArrayList<>();
    Set<Indices> covers = new HashSet<>();
    for (int c = 2 + random.nextInt(2 * m); c > 0; c--) {
      cover(random, subject, domain, circuits, simplices, covers);
    }
    List<int[]> rows = new ArrayList<>();
    circuits.forEach(circuit -> rows.add(circuit.rows().toArray()));
    simplices.forEach(simplex -> rows.add(simplex.toArray()));
    List<Integer> steps = new ArrayList<>();
    grow(random, rows, m, count, new HashSet<>(), new HashSet<>(), steps);
    int[] written = steps.stream().mapToInt(Integer::intValue).toArray();
    if (random.nextInt(4) == 0) {
      written[random.nextInt(written.length)] += random.nextInt(3) - 1;
    }
    return new Proof.ActiveRows(
        count, new CountProof.Tree(circuits, simplices, Indices.of(written)));
  }

  /** Adds a cover; one in many is not filtered by what the checker says of it alone. */
  private static void cover(
      Random random,
      Subject subject,
      Domain domain,
      List<LayerProof.Circuit> circuits,
      List<Indices> simplices,
      Set<Indices> covers) {
    int n = subject.inputSize();
    int m = subject.nodes().get(1).size();
    boolean simplex = random.nextBoolean();
    int size = simplex ? n + 1 : 1 + random.nextInt(Math.min(3, m));
    Indices rows = Indices.of(random.ints(0, m).distinct().limit(size).sorted().toArray());
    List<BigInteger> multipliers = random.ints(size, 1, 3).mapToObj(BigInteger::valueOf).toList();
    LayerProof.Circuit circuit = new LayerProof.Circuit(rows, multipliers);
    CountProof alone =
        new CountProof.Tree(
            simplex ? List.of() : List.of(circuit),
            simplex ? List.of(rows) : List.of(),
            Indices.of(-2, 1, 0, 1));
    boolean valid =
        Checker.check(
                new Certificate(subject, domain, new Proof.ActiveRows(1, alone), "-", List.of()))
            .accepted();
    if ((valid || random.nextInt(200) == 0) && covers.add(rows)) {
      if (simplex) {
        simplices.add(rows);
      } else {
        circuits.add(circuit);
      }
    }
  }

  private static void grow(
      Random random,
      List<int[]> covers,
      int m,
      int missing,
      Set<Integer> active,
      Set<Integer> inactive,
      List<Integer> steps) {
    int row = random.nextInt(m);
    boolean free = !active.contains(row) && !inactive.contains(row);
    if (active.size() + inactive.size() < 3 && free && random.nextInt(3) > 0 && missing > 0) {
      steps.add(row);
      active.add(row);
      grow(random, covers, m, missing - 1, active, inactive, steps);
      active.remove(row);
      inactive.add(row);
      grow(random, covers, m, missing, active, inactive, steps);
      inactive.remove(row);
    } else if (missing <= 0 && random.nextBoolean()) {
      steps.add(-1);
    } else {
      leaf(random, covers, m, active, inactive, steps);
    }
  }

  /** All covers without active rows, with random weights and the capacity that they need. */
  private static void leaf(
      Random random,
      List<int[]> covers,
      int m,
      Set<Integer> active,
      Set<Integer> inactive,
      List<Integer> steps) {
    int[] load = new int[m];
    int start = steps.size();
    steps.add(-1);
    int used = 0;
    for (int c = 0; c < covers.size(); c++) {
      boolean disjoint = java.util.Arrays.stream(covers.get(c)).noneMatch(active::contains);
      if ((disjoint || random.nextInt(60) == 0) && random.nextInt(4) > 0) {
        int weight = 1 + random.nextInt(2);
        steps.add(c);
        steps.add(weight);
        used++;
        for (int i : covers.get(c)) {
          load[i] += inactive.contains(i) ? 0 : weight;
        }
      }
    }
    if (used > 0) {
      int capacity = Math.max(1, java.util.Arrays.stream(load).max().orElse(1));
      steps.set(start, -1 - used);
      steps.add(start + 1, capacity - (random.nextInt(40) == 0 ? 1 : 0));
    }
  }
}
