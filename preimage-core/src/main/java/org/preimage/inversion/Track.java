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
  @Nullable End end;

  /** Derivatives at the code, or at an earlier one. */
  double @Nullable [] jacobian;

  /** Whether they are those of an earlier one. */
  boolean stale;

  @Nullable NormalSystem equations;

  /** Where the iteration under way began. */
  double[] codeBefore;

  double costBefore;
  double dampingBefore;

  /** Whether it found a better code, and the values there. */
  boolean moved;

  double[] values = {};

  Track(double[] start, double damping) {
    this.code = start.clone();
    this.codeBefore = code;
    this.damping = damping;
  }

  void nextIteration() {
    iterations++;
    codeBefore = code;
    costBefore = cost;
    dampingBefore = damping;
    moved = false;
  }

  void move(double[] better, double[] valuesThere, double costThere, double dampingOfStep) {
    code = better;
    values = valuesThere;
    cost = costThere;
    damping = dampingOfStep;
    moved = true;
  }

  boolean running() {
    return end == null;
  }
}
