package org.preimage.spanning;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Ends;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Proof;
import org.preimage.certificate.Subject;
import org.preimage.certificate.Weights;
import org.preimage.linalg.SparseRows;

/** Layers and certificates about them; rows that are always active get slope ½. */
public final class OneLayer {
  private OneLayer() {}

  /** What a proof says about the layer. */
  public static Certificate certificate(Layer layer, Proof proof) {
    int m = layer.outputs();
    int n = layer.inputs();
    double[] weights = new double[m * n];
    double[] bias = new double[m];
    double[] slopes = new double[m];
    for (int i = 0; i < m; i++) {
      System.arraycopy(layer.weights().denseRow(i), 0, weights, i * n, n);
      bias[i] = layer.bias(i);
      slopes[i] = layer.isAlwaysActive(i) ? 0.5 : 0;
    }
    Subject subject =
        new Subject(
            List.of(
                new Node.Input(n),
                new Node.Affine(0, Weights.of(weights), Weights.of(bias)),
                new Node.Rectifier(1, m, Weights.of(slopes))),
            Indices.of(2));
    return new Certificate(subject, layer.domain(), proof, "-", List.of());
  }

  /** The layer with the same numbers. */
  public static Layer of(TinyLayer tiny) {
    SparseRows.Builder weights = new SparseRows.Builder(tiny.inputs());
    for (long[] row : tiny.rows()) {
      weights.addDense(Arrays.stream(row).asDoubleStream().toArray());
    }
    Domain.Box box = new Domain.Box(Ends.of(tiny.lowerEnds()), Ends.of(tiny.upperEnds()));
    return new Layer(weights.build(), tiny.biases(), new BitSet(), box);
  }
}
