package org.preimage.spanning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.CountProof;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Ends;
import org.preimage.certificate.Node;
import org.preimage.certificate.Proof;
import org.preimage.check.Checker;
import org.preimage.spanning.ActiveRows.CountResult;

/** Counts that negative biases or the ends of a box decide. */
class BoundedCountsTest {
  @ParameterizedTest(name = "{0} x {1} on {2}")
  @CsvSource({
    "8, 64, space",
    "8, 64, box",
    "8, 64, orthant",
    "8, 64, halves",
    "10, 80, space",
    "12, 96, box"
  })
  void gaussianLayersWithBiases(int n, int m, String domain) {
    Layer layer = gaussian(n, m, domain, 0.5, 1);
    CountProof proof = proved(layer, n);
    assertThat(accepted(layer, n, proof)).isTrue();
    assertThat(((CountProof.Tree) proof).circuits()).isEmpty();
    // The same proof does not fit other biases, nor a domain without the ends that it uses.
    Layer lowered = withBiases(layer, b -> b - 0.5);
    assertThat(accepted(lowered, n, proof)).isFalse();
    Layer everywhere = withDomain(layer, Domain.wholeSpace(n));
    assertThat(accepted(everywhere, n, proof)).isEqualTo(domain.equals("space"));
  }

  /** The box is larger than the one of the proof by less than 1 %. */
  @Test
  void aLargerBoxNeedsAnotherProof() {
    Layer layer = gaussian(6, 48, "box", 0.5, 2);
    int fewest = fewest(layer);
    CountProof proof = proved(layer, fewest);
    Domain larger = new Domain.Box(Ends.all(6, -1.01), Ends.all(6, 1.01));
    Domain smaller = new Domain.Box(Ends.all(6, -0.99), Ends.all(6, 0.99));
    assertThat(accepted(layer, fewest, proof)).isTrue();
    assertThat(accepted(withDomain(layer, smaller), fewest, proof)).isTrue();
    assertThat(accepted(withDomain(layer, larger), fewest, proof)).isFalse();
  }

  @ParameterizedTest(name = "seed {0}")
  @CsvSource({"1, space", "2, space", "3, box", "4, box", "5, orthant", "6, halves"})
  void theLeastNumberIsFoundFromBothSides(long seed, String domain) {
    Layer layer = gaussian(5, 40, domain, 0.5, seed);
    int fewest = fewest(layer);
    CountResult.Fewer fewer = (CountResult.Fewer) atLeast(layer, fewest + 1);
    Proof point = new Proof.ActivePoint(fewest, fewer.x());
    assertThat(Checker.check(LayerCertificates.of(layer, point)).accepted()).isTrue();
  }

  /** Far from the origin and narrow: numbers of different sizes. */
  @Test
  void boxesOfAllSizes() {
    for (double scale : new double[] {0x1p-300, 1e-20, 1, 1e20, 0x1p300}) {
      Domain box = new Domain.Box(Ends.of(scale, -2 * scale), Ends.of(2 * scale, scale));
      double[][] rows = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}, {1, 1}};
      double[] biases = {-scale * 1.5, 0, scale * 1.625, 0, -scale * 3.5};
      Layer layer = Layer.relu(rows, biases, box);
      CountProof proof = proved(layer, 2);
      assertThat(accepted(layer, 2, proof)).isTrue();
      assertThat(((CountResult.Fewer) atLeast(layer, 3)).active()).isEqualTo(2);
    }
  }

  @Test
  void publishedExamples() {
    assertThat(fewest(PublishedExamples.coveringBias())).isEqualTo(2);
    assertThat(fewest(PublishedExamples.coveringBiasOnTheLine())).isEqualTo(1);
    assertThat(fewest(PublishedExamples.gapInTheBias())).isEqualTo(0);
    assertThat(fewest(PublishedExamples.plusMinusIdentity())).isEqualTo(2);
    assertThat(fewest(PublishedExamples.missingDirection())).isEqualTo(1);
  }

  private static int fewest(PublishedExample example) {
    Node.Affine affine = (Node.Affine) example.subject().nodes().get(1);
    int m = affine.size();
    int n = example.subject().inputSize();
    double[][] rows = new double[m][n];
    double[] biases = new double[m];
    for (int i = 0; i < m; i++) {
      biases[i] = affine.bias().get(i);
      for (int j = 0; j < n; j++) {
        rows[i][j] = affine.weights().get(i * n + j);
      }
    }
    return fewest(Layer.relu(rows, biases, example.domain()));
  }

  /** The least number of active rows: proofs up to it, and a point that ends them. */
  private static int fewest(Layer layer) {
    int proven = 0;
    while (atLeast(layer, proven + 1) instanceof CountResult.Proved proved) {
      proven++;
      assertThat(accepted(layer, proven, proved.proof())).isTrue();
    }
    assertThat(((CountResult.Fewer) atLeast(layer, proven + 1)).active()).isEqualTo(proven);
    return proven;
  }

  private static CountResult atLeast(Layer layer, int required) {
    return ActiveRows.atLeast(
        layer,
        required,
        ActiveRows.Way.CASES,
        CaseOptions.defaults(),
        SearchBudget.ofSeconds(60),
        proof -> accepted(layer, required, proof),
        explored -> {});
  }

  private static CountProof proved(Layer layer, int required) {
    CountResult result = atLeast(layer, required);
    assertThat(result).isInstanceOf(CountResult.Proved.class);
    return ((CountResult.Proved) result).proof();
  }

  private static boolean accepted(Layer layer, int count, CountProof proof) {
    Certificate certificate = LayerCertificates.of(layer, new Proof.ActiveRows(count, proof));
    return Checker.check(certificate).accepted();
  }

  private static Layer gaussian(int n, int m, String domain, double deviation, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = new double[m][n];
    for (double[] row : rows) {
      Arrays.setAll(row, j -> random.nextGaussian());
    }
    double[] biases = random.doubles(m).map(u -> deviation * random.nextGaussian()).toArray();
    return Layer.relu(rows, biases, domain(domain, n));
  }

  private static Domain domain(String name, int n) {
    double[] lower = new double[n];
    double[] upper = new double[n];
    Arrays.setAll(lower, j -> j % 3 == 0 ? -0.5 : Double.NEGATIVE_INFINITY);
    Arrays.setAll(upper, j -> j % 3 == 1 ? 0.25 : Double.POSITIVE_INFINITY);
    return switch (name) {
      case "space" -> Domain.wholeSpace(n);
      case "box" -> new Domain.Box(Ends.all(n, -1), Ends.all(n, 1));
      case "orthant" -> Domain.orthant(n);
      default -> new Domain.Box(Ends.of(lower), Ends.of(upper));
    };
  }

  private static Layer withBiases(Layer layer, DoubleUnaryOperator change) {
    double[] biases = new double[layer.outputs()];
    Arrays.setAll(biases, i -> change.applyAsDouble(layer.bias(i)));
    return Layer.relu(rows(layer), biases, layer.domain());
  }

  private static Layer withDomain(Layer layer, Domain domain) {
    double[] biases = new double[layer.outputs()];
    Arrays.setAll(biases, layer::bias);
    return Layer.relu(rows(layer), biases, domain);
  }

  private static double[][] rows(Layer layer) {
    double[][] rows = new double[layer.outputs()][];
    Arrays.setAll(rows, layer.weights()::denseRow);
    return rows;
  }
}
