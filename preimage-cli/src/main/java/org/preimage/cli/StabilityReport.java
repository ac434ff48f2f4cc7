package org.preimage.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.preimage.certify.CheckOptions;
import org.preimage.certify.StabilityFinding;
import org.preimage.network.Network;

/**
 * Everything that {@code preimage stability} tells about a run.
 *
 * @param model file that was read
 * @param certificate file with the proof of the first layer's A.lower, read back and accepted
 * @param interrupted with Ctrl-C, so the finding is what was known until then
 */
record StabilityReport(
    Path model,
    Network network,
    CheckOptions options,
    StabilityFinding finding,
    Optional<Path> certificate,
    boolean interrupted) {}
