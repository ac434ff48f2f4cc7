package org.preimage.spanning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.preimage.certificate.CountProof;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Ends;
import org.preimage.certificate.LayerProof;
import org.preimage.certificate.Point;
import org.preimage.certificate.Proof;
import org.preimage.check.Checker;
import org.preimage.covering.CoverSearch;
import org.preimage.linalg.SparseRows;

/**
 * Every way to decide a layer agrees with two exact brute forces and with the others, and the
 * checker accepts every proposal. {@code -Dpreimage.differential.layers=100000} for more layers.
 */
class DifferentialTest {
  private static final int LAYERS = Integer.getInteger("preimage.differential.layers", 20_000);
  private static final long SEED = Long.getLong("preimage.differential.seed", 20261122);

  private final List<String> wrong = new ArrayList<>();
  private final Map<String, Integer> seen = new TreeMap<>();

  /** Half of the layers: biases, boxes, orthants, balls; n up to 3. */
  @Test
  void domainsAndBiases() {
    int injective = 0;
    for (int index = 0; index < LAYERS / 2 && wrong.size() < 5; index++) {
      TinyLayer tiny = TinyLayers.layer(SEED, index);
      boolean truth = BruteForceLayer.isInjective(tiny);
      injective += truth ? 1 : 0;
      String name = "TinyLayers seed " + SEED + " index " + index + ": " + tiny;
      decide(name, layer(tiny, box(tiny)), truth, index);
      cellTree(name, layer(tiny, box(tiny)), truth);
      if (index % 4 == 0) {
        annealing(name, layer(tiny, box(tiny)), truth, index);
      }
      if (index % 3 == 0) {
        onBall(name, tiny, 1 + index % 5);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(injective).isBetween(LAYERS / 10, LAYERS / 3);
    assertThat(seen.keySet())
        .contains(
            "decision injective",
            "decision collision",
            "tree proof",
            "tree point",
            "annealing",
            "ball injective",
            "ball collision");
  }

  /** The other half: counts and packings as well; n up to 4, m up to 12. */
  @Test
  void homogeneous() {
    int injective = 0;
    for (int index = 0; index < LAYERS / 2 && wrong.size() < 5; index++) {
      TinyLayer tiny = VariedLayers.layer(SEED, index);
      RayOracle.Answer truth = RayOracle.of(tiny);
      injective += truth.injective() ? 1 : 0;
      String name = "VariedLayers seed " + SEED + " index " + index + ": " + tiny;
      if (tiny.inputs() <= 2 && BruteForceLayer.isInjective(tiny) != truth.injective()) {
        wrong.add(name + ": the oracles differ");
      }
      Layer layer = layer(tiny, box(tiny));
      decide(name, layer, truth.injective(), index);
      cellTree(name, layer, truth.injective());
      if (index % 4 == 0) {
        annealing(name, layer, truth.injective(), index);
      }
      if (Arrays.stream(tiny.rows()).allMatch(row -> Arrays.stream(row).anyMatch(w -> w != 0))) {
        covering(name, layer, tiny, truth, index);
        if (index % 16 == 0) {
          goodness(name, layer, tiny, truth);
        }
      }
      decide(name, layer(tiny, new Domain.Ball(tiny.inputs(), 0.75)), truth.injective(), index);
    }
    assertThat(wrong).isEmpty();
    assertThat(injective).isBetween(LAYERS / 20, LAYERS / 3);
    assertThat(seen.keySet())
        .contains(
            "decision injective",
            "decision collision",
            "tree proof",
            "tree point",
            "annealing",
            "covering proof",
            "covering proof in general position",
            "covering point",
            "goodness");
  }

  private void note(String what) {
    seen.merge(what, 1, Integer::sum);
  }

  private void expect(boolean right, String name, Object what) {
    if (!right) {
      wrong.add(name + ": " + what);
    }
  }

  private void decide(String name, Layer layer, boolean truth, int seed) {
    LayerResult result = decision(layer, seed);
    boolean certified =
        !(result instanceof LayerResult.Undecided)
            && (!(result instanceof LayerResult.Deficient deficient)
                || deficient.direction().isPresent())
            && Checker.check(LayerCertificates.of(layer, result)).accepted();
    expect(certified, name, "without certificate: " + result);
    expect(truth == (result instanceof LayerResult.Injective), name, result);
    note(truth ? "decision injective" : "decision collision");
  }

  private static LayerResult decision(Layer layer, int seed) {
    return LayerDecision.decide(layer, Optional.empty(), seed, SearchBudget.ofSeconds(20));
  }

  private void cellTree(String name, Layer layer, boolean truth) {
    CellTreeSearch.Ending ending = new CellTreeSearch(layer, SearchBudget.ofSeconds(20)).run();
    if (ending instanceof CellTreeSearch.Ending.Proved proved) {
      expect(truth, name, "tree " + proved.tree());
      expect(
          Checker.check(LayerCertificates.of(layer, proved.tree())).accepted(), name, "bad tree");
      note("tree proof");
    } else if (ending instanceof CellTreeSearch.Ending.Found found) {
      expect(!truth && isDeficient(layer, found.x()), name, "tree point " + found.x());
      note("tree point");
    } else {
      wrong.add(name + ": " + ending);
    }
  }

  private static boolean isDeficient(Layer layer, Point x) {
    BitSet active = KernelDirection.activeAt(layer, x);
    return KernelDirection.orthogonalTo(layer, active, ParallelClasses.of(layer.weights()))
        .isPresent();
  }

  /** A proposal only: what is confirmed exactly must be true. */
  private void annealing(String name, Layer layer, boolean truth, int seed) {
    AnnealedDescent descent =
        new AnnealedDescent(
            layer, ParallelClasses.of(layer.weights()), seed, SearchBudget.ofSeconds(20));
    if (descent.run(layer.inputs(), 1)) {
      Point x = Point.of(descent.bestPoint());
      if (new Region(layer.domain()).containsInside(descent.bestPoint()) && isDeficient(layer, x)) {
        expect(!truth, name, "annealing found " + x);
        note("annealing");
      }
    }
  }

  /** On a ball the boxes inside and around it bound the truth; without biases any box has it. */
  private void onBall(String name, TinyLayer tiny, int radius) {
    long[] ends = new long[tiny.inputs()];
    Arrays.fill(ends, radius);
    long[] minus = Arrays.stream(ends).map(x -> -x).toArray();
    Layer layer = layer(tiny, new Domain.Ball(tiny.inputs(), radius));
    if (BruteForceLayer.isInjective(tiny.onBox(minus, ends))) {
      decide(name + " ball " + radius, layer, true, radius);
      note("ball injective");
      return;
    }
    // The box of half the radius lies in the ball: (r/2)²·n ≤ r² for n ≤ 4.
    Arrays.setAll(ends, j -> radius / 2);
    Arrays.setAll(minus, j -> -(radius / 2));
    if (radius >= 2 && !BruteForceLayer.isInjective(tiny.onBox(minus, ends))) {
      decide(name + " ball " + radius, layer, false, radius);
      note("ball collision");
    } else {
      LayerResult result = decision(layer, radius);
      expect(
          result instanceof LayerResult.Undecided
              || Checker.check(LayerCertificates.of(layer, result)).accepted(),
          name,
          result);
      note("ball " + result.getClass().getSimpleName());
    }
  }

  /** Counting is the truth in general position only; the count itself always. */
  private void covering(
      String name, Layer layer, TinyLayer tiny, RayOracle.Answer truth, int seed) {
    int n = tiny.inputs();
    double[][] rows =
        Arrays.stream(tiny.rows())
            .map(row -> Arrays.stream(row).asDoubleStream().toArray())
            .toArray(double[][]::new);
    int required = 1 + seed % Math.max(n, 1) + (seed / 7) % 2;
    boolean general = isInGeneralPosition(tiny);
    long end = System.nanoTime() + 20_000_000_000L;
    CoverSearch.Ending ending =
        new CoverSearch(rows, required, seed, () -> System.nanoTime() > end).run();
    if (ending instanceof CoverSearch.Ending.Proved proved) {
      boolean accepted =
          Checker.check(LayerCertificates.of(layer, new Proof.ActiveRows(required, proved.tree())))
              .accepted();
      note(accepted ? "covering proof" : "covering proof not accepted");
      expect(!accepted || truth.fewest() >= required, name, "accepted count " + required);
      // Circuits of degenerate rows are smaller than simplices: those proposals are rejected.
      expect(accepted || !general, name, "covering proof was not accepted");
      if (accepted && required >= n && general) {
        expect(truth.injective(), name, "covering");
        LayerProof proof = new LayerProof.GeneralPosition(proved.tree());
        expect(Checker.check(LayerCertificates.of(layer, proof)).accepted(), name, "not accepted");
        note("covering proof in general position");
      }
    } else if (ending instanceof CoverSearch.Ending.Found found) {
      int active = KernelDirection.activeAt(layer, Point.of(found.direction())).cardinality();
      expect(active >= truth.fewest(), name, "the oracle's " + truth.fewest() + " > " + active);
      expect(active < required || !general, name, "covering point not confirmed");
      note(active < required ? "covering point" : "covering point not confirmed");
    } else {
      expect(!general || truth.fewest() == 0, name, ending);
      note("covering stopped");
    }
  }

  private static boolean isInGeneralPosition(TinyLayer tiny) {
    return tiny.outputs() >= tiny.inputs() && isIndependent(tiny, 0, new ArrayList<>());
  }

  private static boolean isIndependent(TinyLayer tiny, int from, List<long[]> chosen) {
    if (chosen.size() == tiny.inputs()) {
      return BruteForceLayer.rank(chosen) == chosen.size();
    }
    return IntStream.range(from, tiny.outputs())
        .allMatch(
            i -> {
              chosen.add(tiny.rows()[i]);
              boolean all = isIndependent(tiny, i + 1, chosen);
              chosen.remove(chosen.size() - 1);
              return all;
            });
  }

  /** Neither the true count nor more may be proved unless it is true. */
  private void goodness(String name, Layer layer, TinyLayer tiny, RayOracle.Answer truth) {
    for (int required = Math.max(1, truth.fewest());
        required <= Math.min(tiny.outputs(), truth.fewest() + 1);
        required++) {
      GoodnessProver prover = new GoodnessProver(tiny.weights(), tiny.outputs(), tiny.inputs());
      Optional<CountProof> proof = prover.atRoot(required, SearchBudget.ofSeconds(5));
      if (proof.isEmpty() && required >= 2) {
        proof = prover.byLeadingRows(required, 200, SearchBudget.ofSeconds(5));
      }
      if (proof.isPresent()) {
        boolean accepted =
            Checker.check(LayerCertificates.of(layer, new Proof.ActiveRows(required, proof.get())))
                .accepted();
        expect(!accepted || truth.fewest() >= required, name, "goodness count " + required);
        note(accepted ? "goodness" : "goodness not accepted");
      }
    }
  }

  private static Domain box(TinyLayer tiny) {
    return new Domain.Box(Ends.of(tiny.lowerEnds()), Ends.of(tiny.upperEnds()));
  }

  private static Layer layer(TinyLayer tiny, Domain domain) {
    SparseRows.Builder weights = new SparseRows.Builder(tiny.inputs());
    for (long[] row : tiny.rows()) {
      weights.addDense(Arrays.stream(row).asDoubleStream().toArray());
    }
    return new Layer(weights.build(), tiny.biases(), new BitSet(), domain);
  }
}
