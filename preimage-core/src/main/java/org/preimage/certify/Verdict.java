package org.preimage.certify;

import java.util.Optional;

/**
 * The answer to "is this function injective on this domain". The first two answers carry a
 * certificate that the checker accepted and cannot be made without one.
 */
public sealed interface Verdict {
  /** One-to-one on the domain. */
  record Injective(AcceptedCertificate certificate) implements Verdict {
    public Injective {
      if (!certificate.certificate().claimsInjective()) {
        throw new IllegalArgumentException("An injective verdict requires a proof of injectivity.");
      }
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
      if (certificate.certificate().claimsInjective()) {
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
