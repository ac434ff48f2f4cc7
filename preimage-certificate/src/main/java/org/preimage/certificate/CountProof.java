package org.preimage.certificate;

import java.util.List;

/**
 * Why at least k rows of a layer are active at each interior point of a convex domain of Rⁿ. k is
 * stated beside the proof. Nothing is assumed about the position of the rows.
 */
public sealed interface CountProof permits CountProof.Tree, GoodnessProof {
  /**
   * Case distinction over active rows, as in {@link LayerProof.CellTree}, by number instead of
   * rank: a leaf with p circuits requires |V| + p ≥ k.
   */
  record Tree(List<LayerProof.Circuit> circuits, Indices steps) implements CountProof {
    public Tree {
      circuits = List.copyOf(circuits);
    }
  }
}
