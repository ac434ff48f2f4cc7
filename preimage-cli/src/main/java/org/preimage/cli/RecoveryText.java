package org.preimage.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.preimage.inversion.Diagnosis;
import org.preimage.inversion.Evidence;
import org.preimage.inversion.Recovery;
import org.preimage.inversion.Trust;

/** One recovered code for people. */
final class RecoveryText {
  private RecoveryText() {}

  static List<String> lines(
      InversionQuestion question,
      Recovery recovery,
      Evidence evidence,
      Optional<SecondPair> second,
      Optional<GlobalVerdict> known,
      Optional<Path> file) {
    List<String> lines = new ArrayList<>();
    lines.add(heading(question));
    lines.add("");
    lines.add(recovery.diagnosis().sentence());
    lines.add("  code        " + NumberText.vector(recovery.code()));
    lines.add(
        "  residual    %s, %s of the data"
            .formatted(
                NumberText.brief(recovery.residual()),
                NumberText.brief(recovery.relativeResidual())));
    lines.add(
        "  method      %s (%s, %s, %s)"
            .formatted(
                recovery.estimate().method(),
                NumberText.counted(recovery.estimate().starts(), "start"),
                NumberText.counted(recovery.estimate().iterations(), "iteration"),
                NumberText.time(recovery.seconds())));
    addTrust(lines, recovery.trust());
    addFamily(lines, recovery.diagnosis());
    second.ifPresent(pair -> lines.addAll(pair.lines()));
    lines.add("  proved      " + EvidenceText.sentence(evidence));
    known.ifPresent(
        verdict -> lines.add("  globally    " + verdict.sentence(question.measurement())));
    file.ifPresent(
        path ->
            lines.add(
                "Certificate: %s (read back, accepted by the exact checker)".formatted(path)));
    return lines;
  }

  static String heading(InversionQuestion question) {
    return "%s: %d inputs from %d of %d outputs (%s), noise %s, seed %d"
        .formatted(
            question.model(),
            question.generator().latentSize(),
            question.measurement().size(),
            question.measurement().outputSize(),
            question.observed(),
            question.noise().none() ? "none" : question.noise().toString(),
            question.options().seed());
  }

  private static void addTrust(List<String> lines, Trust trust) {
    lines.add(
        "  determined  %d of %d directions to first order, condition %s"
            .formatted(trust.rank(), trust.latentSize(), NumberText.brief(trust.condition())));
    if (!trust.locallyUnique()) {
      return;
    }
    lines.add(
        "  noise       grows at most %s-fold from the data to the code"
            .formatted(NumberText.brief(trust.amplification())));
    lines.add(
        "  error bars  ± %s a coordinate; ‖error‖ ≤ %s with 95 %%, for noise of deviation %s"
            .formatted(
                NumberText.vector(trust.codeBars()),
                NumberText.brief(trust.codeRadius()),
                NumberText.brief(trust.noise())));
  }

  private static void addFamily(List<String> lines, Diagnosis diagnosis) {
    if (diagnosis instanceof Diagnosis.NotUnique family) {
      for (double[] direction : family.kernel()) {
        lines.add("  free        along " + NumberText.vector(direction));
      }
    } else if (diagnosis instanceof Diagnosis.LocalMinimum minimum) {
      lines.add("  costs       " + NumberText.vector(minimum.costs()));
    }
  }
}
