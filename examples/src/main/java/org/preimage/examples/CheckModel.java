package org.preimage.examples;

import java.io.IOException;
import java.nio.file.Path;
import org.preimage.certificate.CertificateWriter;
import org.preimage.certify.CheckOptions;
import org.preimage.certify.NetworkCheck;
import org.preimage.certify.NetworkFinding;
import org.preimage.certify.Progress;
import org.preimage.network.Network;
import org.preimage.onnx.ModelLoader;

/** Reads a model, decides whether it is one-to-one, keeps the certificate. */
public final class CheckModel {
  private CheckModel() {}

  /**
   * The whole program.
   *
   * @param args an ONNX file and, if wanted, where the certificate goes
   */
  public static void main(String[] args) throws IOException {
    Network network = ModelLoader.read(Path.of(args[0]));
    NetworkFinding finding = NetworkCheck.check(network, CheckOptions.defaults(), Progress.SILENT);
    System.out.println(finding.verdict().label() + ": " + finding.sentence());
    finding
        .layers()
        .forEach(layer -> System.out.println("  " + layer.index() + ". " + layer.kind()));
    if (args.length > 1 && finding.verdict().accepted().isPresent()) {
      CertificateWriter.write(finding.verdict().accepted().get().certificate(), Path.of(args[1]));
    }
  }
}
