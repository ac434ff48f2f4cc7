package org.preimage.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.CertificateReader;
import org.preimage.certificate.CertificateWriter;
import org.preimage.certificate.MalformedCertificateException;
import org.preimage.certify.AcceptedCertificate;
import org.preimage.certify.CheckOptions;
import org.preimage.certify.NetworkCheck;
import org.preimage.certify.NetworkFinding;
import org.preimage.certify.Progress;
import org.preimage.certify.RejectedCertificateException;
import org.preimage.network.Network;
import org.preimage.onnx.ModelFiles;

/**
 * What a task does with one model: reads it, decides, and returns the certificate after the checker
 * accepted what can be read back of it.
 *
 * @param timeLimit for each model
 */
record ModelCheck(Duration timeLimit, long seed)
    implements Function<ModelCheck.Item, CheckedModel> {
  private static final long serialVersionUID = 1L;

  /** A model, whose bytes travel to those executors that ask for them. */
  record Item(int number, Broadcast<ModelFiles> model) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public CheckedModel call(Item item) throws InterruptedException {
    CheckedModel checked;
    try {
      checked = check(item.number(), item.model().value().read());
    } catch (IOException
        | MalformedCertificateException
        | RejectedCertificateException
        | RuntimeException
        | StackOverflowError e) {
      // One model that breaks a check must not end the others.
      checked = CheckedModel.failed(item.number(), e);
    }
    if (Thread.interrupted()) {
      // Cancelled: an undecided verdict would not be that of the time limit.
      throw new InterruptedException();
    }
    return checked;
  }

  private CheckedModel check(int number, Network network)
      throws IOException, MalformedCertificateException, RejectedCertificateException {
    CheckOptions options = CheckOptions.defaults().withTimeLimit(timeLimit).withSeed(seed);
    NetworkFinding finding = NetworkCheck.check(network, options, Progress.SILENT);
    byte @Nullable [] certificate = null;
    if (finding.verdict().accepted().isPresent()) {
      certificate = readBack(finding.verdict().accepted().get().certificate());
    }
    return CheckedModel.of(
        number,
        finding.verdict().label(),
        finding.sentence(),
        network.digest(),
        finding.effort(),
        certificate);
  }

  /** The compressed text, once the checker accepted what it says. */
  private static byte[] readBack(Certificate certificate)
      throws IOException, MalformedCertificateException, RejectedCertificateException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CertificateWriter.writeCompressed(certificate, out);
    byte[] bytes = out.toByteArray();
    AcceptedCertificate.of(CertificateReader.read(new ByteArrayInputStream(bytes)));
    return bytes;
  }
}
