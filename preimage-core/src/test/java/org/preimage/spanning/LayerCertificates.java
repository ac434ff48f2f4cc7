package org.preimage.spanning;

import org.preimage.certificate.Certificate;
import org.preimage.certificate.LayerProof;
import org.preimage.certificate.Proof;

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
    return LayerClaims.injective(layer, proof);
  }

  static Certificate of(Layer layer, Proof proof) {
    return LayerClaims.certificate(layer, proof);
  }
}
