package org.preimage.certify;

import org.preimage.check.Outcome;

/** A finding of the floating-point search that exact arithmetic did not confirm. */
public final class RejectedCertificateException extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient Outcome outcome;

  RejectedCertificateException(Outcome outcome) {
    super(outcome.toString());
    this.outcome = outcome;
  }

  /** What the checker said. */
  public Outcome outcome() {
    return outcome;
  }
}
