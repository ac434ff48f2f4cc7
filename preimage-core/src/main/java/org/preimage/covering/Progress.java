package org.preimage.covering;

import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** How far a search has come; may be asked and told from several threads. */
final class Progress {
  final DoubleAdder explored = new DoubleAdder();
  final LongAdder cases = new LongAdder();
  private double largest;
  private double root;

  /** A packing worth this much, together with the rows assumed active. */
  synchronized void packing(double total, boolean atRoot) {
    largest = Math.max(largest, total);
    root = atRoot ? Math.max(root, total) : root;
  }

  synchronized double largest() {
    return largest;
  }

  synchronized double root() {
    return root;
  }

  void add(FinishedPart part) {
    explored.add(part.explored());
    cases.add(part.cases());
  }
}
