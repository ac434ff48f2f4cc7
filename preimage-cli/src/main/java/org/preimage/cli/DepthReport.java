package org.preimage.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.preimage.certify.CheckOptions;
import org.preimage.certify.DepthFinding;
import org.preimage.network.Network;

/**
 * Everything that {@code preimage depth} tells about a run.
 *
 * @param model file that was read
 * @param lowerFile file with the proof of the first layer's lower bound, read back and accepted
 * @param upperFile file with the proof of its upper bound, read back and accepted
 * @param interrupted with Ctrl-C, so the finding is what was known until then
 */
record DepthReport(
    Path model,
    Network network,
    CheckOptions options,
    DepthFinding finding,
    Optional<Path> lowerFile,
    Optional<Path> upperFile,
    boolean interrupted) {}
