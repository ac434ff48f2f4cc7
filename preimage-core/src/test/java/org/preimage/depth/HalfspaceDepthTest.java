package org.preimage.depth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Proof;
import org.preimage.check.Checker;
import org.preimage.linalg.SparseRows;
import org.preimage.spanning.BruteForceCount;
import org.preimage.spanning.Layer;
import org.preimage.spanning.LayerClaims;
import org.preimage.spanning.OneLayer;
import org.preimage.spanning.SearchBudget;
import org.preimage.spanning.TinyLayer;
import org.preimage.spanning.TinyLayers;

/** Bounds hold, are proved to the checker, and meet where the depth is known. */
class HalfspaceDepthTest {
  private static final Path DATA =
      Path.of(System.getProperty("preimage.root", ".."), "..", "shared", "data", "tukey-depth");
  private static final int LAYERS = Integer.getInteger("preimage.oracle.depths", 150);

  @Test
  void bracketsBruteForceOnTinyDegenerateLayers() {
    List<String> wrong = new ArrayList<>();
    int exact = 0;
    for (int index = 0; index < LAYERS; index++) {
      TinyLayer tiny = TinyLayers.layer(20261124, index);
      Layer layer = OneLayer.of(tiny);
      HalfspaceDepth.Result result = depth(layer, 1);
      int truth = BruteForceCount.fewest(tiny);
      exact += result.exact() ? 1 : 0;
      if (result.lower() > truth || result.upper() < truth) {
        wrong.add("index " + index + ": " + truth + " not in " + result + "\n" + tiny);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(exact).isGreaterThan(LAYERS * 95 / 100);
  }

  /** Depths made with other software. */
  @ParameterizedTest(name = "{0} of depth {1}, {2} s")
  @CsvSource({
    "ganlab_disjoint_g0, 1, 60, true",
    "ganlab_gaussians_g0, 2, 60, true",
    "ganlab_line_g0, 1, 60, true",
    "ganlab_ring_g0, 2, 60, true",
    "acasxu_1_1_layer1, 9, 60, true",
    "gamegan_megaman_pos12_first64, 18, 60, true",
    "gamegan_megaman_pos00_first100, 28, 4, false",
    "verifygan_generator_l0, 99, 4, false",
    "verifygan_adversarial_l0, 103, 4, false",
    "vae_explainer_dense, 1228, 4, false"
  })
  void agreesWithKnownDepths(String name, int depth, double seconds, boolean exact)
      throws IOException {
    Path file = DATA.resolve(name + ".csv");
    assumeTrue(Files.exists(file), "skipped: ../shared/data is absent");
    double[][] rows = read(file);
    Layer layer = Layer.relu(rows, new double[rows.length], Domain.wholeSpace(rows[0].length));

    HalfspaceDepth.Result result = depth(layer, seconds);

    assertThat(result.lower()).isBetween(exact ? depth : rows[0].length, depth);
    assertThat(result.upper()).isBetween(depth, exact ? depth : depth + depth / 20);
  }

  @Test
  void rowsInOneHalfspaceHaveDepthZero() {
    Layer layer = Layer.relu(gaussianAbove(20, 4), new double[20], Domain.wholeSpace(4));
    HalfspaceDepth.Result result = depth(layer, 10);
    assertThat(result.lower()).isZero();
    assertThat(result.exact()).isTrue();
  }

  @Test
  void fewerRowsThanInputs() {
    double[][] rows = {{1, 2, 3}, {-1, -2, -3}};
    HalfspaceDepth.Result result = depth(Layer.relu(rows, new double[2], Domain.wholeSpace(3)), 10);
    assertThat(result.lower()).isEqualTo(1);
    assertThat(result.exact()).isTrue();
  }

  @Test
  void duplicatedRowsMultiplyTheDepth() {
    SplittableRandom random = new SplittableRandom(3);
    double[][] once = new double[18][3];
    for (double[] row : once) {
      Arrays.setAll(row, j -> random.nextGaussian());
    }
    double[][] twice = new double[36][];
    Arrays.setAll(twice, i -> Arrays.stream(once[i / 2]).map(v -> v * (1 + i % 2)).toArray());
    HalfspaceDepth.Result single =
        depth(Layer.relu(once, new double[18], Domain.wholeSpace(3)), 20);
    HalfspaceDepth.Result pairs =
        depth(Layer.relu(twice, new double[36], Domain.wholeSpace(3)), 20);
    assertThat(single.exact()).isTrue();
    assertThat(pairs.exact()).isTrue();
    assertThat(pairs.lower()).isEqualTo(2 * single.lower());
  }

  @Test
  void withoutReluEveryRowCounts() {
    SparseRows.Builder weights = new SparseRows.Builder(2);
    weights.addDense(new double[] {1, 0});
    weights.addDense(new double[] {0, 1});
    BitSet always = new BitSet();
    always.set(0, 2);
    Layer layer = new Layer(weights.build(), new double[] {-1, 1}, always, Domain.wholeSpace(2));
    HalfspaceDepth.Result result = depth(layer, 5);
    assertThat(result.lower()).isEqualTo(2);
    assertThat(result.exact()).isTrue();
  }

  @Test
  void aSpentBudgetStillHasBoundsWithProofs() {
    SplittableRandom random = new SplittableRandom(3);
    double[][] rows = new double[300][40];
    for (double[] row : rows) {
      Arrays.setAll(row, j -> random.nextGaussian());
    }
    Layer layer = Layer.relu(rows, new double[300], Domain.wholeSpace(40));
    HalfspaceDepth.Result result = depth(layer, 0);
    assertThat(result.exact()).isFalse();
    assertThat(result.lower()).isZero();
    assertThat(result.upper()).isLessThanOrEqualTo(300);
    assertThat(result.obstacle()).contains("time");
  }

  private static double[][] gaussianAbove(int m, int n) {
    SplittableRandom random = new SplittableRandom(9);
    double[][] rows = new double[m][n];
    for (double[] row : rows) {
      Arrays.setAll(row, j -> j == 0 ? 1 : random.nextGaussian());
    }
    return rows;
  }

  /** Both bounds must be proved. */
  private static HalfspaceDepth.Result depth(Layer layer, double seconds) {
    HalfspaceDepth.Result result =
        HalfspaceDepth.of(
            layer,
            1,
            SearchBudget.ofSeconds(seconds),
            proof -> accepts(layer, proof),
            (task, done) -> {});
    assertThat(result.lowerProof().orElseThrow().count()).isEqualTo(result.lower());
    assertThat(result.upperProof().orElseThrow().count()).isEqualTo(result.upper());
    assertThat(accepts(layer, result.lowerProof().orElseThrow())).isTrue();
    assertThat(accepts(layer, result.upperProof().orElseThrow())).isTrue();
    return result;
  }

  private static boolean accepts(Layer layer, Proof proof) {
    return Checker.check(LayerClaims.certificate(layer, proof)).accepted();
  }

  private static double[][] read(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> !line.isBlank())
        .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }
}
