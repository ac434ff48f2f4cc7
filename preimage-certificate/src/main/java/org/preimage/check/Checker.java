package org.preimage.check;

import org.preimage.certificate.Certificate;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Proof;

/**
 * Decides whether a certificate's proof establishes its claim.
 *
 * <p>Decisions are made in exact arithmetic, or in binary64 with every rounding error bounded so
 * that they are those of exact arithmetic ({@link SimplexRule}, {@link Interval}, {@link
 * SlopeRows}). "Accepted" means that the claim is a theorem about the real-valued function in the
 * certificate; the rules and their proofs are in {@code docs/certificate-format.md}.
 */
public final class Checker {
  private Checker() {}

  /** Accepted or rejected; never throws, whatever the certificate holds. */
  public static Outcome check(Certificate certificate) {
    try {
      require(certificate);
      return new Outcome.Accepted(claim(certificate));
    } catch (Rejection e) {
      return e.outcome();
    } catch (RuntimeException e) {
      // Nothing is accepted by accident: whatever went wrong, the proof was not replayed.
      return new Outcome.Rejected("checker", "could not replay the proof: " + e);
    } catch (OutOfMemoryError | StackOverflowError e) {
      return new Outcome.Rejected(
          "checker", "could not replay the proof: " + e + "\nMaybe give Java more memory (-Xmx).");
    }
  }

  private static void require(Certificate certificate) throws Rejection {
    Rejection.unless(certificate.subject().inputSize() > 0, "subject", "has no input");
    Proof proof = certificate.proof();
    if (proof instanceof Proof.OfCollision collision) {
      new CollisionRules(certificate).check(collision);
    } else if (proof instanceof Proof.Layerwise layerwise) {
      new LayerwiseRule(certificate.subject(), certificate.domain()).check(layerwise);
    } else if (proof instanceof Proof.MeanValue mean) {
      MeanValueRule.check(certificate, mean);
    } else if (proof instanceof Proof.ActiveRows active) {
      CountRules.check(
          SoleLayer.of(certificate.subject(), certificate.domain()),
          active.count(),
          active.proof());
    } else if (proof instanceof Proof.ActiveRowsNearby nearby) {
      CountRules.checkNearby(
          SoleLayer.of(certificate.subject(), certificate.domain()),
          nearby.count(),
          nearby.within(),
          nearby.proof());
    } else if (proof instanceof Proof.ActivePoint point) {
      ActivePointRule.check(certificate, point);
    } else if (proof instanceof Proof.FrameTree tree) {
      new FrameTreeRule(SlopedLayer.of(certificate), tree).check();
    } else if (proof instanceof Proof.FramePoint point) {
      FramePointRule.check(certificate, point);
    } else {
      throw new Rejection("proof", "unknown rule");
    }
  }

  private static String claim(Certificate certificate) {
    return certificate.claim().phrase() + " " + describe(certificate.domain());
  }

  private static String describe(Domain domain) {
    if (domain instanceof Domain.Ball ball) {
      return "the ball of radius " + ball.radius() + " in R^" + ball.size();
    }
    if (domain.equals(Domain.orthant(domain.size()))) {
      return "the orthant of R^" + domain.size();
    }
    return domain instanceof Domain.Box box && box.isWholeSpace()
        ? "R^" + domain.size()
        : "a box in R^" + domain.size();
  }
}
