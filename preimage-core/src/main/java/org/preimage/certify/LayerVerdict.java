package org.preimage.certify;

import java.util.Optional;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.Proof;
import org.preimage.spanning.Layer;
import org.preimage.spanning.LayerClaims;
import org.preimage.spanning.LayerDecision;
import org.preimage.spanning.LayerResult;
import org.preimage.spanning.SearchBudget;

/**
 * Decides a layer that belongs to no network, such as one of many random ones. The certificates are
 * the shortest that the checker accepts: a point where too few rows are active, not a pair.
 */
public final class LayerVerdict {
  private static final int RECTIFIER = 2;

  private LayerVerdict() {}

  /**
   * Decides.
   *
   * @param seed of the searches
   */
  public static Verdict of(Layer layer, long seed, SearchBudget budget) {
    LayerResult result = LayerDecision.decide(layer, Optional.empty(), seed, budget);
    return certified(layer, result)
        .orElseGet(
            () ->
                new Verdict.Undecided(
                    result instanceof LayerResult.Undecided
                        ? result.evidence()
                        : "a proposal was not confirmed by the checker: " + result.evidence()));
  }

  private static Optional<Verdict> certified(Layer layer, LayerResult result) {
    if (result instanceof LayerResult.Injective injective) {
      return accepted(LayerClaims.injective(layer, injective.proof())).map(Verdict.Injective::new);
    }
    if (result instanceof LayerResult.Deficient deficient) {
      return accepted(
              LayerClaims.certificate(layer, new Proof.FewActiveRows(RECTIFIER, deficient.x())))
          .or(
              () ->
                  deficient
                      .direction()
                      .flatMap(
                          direction ->
                              accepted(
                                  LayerClaims.certificate(
                                      layer,
                                      new Proof.RankDeficientCell(deficient.x(), direction)))))
          .map(certificate -> new Verdict.NotInjective(certificate, Optional.empty()));
    }
    return Optional.empty();
  }

  private static Optional<AcceptedCertificate> accepted(Certificate certificate) {
    try {
      return Optional.of(AcceptedCertificate.of(certificate));
    } catch (RejectedCertificateException rejected) {
      return Optional.empty();
    }
  }
}
