package org.preimage.spanning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.preimage.certificate.CountProof;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Ends;
import org.preimage.certificate.Proof;
import org.preimage.check.Checker;
import org.preimage.check.Outcome;
import org.preimage.linalg.SparseRows;
import org.preimage.spanning.ActiveRows.CountResult;

/** Counts that are proved are accepted by the checker and true; points have few active rows. */
class ActiveRowsTest {
  private static final int LAYERS = Integer.getInteger("preimage.oracle.counts", 3_000);

  @Test
  void agreesWithBruteForceOnTinyDegenerateLayers() {
    long seed = 20261123;
    List<String> wrong = new ArrayList<>();
    int exact = 0;
    for (int index = 0; index < LAYERS; index++) {
      TinyLayer tiny = TinyLayers.layer(seed, index);
      Layer layer = OneLayer.of(tiny);
      int truth = BruteForceCount.fewest(tiny);
      String where = "seed " + seed + " index " + index + ": fewest " + truth + ", ";
      CountResult reached = checked(layer, truth, index);
      CountResult beyond = checked(layer, truth + 1, index);
      if (reached instanceof CountResult.Proved proved) {
        exact++;
        assertThat(accepts(layer, truth, proved)).isTrue();
      } else {
        wrong.add(where + reached + "\n" + tiny);
      }
      if (!(beyond instanceof CountResult.Fewer)) {
        wrong.add(where + beyond + "\n" + tiny);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(exact).isEqualTo(LAYERS);
  }

  @Test
  void searchesFindTheFewestRowsOfTinyLayers() {
    int missed = 0;
    for (int index = 0; index < 200; index++) {
      TinyLayer tiny = TinyLayers.layer(5, index);
      Layer layer = OneLayer.of(tiny);
      ActiveRows.Witness witness =
          ActiveRows.fewest(layer, index, SearchBudget.ofSeconds(0.2)).orElseThrow();
      int truth = BruteForceCount.fewest(tiny);
      assertThat(witness.active()).isGreaterThanOrEqualTo(truth);
      Proof proof = new Proof.ActivePoint(witness.active(), witness.x());
      assertThat(Checker.check(LayerClaims.certificate(layer, proof)).accepted()).isTrue();
      missed += witness.active() > truth ? 1 : 0;
    }
    assertThat(missed).isLessThan(10);
  }

  @ParameterizedTest(name = "{0} x {1}, at least {2}")
  @CsvSource({"6, 40, 6", "8, 64, 8", "8, 96, 8", "20, 400, 20"})
  void provesGaussianLayers(int n, int m, int required) {
    Layer layer = Layer.relu(gaussian(m, n, 3), new double[m], Domain.wholeSpace(n));
    CountResult result = ActiveRows.atLeast(layer, required, 1, SearchBudget.ofSeconds(60));
    assertThat(result).isInstanceOf(CountResult.Proved.class);
    assertThat(accepts(layer, required, (CountResult.Proved) result)).isTrue();
  }

  /** Combinations of three columns, in disguise. */
  @Test
  void countsRowsThatDoNotSpan() {
    double[][] small = gaussian(30, 3, 4);
    double[][] rows = new double[30][];
    Arrays.setAll(
        rows,
        i -> new double[] {small[i][0], 2 * small[i][0], small[i][1], 0, small[i][2], small[i][1]});
    Layer flat = Layer.relu(rows, new double[30], Domain.wholeSpace(6));
    Layer layer = Layer.relu(small, new double[30], Domain.wholeSpace(3));
    for (int required = 1; required < 12; required++) {
      CountResult result = ActiveRows.atLeast(flat, required, 1, SearchBudget.ofSeconds(20));
      CountResult same = ActiveRows.atLeast(layer, required, 1, SearchBudget.ofSeconds(20));
      assertThat(result).hasSameClassAs(same).isNotInstanceOf(CountResult.Unknown.class);
      if (result instanceof CountResult.Proved proved) {
        assertThat(accepts(flat, required, proved)).isTrue();
      }
    }
  }

  @Test
  void rowsThatAreAlwaysActiveAreCountedWithoutSearch() {
    SparseRows.Builder weights = new SparseRows.Builder(2);
    double[][] rows = {{1, 2}, {0, 0}, {1, 0}, {-1, 0}, {0, 0}, {3, 1}};
    for (double[] row : rows) {
      weights.addDense(row);
    }
    BitSet always = new BitSet();
    always.set(0);
    Layer layer =
        new Layer(
            weights.build(), new double[] {-5, 2, 0, 1, -1, -3}, always, Domain.wholeSpace(2));
    CountResult two = ActiveRows.atLeast(layer, 2, 1, SearchBudget.ofSeconds(5));
    CountResult three = ActiveRows.atLeast(layer, 3, 1, SearchBudget.ofSeconds(5));
    CountResult four = ActiveRows.atLeast(layer, 4, 1, SearchBudget.ofSeconds(5));
    assertThat(accepts(layer, 2, (CountResult.Proved) two)).isTrue();
    assertThat(accepts(layer, 3, (CountResult.Proved) three)).isTrue();
    assertThat(((CountResult.Fewer) four).active()).isEqualTo(3);
  }

  @Test
  void aDirectionIsMovedIntoTheDomain() {
    Domain box = new Domain.Box(Ends.all(2, -0x1p-20), Ends.all(2, 0x1p-20));
    Layer layer = Layer.relu(new double[][] {{1, 0}, {0, 1}, {-1, -1}}, new double[3], box);
    CountResult result = ActiveRows.atLeast(layer, 2, 1, SearchBudget.ofSeconds(5));
    assertThat(((CountResult.Fewer) result).active()).isEqualTo(1);
    Proof proof = new Proof.ActivePoint(1, ((CountResult.Fewer) result).x());
    assertThat(Checker.check(LayerClaims.certificate(layer, proof)).accepted()).isTrue();
  }

  @Test
  void aSpentBudgetIsAReason() {
    Layer layer = Layer.relu(gaussian(120, 16, 1), new double[120], Domain.wholeSpace(16));
    CountResult result = ActiveRows.atLeast(layer, 16, 1, SearchBudget.ofSeconds(0.05));
    assertThat(result).isInstanceOf(CountResult.Unknown.class);
  }

  private static CountResult checked(Layer layer, int required, long seed) {
    return ActiveRows.atLeast(
        layer,
        required,
        ActiveRows.Way.BOTH,
        CaseOptions.defaults().withSeed(seed),
        SearchBudget.ofSeconds(20),
        proof -> outcome(layer, required, proof).accepted(),
        share -> {});
  }

  private static boolean accepts(Layer layer, int count, CountResult.Proved proved) {
    return outcome(layer, count, proved.proof()).accepted();
  }

  private static Outcome outcome(Layer layer, int count, CountProof proof) {
    return Checker.check(LayerClaims.certificate(layer, new Proof.ActiveRows(count, proof)));
  }

  private static double[][] gaussian(int rows, int columns, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] matrix = new double[rows][columns];
    for (double[] row : matrix) {
      Arrays.setAll(row, j -> random.nextGaussian());
    }
    return matrix;
  }
}
