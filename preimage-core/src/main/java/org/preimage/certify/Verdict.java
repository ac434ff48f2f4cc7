package org.preimage.certify;

import java.util.Optional;
import org.preimage.certificate.Claim;

/**
 * The answer to "is this function injective on this domain". The first two answers carry a
 * certificate that the checker accepted and cannot be made without one.
 */
public sealed interface Verdict {
  /**
   * One-to-one on the domain; under the assumption of general position if the claim of the
   * certificate is {@link Claim.InjectiveInGeneralPosition}.
   */
  record Injective(AcceptedCertificate certificate) implements Verdict {
    public Injective {
      if (!claimsInjectivity(certificate)) {
        throw new IllegalArgumentException("An injective verdict requires a proof of injectivity.");
      }
    }

    /** Whether the answer holds only for rows in general position, which was not proved. */
    public boolean assumesGeneralPosition() {
      return certificate.certificate().claim() instanceof Claim.InjectiveInGeneralPosition;
    }
  }

  /**
   * Two inputs share an output.
   *
   * @param collision such a pair, when one was made explicit
   */
  record NotInjective(AcceptedCertificate certificate, Optional<Collision> collision)
      implements Verdict {
    public NotInjective {
      if (!(certificate.certificate().claim() instanceof Claim.NotInjective)) {
        throw new IllegalArgumentException("A negative verdict requires a proof of a collision.");
      }
    }
  }

  /**
   * Neither was proved.
   *
   * @param reason what is missing, in a sentence, and the way on
   */
  record Undecided(String reason) implements Verdict {}

  /** Whether a certificate claims injectivity, with or without general position. */
  static boolean claimsInjectivity(AcceptedCertificate certificate) {
    Claim claim = certificate.certificate().claim();
    return claim instanceof Claim.Injective || claim instanceof Claim.InjectiveInGeneralPosition;
  }

  /** INJECTIVE, NOT_INJECTIVE or UNDECIDED. */
  default String label() {
    if (this instanceof Injective) {
      return "INJECTIVE";
    }
    return this instanceof NotInjective ? "NOT_INJECTIVE" : "UNDECIDED";
  }

  /** The certificate behind a definite answer. */
  default Optional<AcceptedCertificate> accepted() {
    if (this instanceof Injective injective) {
      return Optional.of(injective.certificate());
    }
    return this instanceof NotInjective no ? Optional.of(no.certificate()) : Optional.empty();
  }
}
