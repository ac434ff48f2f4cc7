package org.preimage.stability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Proof;
import org.preimage.certificate.Rational;
import org.preimage.linalg.Footprint;

/** Writes down a case distinction as it is made, in the notation of {@link Proof.FrameTree}. */
final class TreeRecorder {
  /** Beyond this a certificate would not be useful. */
  private static final int MOST_STEPS = 60_000_000;

  private static final int MOST_CONFLICTS = 10_000_000;

  private static final int LEAF = -1;

  private final List<Indices> conflicts = new ArrayList<>();
  private int[] steps = new int[1024];
  private int size;
  private long conflictBytes;

  /** Divides by the sign of a row; the active side follows. */
  void activeFirst(int row) {
    put(2 * row);
  }

  /** Divides by the sign of a row; the inactive side follows. */
  void inactiveFirst(int row) {
    put(2 * row + 1);
  }

  void leaf() {
    put(LEAF);
  }

  void conflict(int[] conditions) {
    conflicts.add(Indices.of(conditions));
    conflictBytes += Footprint.REFERENCE + Footprint.OBJECT + Footprint.ints(conditions.length);
    put(-1 - conflicts.size());
  }

  boolean isFull() {
    return size > MOST_STEPS || conflicts.size() > MOST_CONFLICTS;
  }

  /** What the record takes in memory. */
  long bytes() {
    return conflictBytes + Footprint.ints(steps.length);
  }

  Proof.FrameTree proof(double bound) {
    return new Proof.FrameTree(
        Rational.of(bound), conflicts, Indices.of(Arrays.copyOf(steps, size)));
  }

  private void put(int step) {
    if (size == steps.length) {
      steps = Arrays.copyOf(steps, 2 * size);
    }
    steps[size++] = step;
  }
}
