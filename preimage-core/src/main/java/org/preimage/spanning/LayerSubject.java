package org.preimage.spanning;

import java.util.List;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.Indices;
import org.preimage.certificate.LayerProof;
import org.preimage.certificate.Node;
import org.preimage.certificate.Proof;
import org.preimage.certificate.Subject;
import org.preimage.certificate.Weights;
import org.preimage.check.Checker;

/** A layer as the subject of a claim of its own. */
final class LayerSubject {
  private LayerSubject() {}

  /** Whether the exact checker accepts a proof about the layer. */
  static boolean accepts(Layer layer, LayerProof proof) {
    int m = layer.outputs();
    int n = layer.inputs();
    double[] weights = new double[m * n];
    double[] bias = new double[m];
    double[] slopes = new double[m];
    for (int i = 0; i < m; i++) {
      for (int p = layer.weights().start(i); p < layer.weights().start(i + 1); p++) {
        weights[i * n + layer.weights().index(p)] = layer.weights().value(p);
      }
      bias[i] = layer.bias(i);
      slopes[i] = layer.isAlwaysActive(i) ? 1 : 0;
    }
    Subject subject =
        new Subject(
            List.of(
                new Node.Input(n),
                new Node.Affine(0, Weights.of(weights), Weights.of(bias)),
                new Node.Rectifier(1, m, Weights.of(slopes))),
            Indices.of(2));
    Proof whole = new Proof.Layerwise(new java.util.TreeMap<>(java.util.Map.of(1, proof)));
    return Checker.check(new Certificate(subject, layer.domain(), whole, "-", List.of()))
        .accepted();
  }
}
