package org.preimage.certify;

import org.preimage.certificate.Certificate;
import org.preimage.check.Checker;
import org.preimage.check.Outcome;

/** A certificate that the exact checker has accepted in this process: the only way to a verdict. */
public final class AcceptedCertificate {
  private final Certificate certificate;

  private AcceptedCertificate(Certificate certificate) {
    this.certificate = certificate;
  }

  /**
   * Runs the checker.
   *
   * @throws RejectedCertificateException if it does not accept
   */
  public static AcceptedCertificate of(Certificate certificate)
      throws RejectedCertificateException {
    Outcome outcome = Checker.check(certificate);
    if (!outcome.accepted()) {
      throw new RejectedCertificateException(outcome);
    }
    return new AcceptedCertificate(certificate);
  }

  /** What was accepted. */
  public Certificate certificate() {
    return certificate;
  }
}
