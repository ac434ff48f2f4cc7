package org.preimage.spanning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Ends;
import org.preimage.certificate.Indices;
import org.preimage.certificate.LayerProof;
import org.preimage.certificate.Node;
import org.preimage.certificate.Proof;
import org.preimage.certificate.Subject;
import org.preimage.certificate.Weights;
import org.preimage.check.Checker;
import org.preimage.check.Outcome;
import org.preimage.linalg.SparseRows;

/**
 * The layer decision agrees with exact enumeration of cells, and the checker accepts every
 * proposal.
 */
class LayerDecisionOracleTest {
  private static final int LAYERS = Integer.getInteger("preimage.oracle.layers", 10_000);

  @Test
  void agreesWithBruteForceOnTinyDegenerateLayers() {
    long seed = 20261122;
    List<String> wrong = new ArrayList<>();
    int injective = 0;
    for (int index = 0; index < LAYERS; index++) {
      TinyLayer tiny = TinyLayers.layer(seed, index);
      Layer layer = layer(tiny);
      LayerResult result =
          LayerDecision.decide(layer, Optional.empty(), index, SearchBudget.ofSeconds(20));
      boolean truth = BruteForceLayer.isInjective(tiny);
      injective += truth ? 1 : 0;
      boolean agrees =
          truth
              ? result instanceof LayerResult.Injective
              : result instanceof LayerResult.Deficient deficient
                  && deficient.direction().isPresent();
      if (!agrees) {
        wrong.add("seed " + seed + " index " + index + ": truth " + truth + ", " + result);
      } else {
        Outcome outcome = Checker.check(certificate(layer, result));
        if (!outcome.accepted()) {
          wrong.add("seed " + seed + " index " + index + ": " + outcome + ", " + result);
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(injective).isGreaterThan(LAYERS / 5);
  }

  private static Layer layer(TinyLayer tiny) {
    SparseRows.Builder weights = new SparseRows.Builder(tiny.inputs());
    for (long[] row : tiny.rows()) {
      weights.addDense(Arrays.stream(row).asDoubleStream().toArray());
    }
    Domain.Box box = new Domain.Box(Ends.of(tiny.lowerEnds()), Ends.of(tiny.upperEnds()));
    return new Layer(weights.build(), tiny.biases(), new BitSet(), box);
  }

  static Certificate certificate(Layer layer, LayerResult result) {
    double[] weights = new double[layer.outputs() * layer.inputs()];
    double[] bias = new double[layer.outputs()];
    for (int i = 0; i < bias.length; i++) {
      System.arraycopy(layer.weights().denseRow(i), 0, weights, i * layer.inputs(), layer.inputs());
      bias[i] = layer.bias(i);
    }
    Subject subject =
        new Subject(
            List.of(
                new Node.Input(layer.inputs()),
                new Node.Affine(0, Weights.of(weights), Weights.of(bias)),
                Node.Rectifier.relu(1, layer.outputs())),
            Indices.of(2));
    Proof proof;
    if (result instanceof LayerResult.Injective injective) {
      TreeMap<Integer, LayerProof> stages = new TreeMap<>();
      stages.put(1, injective.proof());
      proof = new Proof.Layerwise(stages);
    } else {
      LayerResult.Deficient deficient = (LayerResult.Deficient) result;
      proof = new Proof.RankDeficientCell(deficient.x(), deficient.direction().orElseThrow());
    }
    return new Certificate(subject, layer.domain(), proof, "-", List.of());
  }
}
