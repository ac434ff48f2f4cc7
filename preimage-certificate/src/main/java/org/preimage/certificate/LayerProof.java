package org.preimage.certificate;

import java.math.BigInteger;
import java.util.List;

/**
 * Why a layer x ↦ σ(Wx + b) with m rows is injective on a convex domain of Rⁿ. Rows whose
 * activation is one-to-one (slope &gt; 0, sigmoid, none) count as active everywhere.
 */
public sealed interface LayerProof {
  /** These n rows, all active everywhere, are linearly independent. */
  record IndependentRows(Indices rows) implements LayerProof {}

  /**
   * For each k, row second_k is a negative multiple of row first_k and their active half-spaces
   * cover the domain; the n first rows are linearly independent.
   */
  record OppositeRows(Indices first, Indices second) implements LayerProof {
    public OppositeRows {
      Shapes.require(
          first.size() == second.size(),
          "Opposite rows come in pairs but received %d and %d rows",
          first.size(),
          second.size());
    }
  }

  /**
   * Domain decomposition: the blocks' columns cover all columns, and each block's rows vanish
   * outside its columns and are an injective layer on them.
   */
  record Blocks(List<Block> blocks) implements LayerProof {
    public Blocks {
      blocks = List.copyOf(blocks);
    }
  }

  /**
   * One block of a decomposition.
   *
   * @param columns input coordinates
   * @param rows rows that vanish outside {@code columns}
   * @param proof about the layer of these rows and columns, both renumbered in the order listed
   */
  record Block(Indices columns, Indices rows, BlockProof proof) {}

  /** How a block is proved. */
  sealed interface BlockProof {
    /** By a proof of its own. */
    record Own(LayerProof proof) implements BlockProof {}

    /** It has the same weights, biases, activations and domain as an earlier block. */
    record SameAs(int block) implements BlockProof {}
  }

  /**
   * Case distinction over active rows.
   *
   * <p>A state is a set V of rows assumed active and a set F of rows assumed inactive (both empty
   * at the root, but V holds the rows that are active everywhere). {@code steps} lists the tree in
   * preorder: k ≥ 0 names the circuit whose rows cannot all be inactive, and has one child for each
   * of its rows outside F, in the order listed: the child's row joins V, the earlier rows of the
   * circuit join F. −1 − p ≤ −1 is a leaf, followed by the numbers of p circuits that share no row
   * outside F: V with any choice of one row outside F from each of them spans Rⁿ (for p = 0: V
   * does).
   */
  record CellTree(List<Circuit> circuits, Indices steps) implements LayerProof {
    public CellTree {
      circuits = List.copyOf(circuits);
    }
  }

  /**
   * Injective if the rows are in general position (every n of them linearly independent): at least
   * n rows are active at each interior point of the domain.
   */
  record GeneralPosition(CountProof proof) implements LayerProof {}

  /** Whether the proof holds only for rows in general position. */
  default boolean assumesGeneralPosition() {
    if (this instanceof Blocks blocks) {
      return blocks.blocks().stream()
          .map(Block::proof)
          .anyMatch(
              proof -> proof instanceof BlockProof.Own own && own.proof().assumesGeneralPosition());
    }
    return this instanceof GeneralPosition;
  }

  /**
   * Rows that cannot all be inactive inside the domain, by Farkas multipliers: v = Σ λ_i w_i
   * satisfies Σ λ_i b_i + min over the domain of ⟨v, x⟩ ≥ 0.
   *
   * @param rows distinct rows
   * @param multipliers λ, positive integers, one a row
   */
  record Circuit(Indices rows, List<BigInteger> multipliers) {
    public Circuit {
      multipliers = List.copyOf(multipliers);
      Shapes.require(
          rows.size() == multipliers.size() && rows.size() > 0,
          "A circuit requires one multiplier a row but received %d rows and %d multipliers",
          rows.size(),
          multipliers.size());
    }
  }
}
