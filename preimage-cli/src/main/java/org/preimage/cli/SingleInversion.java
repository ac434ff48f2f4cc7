package org.preimage.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.preimage.certify.AcceptedCertificate;
import org.preimage.inversion.Diagnosis;
import org.preimage.inversion.Evidence;
import org.preimage.inversion.Inverter;
import org.preimage.inversion.Observation;
import org.preimage.inversion.Recovery;
import org.preimage.network.Network;

/** The inversion of one target, told in full. */
final class SingleInversion {
  private final InversionQuestion question;
  private final InversionFiles files;

  SingleInversion(InversionQuestion question, InversionFiles files) {
    this.question = question;
    this.files = files;
  }

  /** Inverts, prints, writes what was asked for and returns the exit code. */
  int run(Targets targets, boolean json, PrintWriter out) {
    double[] target = targets.target(0, question.observedOutputs());
    Observation observation = question.of(target);
    Recovery recovery;
    try (Inverter inverter = question.inverter(1)) {
      recovery = inverter.invert(observation);
    }
    Evidence evidence = Evidence.of(question.generator(), question.measurement(), recovery);
    boolean interrupted = Thread.interrupted();
    Network network = question.generator().network();
    files.write(network, recovery.code(), recovery.output());
    files.drawGallery(
        question, List.of(List.of(question.masked(target)), List.of(recovery.output())));
    Optional<Path> certificate = written(evidence.certificate());
    if (json) {
      ObjectNode node = question.json();
      node.setAll(RecoveryJson.of(recovery));
      node.set("evidence", EvidenceText.json(evidence, certificate));
      node.put("interrupted", interrupted);
      node.put("version", Version.text());
      out.println(JsonText.print(node));
    } else {
      if (interrupted) {
        out.println("Stopped with Ctrl-C; this is what was known by then.");
      }
      RecoveryText.lines(question, recovery, evidence, certificate).forEach(out::println);
      files.gallery().ifPresent(file -> out.println("Gallery: " + file));
    }
    return interrupted ? ExitCode.INTERRUPTED : code(recovery.diagnosis());
  }

  private Optional<Path> written(Optional<AcceptedCertificate> proof) {
    return CertificateFile.written(files.certificate().map(CertificateFile::new), proof);
  }

  private static int code(Diagnosis diagnosis) {
    if (diagnosis instanceof Diagnosis.Recovered) {
      return ExitCode.SUCCESS;
    }
    return diagnosis instanceof Diagnosis.LocalMinimum ? ExitCode.UNDECIDED : ExitCode.NEGATIVE;
  }
}
