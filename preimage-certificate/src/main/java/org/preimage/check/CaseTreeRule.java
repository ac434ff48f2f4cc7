package org.preimage.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.preimage.certificate.Indices;
import org.preimage.certificate.LayerProof;

/** Replays a case distinction over active rows, in preorder and without recursion. */
final class CaseTreeRule {
  /** An inner node whose children are being visited. */
  private static final class Branching {
    final Indices circuit;

    /** Size of V at this node, before a child's row joins. */
    final int size;

    /** Position in the circuit of the child being visited; −1 before the first. */
    int child = -1;

    /** Rows that this node put into F; the path above owns the others. */
    final BitSet excluded = new BitSet();

    Branching(Indices circuit, int size) {
      this.circuit = circuit;
      this.size = size;
    }
  }

  private final Layer layer;
  private final List<LayerProof.Circuit> circuits;
  private final Indices steps;
  private final SpannedSpace active;
  private final BitSet inactive = new BitSet();
  private final Deque<Branching> path = new ArrayDeque<>();

  CaseTreeRule(Layer layer, List<LayerProof.Circuit> circuits, Indices steps, SpannedSpace active) {
    this.layer = layer;
    this.circuits = circuits;
    this.steps = steps;
    this.active = active;
  }

  void check() throws Rejection {
    Farkas farkas = new Farkas(layer);
    for (int c = 0; c < circuits.size(); c++) {
      try {
        farkas.requireCircuit(circuits.get(c));
      } catch (Rejection e) {
        throw e.inside("circuit " + c);
      }
    }
    for (int i = 0; i < layer.rows(); i++) {
      if (layer.kind(i) == Layer.RowKind.ALWAYS) {
        active.add(i);
      }
    }
    walk();
  }

  private void walk() throws Rejection {
    int next = 0;
    do {
      Rejection.unless(next < steps.size(), "steps", "end inside the tree");
      try {
        next = enter(next);
      } catch (Rejection e) {
        throw e.inside("step " + next);
      }
      while (!path.isEmpty() && !advance(path.peek())) {
        leave(path.pop());
      }
    } while (!path.isEmpty());
    Rejection.unless(next == steps.size(), "step " + next, "follows the end of the tree");
  }

  /** Enters the state whose description starts at a step; returns where the next one starts. */
  private int enter(int number) throws Rejection {
    int step = steps.get(number);
    if (step >= 0) {
      path.push(new Branching(circuit(step), active.size()));
      return number + 1;
    }
    int packed = -1 - step;
    Rejection.unless(
        packed <= steps.size() - number - 1, "", "names %d circuits but the steps end", packed);
    List<Indices> leaf = new ArrayList<>();
    for (int k = 1; k <= packed; k++) {
      leaf.add(circuit(steps.get(number + k)));
    }
    requireDisjoint(leaf);
    active.requireLeaf(leaf, inactive);
    return number + 1 + packed;
  }

  private Indices circuit(int number) throws Rejection {
    Rejection.unless(
        number >= 0 && number < circuits.size(), "", "names circuit %d, which is missing", number);
    return circuits.get(number).rows();
  }

  private void requireDisjoint(List<Indices> leaf) throws Rejection {
    BitSet met = new BitSet();
    for (Indices circuit : leaf) {
      for (int k = 0; k < circuit.size(); k++) {
        int i = circuit.get(k);
        Rejection.unless(
            inactive.get(i) || !met.get(i), "", "has two circuits with row %d in common", i);
        met.set(i);
      }
    }
  }

  /** Moves to the next child of a node; false when it has no more. */
  private boolean advance(Branching node) throws Rejection {
    active.truncate(node.size);
    if (node.child >= 0) {
      exclude(node, node.circuit.get(node.child));
    }
    do {
      node.child++;
    } while (node.child < node.circuit.size() && inactive.get(node.circuit.get(node.child)));
    if (node.child == node.circuit.size()) {
      return false;
    }
    active.add(node.circuit.get(node.child));
    return true;
  }

  private void exclude(Branching node, int row) {
    inactive.set(row);
    node.excluded.set(row);
  }

  private void leave(Branching node) {
    active.truncate(node.size);
    inactive.andNot(node.excluded);
  }
}
