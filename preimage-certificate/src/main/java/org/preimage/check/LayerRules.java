package org.preimage.check;

import java.util.Arrays;
import java.util.BitSet;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Indices;
import org.preimage.certificate.LayerProof;

/** The rules that prove one layer injective. */
final class LayerRules {
  /** Guards the call stack; the reader allows fewer. */
  private static final int MOST_NESTED_BLOCKS = 64;

  private LayerRules() {}

  static void check(Layer layer, LayerProof proof) throws Rejection {
    check(layer, proof, 0);
  }

  private static void check(Layer layer, LayerProof proof, int depth) throws Rejection {
    Rejection.unless(depth <= MOST_NESTED_BLOCKS, "blocks", "are nested too deeply");
    if (proof instanceof LayerProof.IndependentRows independent) {
      independentRows(layer, independent);
    } else if (proof instanceof LayerProof.OppositeRows opposite) {
      oppositeRows(layer, opposite);
    } else if (proof instanceof LayerProof.Blocks blocks) {
      blocks(layer, blocks, depth);
    } else if (proof instanceof LayerProof.CellTree tree) {
      new CaseTreeRule(layer, tree.circuits(), tree.steps(), new SpannedSpace(layer)).check();
    } else if (proof instanceof LayerProof.GeneralPosition general) {
      CountRules.check(layer, layer.columns(), general.proof());
    } else {
      throw new Rejection("proof", "unknown layer rule");
    }
  }

  private static void independentRows(Layer layer, LayerProof.IndependentRows proof)
      throws Rejection {
    for (int k = 0; k < proof.rows().size(); k++) {
      int i = proof.rows().get(k);
      Rejection.unless(i >= 0 && i < layer.rows(), "row " + i, "is no row of the layer");
      Rejection.unless(
          layer.kind(i) == Layer.RowKind.ALWAYS, "row " + i, "is not active everywhere");
    }
    Independence.require(rows(layer, proof.rows()), layer.columns());
  }

  private static void oppositeRows(Layer layer, LayerProof.OppositeRows proof) throws Rejection {
    Farkas farkas = new Farkas(layer);
    for (int k = 0; k < proof.first().size(); k++) {
      farkas.requireOpposite(proof.first().get(k), proof.second().get(k));
    }
    Independence.require(rows(layer, proof.first()), layer.columns());
  }

  private static SparseRow[] rows(Layer layer, Indices numbers) throws Rejection {
    // Checked first so that a short list does not cost memory for many columns.
    Rejection.unless(
        numbers.size() == layer.columns(),
        "rows",
        "%d are listed where %d are required",
        numbers.size(),
        layer.columns());
    SparseRow[] rows = new SparseRow[numbers.size()];
    for (int k = 0; k < rows.length; k++) {
      rows[k] = layer.row(numbers.get(k));
    }
    return rows;
  }

  private static void blocks(Layer layer, LayerProof.Blocks proof, int depth) throws Rejection {
    BitSet covered = new BitSet();
    SubLayer[] blocks = new SubLayer[proof.blocks().size()];
    for (int b = 0; b < blocks.length; b++) {
      LayerProof.Block block = proof.blocks().get(b);
      try {
        blocks[b] = new SubLayer(layer, block.columns(), block.rows());
        check(blocks, b, block.proof(), depth);
      } catch (Rejection e) {
        throw e.inside("block " + b);
      }
      for (int j = 0; j < block.columns().size(); j++) {
        covered.set(block.columns().get(j));
      }
    }
    int missing = covered.nextClearBit(0);
    Rejection.unless(missing >= layer.columns(), "blocks", "column %d is in no block", missing);
  }

  private static void check(SubLayer[] blocks, int b, LayerProof.BlockProof proof, int depth)
      throws Rejection {
    SubLayer block = blocks[b];
    if (proof instanceof LayerProof.BlockProof.Own own) {
      for (int i = 0; i < block.rows(); i++) {
        // Reading the row rejects it when it reaches outside the block.
        block.row(i);
      }
      check(block, own.proof(), depth + 1);
    } else if (proof instanceof LayerProof.BlockProof.SameAs same) {
      Rejection.unless(
          same.block() >= 0 && same.block() < b, "", "refers to block %d", same.block());
      requireSame(block, blocks[same.block()]);
    } else {
      throw new Rejection("proof", "unknown block rule");
    }
  }

  private static void requireSame(SubLayer a, SubLayer b) throws Rejection {
    Rejection.unless(
        a.rows() == b.rows() && a.columns() == b.columns(), "", "differs in size from its model");
    Rejection.unless(sameDomain(a.domain(), b.domain()), "", "differs in domain from its model");
    for (int i = 0; i < a.rows(); i++) {
      Rejection.unless(
          a.bias(i) == b.bias(i) && a.kind(i) == b.kind(i) && same(a.row(i), b.row(i)),
          "row " + i,
          "differs from that of the model block");
    }
  }

  /** Equality of numbers: −0 equals 0. */
  private static boolean sameDomain(Domain a, Domain b) {
    if (a instanceof Domain.Box boxA && b instanceof Domain.Box boxB) {
      for (int j = 0; j < boxA.size(); j++) {
        if (boxA.lower().get(j) != boxB.lower().get(j)
            || boxA.upper().get(j) != boxB.upper().get(j)) {
          return false;
        }
      }
      return true;
    }
    return a.equals(b);
  }

  private static boolean same(SparseRow a, SparseRow b) {
    if (a.size() != b.size()) {
      return false;
    }
    long[] orderA = byColumn(a);
    long[] orderB = byColumn(b);
    for (int k = 0; k < orderA.length; k++) {
      int ka = (int) orderA[k];
      int kb = (int) orderB[k];
      if (a.column(ka) != b.column(kb) || a.value(ka) != b.value(kb)) {
        return false;
      }
    }
    return true;
  }

  /** Positions in the low half, sorted by the columns in the high half. */
  private static long[] byColumn(SparseRow row) {
    long[] order = new long[row.size()];
    for (int k = 0; k < order.length; k++) {
      order[k] = (long) row.column(k) << 32 | k;
    }
    Arrays.sort(order);
    return order;
  }
}
