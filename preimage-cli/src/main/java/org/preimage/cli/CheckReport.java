package org.preimage.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.preimage.certificate.Proof;
import org.preimage.certify.CheckOptions;
import org.preimage.certify.Collision;
import org.preimage.certify.NetworkFinding;
import org.preimage.certify.Verdict;
import org.preimage.network.Network;

/**
 * Everything that {@code preimage check} tells about a run.
 *
 * @param model file that was read
 * @param certificate file that was written, read back and accepted
 * @param picture file that shows both outputs of a collision
 * @param interrupted with Ctrl-C, so the finding is what was known until then
 */
record CheckReport(
    Path model,
    Network network,
    CheckOptions options,
    NetworkFinding finding,
    Optional<Path> certificate,
    Optional<Path> picture,
    boolean interrupted) {

  /** Belongs to every answer. */
  private static final String MEANING =
      "the real-valued function with the stored weights, not its floating-point execution";

  /** What the answer is stated for. */
  List<String> assumptions() {
    return Stream.concat(Stream.of(MEANING), finding.assumptions().stream()).toList();
  }

  /** The pair of inputs with the same output, if there is an explicit one. */
  Optional<Collision> collision() {
    return finding.verdict() instanceof Verdict.NotInjective no ? no.collision() : Optional.empty();
  }

  /**
   * Whether the checker accepted this very pair; otherwise the certificate proves that pairs exist,
   * and this one was computed in floating point.
   */
  boolean exactCollision() {
    return collision().isPresent()
        && finding.verdict().accepted().isPresent()
        && finding.verdict().accepted().get().certificate().proof()
            instanceof Proof.CollisionPair pair
        && pair.x().equals(collision().get().x())
        && pair.y().equals(collision().get().y());
  }
}
