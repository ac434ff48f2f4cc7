package org.preimage.cli;

import java.nio.file.Path;
import org.preimage.capacity.estimate.CellEstimate;
import org.preimage.capacity.estimate.SweepEstimate;

/**
 * What {@code preimage sweep} reports.
 *
 * @param file the store
 * @param total trials of the plan
 * @param interrupted whether Ctrl-C stopped the run
 */
record SweepReport(Path file, SweepEstimate estimate, long total, boolean interrupted) {
  /** Confidence of all intervals. */
  static final double CONFIDENCE = 0.95;

  long finished() {
    return estimate.cells().stream().mapToLong(CellEstimate::trials).sum();
  }
}
