package org.preimage.certify;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.Proof;
import org.preimage.network.Network;

/** Claims about one layer of a network, and which of them the checker has accepted so far. */
final class StageClaims {
  private final Network network;
  private final Stage stage;
  private final Map<Proof, AcceptedCertificate> accepted = new HashMap<>();

  StageClaims(Network network, Stage stage) {
    this.network = network;
    this.stage = stage;
  }

  /** Whether the checker accepts what the proof says about the layer; it is asked once a proof. */
  boolean accepts(Proof proof) {
    if (accepted.containsKey(proof)) {
      return true;
    }
    Certificate certificate =
        new Certificate(
            stage.aloneWithSlopes(),
            stage.domain(),
            proof,
            network.digest(),
            network.assumptions());
    try {
      accepted.put(proof, AcceptedCertificate.of(certificate));
      return true;
    } catch (RejectedCertificateException rejected) {
      return false;
    }
  }

  /** The certificate of a proof that was accepted; null for others. */
  @Nullable AcceptedCertificate certificate(Proof proof) {
    return accepted.get(proof);
  }
}
