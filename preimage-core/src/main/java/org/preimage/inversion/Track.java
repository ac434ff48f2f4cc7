package org.preimage.inversion;

import org.jspecify.annotations.Nullable;

/**
 * One descent from one start: where it is, what it costs there, how much its next step is damped
 * and why it ended. Written by {@link GaussNewton} only.
 */
final class Track {
  /** Why a descent goes no further. */
  enum End {
    /** The residuals are zero up to rounding. */
    SOLVED,
    /** No step lowers the cost noticeably any more. */
    STALLED
  }

  double[] code;
  double cost = Double.POSITIVE_INFINITY;
  double damping;
  int iterations;
  int idle;
  @Nullable NormalSystem equations;
  @Nullable End end;

  Track(double[] start, double damping) {
    this.code = start.clone();
    this.damping = damping;
  }

  boolean running() {
    return end == null;
  }
}
