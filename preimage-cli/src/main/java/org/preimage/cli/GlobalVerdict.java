package org.preimage.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.CertificateReader;
import org.preimage.certificate.Claim;
import org.preimage.certificate.MalformedCertificateException;
import org.preimage.certificate.Subject;
import org.preimage.check.Checker;
import org.preimage.check.Outcome;
import org.preimage.inversion.Measurement;
import org.preimage.network.Network;

/**
 * What an earlier certificate, checked again, says of the whole network of an inversion.
 *
 * @param file of the certificate
 * @param certificate accepted, about this network
 */
record GlobalVerdict(Path file, Certificate certificate) {
  /**
   * Reads a certificate and runs the checker.
   *
   * @throws CommandException if it is none about the whole network, or not accepted
   */
  static GlobalVerdict of(Path file, Network network) {
    Certificate certificate;
    try {
      certificate = CertificateReader.read(InputFiles.require("certificate", file));
    } catch (IOException | MalformedCertificateException e) {
      throw refused(file, String.valueOf(e.getMessage()));
    }
    Subject about = certificate.subject();
    // With as many nodes it is neither one layer nor a selection of outputs.
    boolean whole =
        certificate.modelDigest().equals(network.digest())
            && about.nodes().size() == network.subject().nodes().size()
            && SubjectMatch.difference(about, network.subject()).isEmpty();
    if (!whole) {
      throw refused(file, "it is not about the whole of this network");
    }
    Outcome outcome = Checker.check(certificate);
    if (!outcome.accepted()) {
      throw refused(file, outcome.toString());
    }
    return new GlobalVerdict(file, certificate);
  }

  private static CommandException refused(Path file, String why) {
    return new CommandException(
        ExitCode.BAD_DATA,
        "--known requires a certificate about the whole network that the checker accepts but %s: %s.%nMaybe make one with preimage check."
            .formatted(file, why));
  }

  /** Whether no second input of the domain has the observed output. */
  boolean excludesOthers(Measurement measurement) {
    return certificate.claim() instanceof Claim.Injective && seesAll(measurement);
  }

  private static boolean seesAll(Measurement measurement) {
    return measurement instanceof Measurement.Rows
        && measurement.size() == measurement.outputSize();
  }

  /** One sentence about the code that was found. */
  String sentence(Measurement measurement) {
    String domain = DomainText.of(certificate.domain());
    Claim claim = certificate.claim();
    if (claim instanceof Claim.NotInjective) {
      return "some inputs in %s have the same output; whether this one has a twin is not said (%s)"
          .formatted(domain, file);
    }
    if (!(claim instanceof Claim.Injective || claim instanceof Claim.InjectiveInGeneralPosition)) {
      return "nothing about injectivity (%s)".formatted(file);
    }
    String assumed = claim instanceof Claim.Injective ? "" : " if its rows are in general position";
    return seesAll(measurement)
        ? "no other input in %s has this output%s (%s, exact checker)"
            .formatted(domain, assumed, file)
        : "one-to-one on %s with all outputs%s; fewer are observed, so that says nothing here (%s)"
            .formatted(domain, assumed, file);
  }

  ObjectNode json(Measurement measurement) {
    ObjectNode json = JsonText.object().put("certificate", file.toString());
    json.put("excludesOthers", excludesOthers(measurement));
    json.put("sentence", sentence(measurement));
    return json;
  }
}
