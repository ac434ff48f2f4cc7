package org.preimage.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Indices;
import org.preimage.inversion.MaskAnswer;
import org.preimage.network.Network;

/**
 * Everything that {@code preimage mask} tells about a run.
 *
 * @param model file that was read
 * @param mask its name on the command line; empty if it was searched for
 * @param observed numbers of the outputs observed, ascending
 * @param domain set of codes
 * @param codes how many were asked about; fewer answers when time ran out
 * @param answers one a code
 * @param certificates one an answer, written, read back and accepted; empty where none
 */
record MaskReport(
    Path model,
    Network network,
    Optional<String> mask,
    Indices observed,
    Domain domain,
    int codes,
    List<MaskAnswer> answers,
    List<Optional<Path>> certificates,
    long seed,
    double seconds,
    boolean interrupted) {
  long determined() {
    return answers.stream().filter(MaskAnswer.Determined.class::isInstance).count();
  }

  long ambiguous() {
    return answers.stream().filter(MaskAnswer.Ambiguous.class::isInstance).count();
  }

  /** Fewer values than coordinates never determine an input (invariance of domain). */
  boolean isTooSmall() {
    return observed.size() < network.inputSize();
  }

  int code() {
    if (interrupted) {
      return ExitCode.INTERRUPTED;
    }
    if (ambiguous() > 0) {
      return ExitCode.NEGATIVE;
    }
    return determined() == codes ? ExitCode.SUCCESS : ExitCode.UNDECIDED;
  }
}
