package org.preimage.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
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
  /** Usual effort for a second code: about that of a few inversions. */
  static final int SECOND_STARTS = 8;

  private final InversionQuestion question;
  private final InversionFiles files;
  private final int secondStarts;
  private final Optional<GlobalVerdict> known;

  /**
   * @param secondStarts of the search for a second code; 0 for none
   * @param known about the whole network
   */
  SingleInversion(
      InversionQuestion question,
      InversionFiles files,
      int secondStarts,
      Optional<GlobalVerdict> known) {
    this.known = known;
    this.question = question;
    this.files = files;
    this.secondStarts = secondStarts;
  }

  /** Inverts, prints, writes what was asked for and returns the exit code. */
  int run(Targets targets, boolean json, PrintWriter out) {
    double[] target = targets.target(0, question.observedOutputs());
    Observation observation = question.of(target);
    Recovery recovery;
    Optional<SecondPair> second;
    try (Inverter inverter = question.inverter(1)) {
      Recovery found = inverter.invert(observation);
      second =
          secondStarts == 0
              ? Optional.empty()
              : inverter
                  .second(observation, found, secondStarts)
                  .map(codes -> SecondPair.of(question, codes));
      recovery = second.map(pair -> found.with(pair.codes())).orElse(found);
    }
    Evidence evidence = Evidence.of(question.generator(), question.measurement(), recovery);
    boolean interrupted = Thread.interrupted();
    Network network = question.generator().network();
    files.write(network, recovery.code(), recovery.output());
    files.drawGallery(question, pictures(target, recovery, second));
    // A pair says more than that nothing else is nearby.
    Optional<AcceptedCertificate> pair = second.flatMap(SecondPair::certificate);
    Optional<Path> certificate = written(pair.or(evidence::certificate));
    Optional<Path> ofPair = pair.isPresent() ? certificate : Optional.empty();
    Optional<Path> ofEvidence = pair.isPresent() ? Optional.empty() : certificate;
    if (json) {
      ObjectNode node = question.json();
      node.setAll(RecoveryJson.of(recovery));
      second.ifPresent(codes -> node.set("second", codes.json(ofPair)));
      node.set("evidence", EvidenceText.json(evidence, ofEvidence));
      known.ifPresent(verdict -> node.set("global", verdict.json(question.measurement())));
      node.put("interrupted", interrupted);
      node.put("version", Version.text());
      out.println(JsonText.print(node));
    } else {
      if (interrupted) {
        out.println("Stopped with Ctrl-C; this is what was known by then.");
      }
      RecoveryText.lines(question, recovery, evidence, second, known, certificate)
          .forEach(out::println);
      files.gallery().ifPresent(file -> out.println("Gallery: " + file));
    }
    return interrupted ? ExitCode.INTERRUPTED : code(recovery.diagnosis());
  }

  /** What was seen, what was recovered, and the second code or both ends of the family. */
  private List<List<double[]>> pictures(
      double[] target, Recovery recovery, Optional<SecondPair> second) {
    List<List<double[]>> rows = new ArrayList<>();
    rows.add(List.of(question.masked(target)));
    rows.add(List.of(recovery.output()));
    second.stream().flatMap(pair -> pair.outputs(question)).forEach(y -> rows.add(List.of(y)));
    return rows;
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
