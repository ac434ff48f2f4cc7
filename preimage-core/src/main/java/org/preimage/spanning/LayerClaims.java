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

/**
 * Certificates about one layer by itself: its subject is an input, the affine map and the
 * rectifier. Rows that are always active have slope 1.
 */
public final class LayerClaims {
  private static final int RECTIFIER = 2;

  private LayerClaims() {}

  /** That the layer is injective on its domain, by a proof of the layer. */
  public static Certificate injective(Layer layer, LayerProof proof) {
    return certificate(layer, new Proof.Layerwise(new TreeMap<>(Map.of(1, proof))));
  }

  /** What a proof says about the layer on its domain. */
  public static Certificate certificate(Layer layer, Proof proof) {
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
            Indices.of(RECTIFIER));
    return new Certificate(subject, layer.domain(), proof, "-", List.of());
  }
}
