package org.preimage.check;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Proof;

/** Replays a case distinction over the signs of rows, in preorder and without recursion. */
final class FrameTreeRule {
  /** A division by the sign of a row, of which one side or both have been entered. */
  private static final class Division {
    final int row;
    boolean active;
    boolean last;

    Division(int row, boolean active) {
      this.row = row;
      this.active = active;
    }
  }

  private final SlopedLayer layer;
  private final Proof.FrameTree proof;
  private final SignConflicts conflicts;
  private final FrameSum sum;
  private final BitSet active = new BitSet();
  private final BitSet inactive = new BitSet();
  private final Deque<Division> path = new ArrayDeque<>();

  FrameTreeRule(SlopedLayer layer, Proof.FrameTree proof) {
    this.layer = layer;
    this.proof = proof;
    this.conflicts = new SignConflicts(layer);
    this.sum = new FrameSum(layer, proof.bound());
  }

  void check() throws Rejection {
    for (int k = 0; k < proof.conflicts().size(); k++) {
      try {
        conflicts.require(proof.conflicts().get(k));
      } catch (Rejection e) {
        throw e.inside("conflict " + k);
      }
    }
    Indices steps = proof.steps();
    int next = 0;
    do {
      Rejection.unless(next < steps.size(), "steps", "end inside the tree");
      try {
        step(steps.get(next));
      } catch (Rejection e) {
        throw e.inside("step " + next);
      }
      next++;
    } while (!path.isEmpty());
    Rejection.unless(next == steps.size(), "step " + next, "follows the end of the tree");
  }

  private void step(int step) throws Rejection {
    if (step >= 0) {
      int row = step / 2;
      Rejection.unless(row < layer.rows(), "", "divides by row %d, which is missing", row);
      Rejection.unless(!active.get(row) && !inactive.get(row), "", "divides by row %d again", row);
      Division division = new Division(row, step % 2 == 0);
      path.push(division);
      enter(division);
      return;
    }
    if (step == -1) {
      Rejection.unless(sum.isEnough(), "", "is a leaf whose active rows have a smaller bound");
    } else {
      int number = -2 - step;
      Rejection.unless(
          number >= 0 && number < proof.conflicts().size(), "", "names conflict %d", number);
      conflicts.requireAssumed(proof.conflicts().get(number), active, inactive);
    }
    advance();
  }

  /** To the other side of the last division that has one left. */
  private void advance() {
    while (!path.isEmpty()) {
      Division division = path.peek();
      leave(division);
      if (!division.last) {
        division.last = true;
        division.active = !division.active;
        enter(division);
        return;
      }
      path.pop();
    }
  }

  private void enter(Division division) {
    (division.active ? active : inactive).set(division.row);
    if (division.active) {
      sum.push(division.row);
    }
  }

  private void leave(Division division) {
    (division.active ? active : inactive).clear(division.row);
    if (division.active) {
      sum.pop();
    }
  }
}
