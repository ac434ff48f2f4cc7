package org.preimage.spanning;

import java.util.Arrays;
import org.preimage.certificate.Domain;

/** Weights, biases, activations and domain of a layer as a key: equal keys mean equal layers. */
final class LayerFingerprint {
  private final long[] words;
  private final Domain domain;

  private LayerFingerprint(long[] words, Domain domain) {
    this.words = words;
    this.domain = domain;
  }

  static LayerFingerprint of(Layer layer) {
    int entries = layer.weights().start(layer.outputs());
    long[] words = new long[2 * entries + 3 * layer.outputs()];
    int k = 0;
    for (int i = 0; i < layer.outputs(); i++) {
      words[k++] = layer.weights().entries(i);
      words[k++] = Double.doubleToLongBits(layer.bias(i) + 0.0);
      words[k++] = layer.isAlwaysActive(i) ? 1 : 0;
      for (int p = layer.weights().start(i); p < layer.weights().start(i + 1); p++) {
        words[k++] = layer.weights().index(p);
        words[k++] = Double.doubleToLongBits(layer.weights().value(p));
      }
    }
    return new LayerFingerprint(words, layer.domain());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LayerFingerprint o
        && domain.equals(o.domain)
        && Arrays.equals(words, o.words);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(words);
  }
}
