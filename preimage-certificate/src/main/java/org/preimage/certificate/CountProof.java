package org.preimage.certificate;

import java.util.List;

/**
 * Why at least k rows of a layer are active at each interior point of a convex domain of Rⁿ. k is
 * stated beside the proof. Nothing is assumed about the position of the rows.
 */
public sealed interface CountProof permits CountProof.Tree, GoodnessProof {
  /**
   * Case distinction over single rows. A state is a set V of rows assumed active and a set F of
   * rows assumed inactive, both empty at the root, but V holds the rows that are active everywhere.
   *
   * <p>{@code steps} lists the tree in preorder. i ≥ 0 has two children: row i joins V; row i joins
   * F. −1 − p is a leaf with p covers, followed, if p &gt; 0, by a capacity L ≥ 1 and, for each
   * cover, its number and a weight ≥ 1. No row outside F may belong to covers of more than L weight
   * together; then the total weight must exceed (k − |V| − 1)·L. Without covers |V| ≥ k.
   *
   * @param circuits covers: sets of rows that cannot all be inactive, with multipliers
   * @param simplices more covers, numbered after the circuits: n + 1 rows whose positive dependence
   *     the checker finds itself. Among them may be the conditions of a box, which load nothing: of
   *     m rows and n inputs, m + j is l_j − x_j, and m + n + j is x_j − u_j
   */
  record Tree(List<LayerProof.Circuit> circuits, List<Indices> simplices, Indices steps)
      implements CountProof {
    public Tree {
      circuits = List.copyOf(circuits);
      simplices = List.copyOf(simplices);
    }
  }
}
