package org.preimage.check;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.preimage.certificate.Indices;
import org.preimage.certificate.LayerProof;

/** Replays a case distinction over active rows, in preorder and without recursion. */
final class CellTreeRule {
  /** An inner node whose children are being visited. */
  private static final class Branching {
    final Indices circuit;

    /** Size of V's basis at this node, before a child's row joins. */
    final int basis;

    /** Position in the circuit of the child being visited; −1 before the first. */
    int child = -1;

    /** Rows that this node put into F; the path above owns the others. */
    final BitSet excluded = new BitSet();

    Branching(Indices circuit, int basis) {
      this.circuit = circuit;
      this.basis = basis;
    }
  }

  /** Stands for a row not read yet; compared by identity. */
  private static final SparseRow NONE = new SparseRow(new int[0], new double[0]);

  private final Layer layer;
  private final LayerProof.CellTree tree;
  private final ModularBasis active;
  private final BitSet inactive = new BitSet();
  private final Deque<Branching> path = new ArrayDeque<>();
  private final Map<Integer, SparseRow> rows = new HashMap<>();

  CellTreeRule(Layer layer, LayerProof.CellTree tree) {
    this.layer = layer;
    this.tree = tree;
    this.active = new ModularBasis(layer.columns());
  }

  void check() throws Rejection {
    Farkas farkas = new Farkas(layer);
    for (int c = 0; c < tree.circuits().size(); c++) {
      try {
        farkas.requireCircuit(tree.circuits().get(c));
      } catch (Rejection e) {
        throw e.inside("circuit " + c);
      }
    }
    for (int i = 0; i < layer.rows() && !active.isFull(); i++) {
      if (layer.kind(i) == Layer.RowKind.ALWAYS) {
        active.add(layer.row(i));
      }
    }
    walk();
  }

  private void walk() throws Rejection {
    Indices steps = tree.steps();
    int next = 0;
    do {
      Rejection.unless(next < steps.size(), "steps", "end inside the tree");
      enter(next, steps.get(next));
      next++;
      while (!path.isEmpty() && !advance(path.peek())) {
        leave(path.pop());
      }
    } while (!path.isEmpty());
    Rejection.unless(next == steps.size(), "step " + next, "follows the end of the tree");
  }

  private void enter(int number, int step) throws Rejection {
    String where = "step " + number;
    if (step == -1) {
      Rejection.unless(
          active.isFull(),
          where,
          "is a leaf where the active rows have rank %d of %d modulo 2^61 - 1",
          active.size(),
          layer.columns());
      return;
    }
    Rejection.unless(
        step >= 0 && step < tree.circuits().size(),
        where,
        "names circuit %d, which is missing",
        step);
    path.push(new Branching(tree.circuits().get(step).rows(), active.size()));
  }

  /** Moves to the next child of a node; false when it has no more. */
  private boolean advance(Branching node) throws Rejection {
    active.truncate(node.basis);
    if (node.child >= 0) {
      exclude(node, node.circuit.get(node.child));
    }
    do {
      node.child++;
    } while (node.child < node.circuit.size() && inactive.get(node.circuit.get(node.child)));
    if (node.child == node.circuit.size()) {
      return false;
    }
    active.add(row(node.circuit.get(node.child)));
    return true;
  }

  private void exclude(Branching node, int row) {
    inactive.set(row);
    node.excluded.set(row);
  }

  private void leave(Branching node) {
    active.truncate(node.basis);
    inactive.andNot(node.excluded);
  }

  private SparseRow row(int i) throws Rejection {
    SparseRow known = rows.getOrDefault(i, NONE);
    if (known == NONE) {
      known = layer.row(i);
      rows.put(i, known);
    }
    return known;
  }
}
