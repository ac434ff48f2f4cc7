package org.preimage.check;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import org.preimage.certificate.CountProof;
import org.preimage.certificate.Indices;

/** Replays a case distinction over single rows, in preorder and without recursion. */
final class CountTreeRule {
  /** A branching whose second child is not finished. */
  private static final class Branching {
    final int row;
    boolean second;

    Branching(int row) {
      this.row = row;
    }
  }

  private final Layer layer;
  private final int required;
  private final CountProof.Tree tree;
  private final double within;
  private final BitSet active = new BitSet();
  private final BitSet inactive = new BitSet();
  private final Deque<Branching> path = new ArrayDeque<>();
  private final long[] load;
  private int activeCount;

  /**
   * A rule for one proof.
   *
   * @param within by how much each weight of the layer may change
   */
  CountTreeRule(Layer layer, int required, CountProof.Tree tree, double within) {
    this.within = within;
    this.layer = layer;
    this.required = required;
    this.tree = tree;
    this.load = new long[layer.rows()];
  }

  void check() throws Rejection {
    requireCovers();
    for (int i = 0; i < layer.rows(); i++) {
      if (layer.kind(i) == Layer.RowKind.ALWAYS) {
        active.set(i);
        activeCount++;
      }
    }
    walk();
  }

  private void requireCovers() throws Rejection {
    Farkas farkas = new Farkas(layer);
    for (int c = 0; c < tree.circuits().size(); c++) {
      try {
        farkas.requireCircuit(tree.circuits().get(c));
      } catch (Rejection e) {
        throw e.inside("circuit " + c);
      }
    }
    SimplexRule simplex = new SimplexRule(layer, within);
    for (int c = 0; c < tree.simplices().size(); c++) {
      try {
        simplex.require(tree.simplices().get(c));
      } catch (Rejection e) {
        throw e.inside("simplex " + c);
      }
    }
  }

  private void walk() throws Rejection {
    Indices steps = tree.steps();
    int next = 0;
    do {
      Rejection.unless(next < steps.size(), "steps", "end inside the tree");
      try {
        if (steps.get(next) >= 0) {
          branch(steps.get(next));
          next++;
          continue;
        }
        next = leaf(next);
      } catch (Rejection e) {
        throw e.inside("step " + next);
      }
      turn();
    } while (!path.isEmpty());
    Rejection.unless(next == steps.size(), "step " + next, "follows the end of the tree");
  }

  /** Enters the first child: the row is active. */
  private void branch(int row) throws Rejection {
    Rejection.unless(row < layer.rows(), "", "branches on row %d, which is missing", row);
    Rejection.unless(
        layer.kind(row) == Layer.RowKind.RELU && !active.get(row) && !inactive.get(row),
        "",
        "branches on row %d, which is decided or not a ReLU row",
        row);
    path.push(new Branching(row));
    active.set(row);
    activeCount++;
  }

  /** Leaves a finished state for the next second child, if there is one. */
  private void turn() {
    while (!path.isEmpty() && path.peek().second) {
      inactive.clear(path.pop().row);
    }
    if (!path.isEmpty()) {
      Branching top = path.peek();
      top.second = true;
      active.clear(top.row);
      activeCount--;
      inactive.set(top.row);
    }
  }

  /** Verifies the leaf that starts at a step; returns where the next state starts. */
  private int leaf(int number) throws Rejection {
    Indices steps = tree.steps();
    long covers = -1L - steps.get(number);
    int missing = required - activeCount;
    if (covers == 0) {
      Rejection.unless(missing <= 0, "", "is a leaf with %d active rows too few", missing);
      return number + 1;
    }
    long end = number + 2 + 2 * covers;
    Rejection.unless(end <= steps.size(), "", "names %d covers but the steps end", covers);
    long capacity = steps.get(number + 1);
    Rejection.unless(capacity > 0, "", "has capacity %d", capacity);
    long total = 0;
    try {
      for (int at = number + 2; at < end; at += 2) {
        long weight = steps.get(at + 1);
        Rejection.unless(weight > 0, "", "has a weight of %d", weight);
        add(cover(steps.get(at)), weight, capacity);
        total += weight;
      }
    } finally {
      for (int at = number + 2; at < end; at += 2) {
        forget(cover(steps.get(at)));
      }
    }
    Rejection.unless(
        total > (missing - 1) * capacity,
        "",
        "has covers of weight %d where more than %d is required",
        total,
        (missing - 1) * capacity);
    return (int) end;
  }

  private Indices cover(int number) throws Rejection {
    int circuits = tree.circuits().size();
    Rejection.unless(
        number >= 0 && number < circuits + tree.simplices().size(),
        "",
        "names cover %d, which is missing",
        number);
    return number < circuits
        ? tree.circuits().get(number).rows()
        : tree.simplices().get(number - circuits);
  }

  /** Loads the layer's rows; the domain's conditions among them are never active. */
  private void add(Indices cover, long weight, long capacity) throws Rejection {
    for (int k = 0; k < cover.size(); k++) {
      int i = cover.get(k);
      if (i < load.length && !inactive.get(i)) {
        Rejection.unless(!active.get(i), "", "uses a cover of row %d, which is active", i);
        load[i] += weight;
        Rejection.unless(load[i] <= capacity, "", "loads row %d beyond the capacity", i);
      }
    }
  }

  private void forget(Indices cover) {
    for (int k = 0; k < cover.size(); k++) {
      if (cover.get(k) < load.length) {
        load[cover.get(k)] = 0;
      }
    }
  }
}
