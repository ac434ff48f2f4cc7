package org.preimage.stability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Ends;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Proof;
import org.preimage.certificate.Subject;
import org.preimage.certificate.Weights;
import org.preimage.check.Checker;
import org.preimage.spanning.BruteForceFrame;
import org.preimage.spanning.SearchBudget;
import org.preimage.spanning.TinyLayer;
import org.preimage.spanning.TinyLayers;

final class FrameBoundsTest {
  private static final long SEED = 20261122;

  /** Degenerate, biased, boxed ones among them. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.25, 1})
  void agreeWithBruteForceOnTinyLayers(double slope) {
    int met = 0;
    List<TinyLayer> layers = TinyLayers.layers(SEED, 60);
    for (TinyLayer tiny : layers) {
      double expected = BruteForceFrame.least(tiny, slope);
      SlopedLayer layer = layer(tiny, slope);

      FrameBounds.Result result = bounds(layer, SearchBudget.ofWork(3000, 60), 1);

      assertThat(result.lower())
          .as("seed %d: %s", SEED, Arrays.deepToString(tiny.rows()))
          .isLessThanOrEqualTo(expected * (1 + 1e-12) + 1e-12);
      assertThat(result.upper())
          .as("seed %d: %s", SEED, Arrays.deepToString(tiny.rows()))
          .isGreaterThanOrEqualTo(expected * (1 - 1e-12) - 1e-12);
      met += result.tight() ? 1 : 0;
    }
    assertThat(met).isGreaterThanOrEqualTo(layers.size() * 9 / 10);
  }

  @Test
  void meetOnGaussianRows() {
    FrameBounds.Result result = bounds(gaussian(5, 40, 3), 20);

    assertThat(result.tight()).isTrue();
    assertThat(result.lower()).isPositive().isLessThanOrEqualTo(result.upper());
    assertThat(result.lowerProof()).isPresent();
    assertThat(result.upperProof()).isPresent();
  }

  /** The worst cell is often one in which no question left a point: its point is made then. */
  @Test
  void aCellWithoutKnownPointsIsMet() {
    for (long seed = 1; seed <= 8; seed++) {
      FrameBounds.Result result = bounds(gaussian(6, 42, seed), 60);

      assertThat(result.tight()).as("seed %d", seed).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.2, 3})
  void aGapIsMetByOneProof(double gap) {
    FrameBounds.Result result = bounds(gaussian(5, 40, 3), 20, gap);

    assertThat(result.lower()).isPositive();
    assertThat(result.upper()).isLessThanOrEqualTo(gap * result.lower());
    assertThat(result.lower()).isLessThan(0.9 * result.upper());
    assertThat(bounds(gaussian(5, 40, 3), 20).lower())
        .isBetween(result.lower(), result.upper() * (1 + 1e-12));
  }

  @Test
  void aSlightlyHigherBoundIsRejected() {
    SlopedLayer layer = gaussian(4, 24, 1);
    FrameBounds.Result result = bounds(layer, 20);
    Proof.FrameTree proof = result.lowerProof().orElseThrow();
    double higher = result.upper() * (1 + 1e-9);

    assertThat(accepts(layer, proof)).isTrue();
    assertThat(
            accepts(
                layer,
                new Proof.FrameTree(
                    org.preimage.certificate.Rational.of(higher),
                    proof.conflicts(),
                    proof.steps())))
        .isFalse();
  }

  @Test
  void anotherStepIsRejected() {
    SlopedLayer layer = gaussian(3, 18, 5);
    Proof.FrameTree proof = bounds(layer, 20).lowerProof().orElseThrow();
    int[] steps = proof.steps().toArray();
    for (int k = 0; k < steps.length; k++) {
      int[] changed = steps.clone();
      // A leaf in place of a conflict or of a division: the rest no longer fits or is too weak.
      changed[k] = changed[k] == -1 ? -2 : -1;
      assertThat(
              accepts(
                  layer,
                  new Proof.FrameTree(proof.bound(), proof.conflicts(), Indices.of(changed))))
          .as("step %d", k)
          .isFalse();
    }
  }

  @Test
  void lostInjectivityIsExactlyZero() {
    SlopedLayer layer =
        SlopedLayer.relu(
            new double[][] {{1, 0}, {0, 1}, {-1, 0}}, new double[3], Domain.wholeSpace(2));

    FrameBounds.Result result = bounds(layer, 5);

    assertThat(result.upper()).isZero();
    assertThat(result.upperProof()).isPresent();
  }

  @Test
  void closedFormOfOppositeRowsLiesInTheBracket() {
    double[][] rows = {{2, 1}, {-1, 3}, {-4, -2}, {0.5, -1.5}};
    SlopedLayer layer = SlopedLayer.relu(rows, new double[4], Domain.wholeSpace(2));
    FrameBounds.Result result = bounds(layer, 5);

    LayerStability stability =
        LayerStability.of(layer, result, new SplittableRandom(1), SearchBudget.ofSeconds(1));

    assertThat(result.tight()).isTrue();
    double kappa = stability.closedForm().orElseThrow();
    assertThat(kappa).isBetween(stability.kappaLower(), stability.kappaUpper());
    // A pair attains the infimum: from the cell of w to that of −w.
    assertThat(stability.worstPair().ratio()).isCloseTo(kappa, within(0.02 * kappa));
  }

  @Test
  void theIdentityActivationHasTheSmallestSingularValue() {
    double[][] rows = {{3, 0}, {0, 2}};
    SlopedLayer layer =
        new SlopedLayer(rows, new double[2], new double[] {1, 1}, Domain.wholeSpace(2));

    LayerStability stability =
        LayerStability.of(
            layer, bounds(layer, 5), new SplittableRandom(1), SearchBudget.ofSeconds(1));

    assertThat(stability.kappaLower()).isCloseTo(2, within(1e-5));
    assertThat(stability.kappaUpper()).isCloseTo(2, within(1e-5));
    assertThat(stability.lipschitz()).isCloseTo(3, within(1e-6)).isGreaterThanOrEqualTo(3);
  }

  @Test
  void aBallWithBiasesIsBoundedOnTheBoxAroundIt() {
    SlopedLayer whole = gaussian(3, 18, 5);
    double[][] rows = rows(whole);
    double[] bias = new double[18];
    Arrays.fill(bias, 0.1);
    SlopedLayer layer = SlopedLayer.relu(rows, bias, new Domain.Ball(3, 2));

    FrameBounds.Result result = bounds(layer, 5);

    assertThat(result.lower()).isPositive().isLessThanOrEqualTo(result.upper());
  }

  @Test
  void ratiosOfRandomPairsRespectTheBracket() {
    SlopedLayer layer = gaussian(4, 24, 2);
    LayerStability stability =
        LayerStability.of(
            layer, bounds(layer, 10), new SplittableRandom(1), SearchBudget.ofSeconds(1));
    Random random = new Random(SEED);
    for (int k = 0; k < 2000; k++) {
      double[] x = random.doubles(4).map(u -> random.nextGaussian()).toArray();
      double[] y = random.doubles(4).map(u -> random.nextGaussian()).toArray();
      Segment segment = Segment.between(layer, x, y);
      assertThat(segment.ratio())
          .isBetween(stability.kappaLower(), stability.lipschitz())
          .isGreaterThanOrEqualTo(segment.pointwiseBound() * (1 - 1e-9));
    }
    assertThat(stability.worstPair().ratio())
        .isGreaterThanOrEqualTo(stability.kappaLower())
        .isLessThanOrEqualTo(stability.kappaUpper() * (1 + 1e-6));
  }

  private static double[][] rows(SlopedLayer layer) {
    double[][] rows = new double[layer.outputs()][layer.inputs()];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = layer.weight(i, j);
      }
    }
    return rows;
  }

  private static SlopedLayer gaussian(int n, int m, long seed) {
    Random random = new Random(seed);
    double[][] rows = new double[m][n];
    for (double[] row : rows) {
      Arrays.setAll(row, j -> random.nextGaussian());
    }
    return SlopedLayer.relu(rows, new double[m], Domain.wholeSpace(n));
  }

  private static SlopedLayer layer(TinyLayer tiny, double slope) {
    double[][] rows = new double[tiny.outputs()][tiny.inputs()];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = tiny.rows()[i][j];
      }
    }
    double[] slopes = new double[rows.length];
    Arrays.fill(slopes, slope);
    Domain domain = new Domain.Box(Ends.of(tiny.lowerEnds()), Ends.of(tiny.upperEnds()));
    return new SlopedLayer(rows, tiny.biases(), slopes, domain);
  }

  private static FrameBounds.Result bounds(SlopedLayer layer, double seconds) {
    return bounds(layer, seconds, 1);
  }

  private static FrameBounds.Result bounds(SlopedLayer layer, double seconds, double gap) {
    return bounds(layer, SearchBudget.ofSeconds(seconds), gap);
  }

  private static FrameBounds.Result bounds(SlopedLayer layer, SearchBudget budget, double gap) {
    return new FrameBounds(
            layer,
            budget,
            new SplittableRandom(SEED),
            gap,
            proof -> accepts(layer, proof),
            (task, done) -> {})
        .run();
  }

  private static boolean accepts(SlopedLayer layer, Proof proof) {
    double[] weights = Arrays.stream(rows(layer)).flatMapToDouble(Arrays::stream).toArray();
    double[] bias = new double[layer.outputs()];
    double[] slopes = new double[layer.outputs()];
    Arrays.setAll(bias, layer::bias);
    Arrays.setAll(slopes, layer::slope);
    Subject subject =
        new Subject(
            List.of(
                new Node.Input(layer.inputs()),
                new Node.Affine(0, Weights.of(weights), Weights.of(bias)),
                new Node.Rectifier(1, layer.outputs(), Weights.of(slopes))),
            Indices.of(2));
    return Checker.check(new Certificate(subject, layer.domain(), proof, "-", List.of()))
        .accepted();
  }
}
