package org.preimage.spanning;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.Indices;
import org.preimage.certificate.LayerProof;
import org.preimage.certificate.Node;
import org.preimage.certificate.Proof;
import org.preimage.certificate.Subject;
import org.preimage.certificate.Weights;

/** Certificates about one layer, for the checker. */
final class LayerCertificates {
  private LayerCertificates() {}

  /** That the layer is injective, or not, for the reason found. */
  static Certificate of(Layer layer, LayerResult result) {
    return result instanceof LayerResult.Injective injective
        ? of(layer, injective.proof())
        : of(layer, deficient((LayerResult.Deficient) result));
  }

  private static Proof deficient(LayerResult.Deficient deficient) {
    return new Proof.RankDeficientCell(deficient.x(), deficient.direction().orElseThrow());
  }

  /** That the layer is injective. */
  static Certificate of(Layer layer, LayerProof proof) {
    return of(layer, new Proof.Layerwise(new TreeMap<>(Map.of(1, proof))));
  }

  static Certificate of(Layer layer, Proof proof) {
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
    return new Certificate(subject, layer.domain(), proof, "-", List.of());
  }
}
