package org.preimage.examples;

import java.io.IOException;
import java.nio.file.Path;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.CertificateReader;
import org.preimage.certificate.MalformedCertificateException;
import org.preimage.check.Checker;
import org.preimage.check.Outcome;

/** Replays a certificate; needs nothing but the module preimage-certificate. */
public final class VerifyCertificate {
  private VerifyCertificate() {}

  /**
   * The whole program.
   *
   * @param args a certificate file
   */
  public static void main(String[] args) throws IOException, MalformedCertificateException {
    Certificate certificate = CertificateReader.read(Path.of(args[0]));
    Outcome outcome = Checker.check(certificate);
    System.out.println(outcome);
  }
}
