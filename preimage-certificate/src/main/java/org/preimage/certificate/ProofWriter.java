package org.preimage.certificate;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Writes the proof section. */
final class ProofWriter {
  private final TokenWriter tokens;

  private ProofWriter(TokenWriter tokens) {
    this.tokens = tokens;
  }

  static void write(Proof proof, TokenWriter tokens) throws IOException {
    new ProofWriter(tokens).proof(proof);
  }

  private void proof(Proof proof) throws IOException {
    if (proof instanceof Proof.CollisionPair pair) {
      tokens.line("proof", "collision-pair");
      tokens.list("point", pair.x().coordinates());
      tokens.list("point", pair.y().coordinates());
    } else if (proof instanceof Proof.FewActiveRows few) {
      tokens.line("proof", "few-active-rows", few.node());
      tokens.list("point", few.x().coordinates());
    } else if (proof instanceof Proof.NarrowCut narrow) {
      tokens.line("proof", "narrow-cut");
      tokens.list("nodes", narrow.nodes());
    } else if (proof instanceof Proof.RankDeficientCell cell) {
      tokens.line("proof", "rank-deficient-cell");
      tokens.list("point", cell.x().coordinates());
      tokens.list("direction", cell.direction().coordinates());
    } else if (proof instanceof Proof.MeanValue mean) {
      tokens.line("proof", "mean-value");
      tokens.list("rows", mean.rows());
    } else if (proof instanceof Proof.Layerwise layerwise) {
      tokens.line("proof", "layerwise", layerwise.stages().size());
      for (Map.Entry<Integer, LayerProof> stage : layerwise.stages().entrySet()) {
        tokens.line("stage", stage.getKey());
        layer(stage.getValue());
      }
    } else if (proof instanceof Proof.ActiveRows active) {
      tokens.line("proof", "active-rows", active.count());
      count(active.proof());
    } else if (proof instanceof Proof.ActiveRowsNearby nearby) {
      tokens.put("proof").put("active-rows-nearby").put(nearby.count());
      tokens.number(nearby.within()).endLine();
      count(nearby.proof());
    } else if (proof instanceof Proof.ActivePoint point) {
      tokens.line("proof", "active-point", point.count());
      tokens.list("point", point.x().coordinates());
    } else if (proof instanceof Proof.FrameTree tree) {
      tokens.line("proof", "frame-tree", tree.bound(), tree.conflicts().size());
      for (Indices conflict : tree.conflicts()) {
        tokens.list("conflict", conflict);
      }
      tokens.list("steps", tree.steps());
    } else if (proof instanceof Proof.FramePoint point) {
      tokens.line("proof", "frame-point", point.bound());
      tokens.list("point", point.x().coordinates());
      tokens.list("direction", point.direction().coordinates());
    } else {
      throw new IllegalArgumentException("Writing requires a known proof but received " + proof);
    }
  }

  private void layer(LayerProof proof) throws IOException {
    if (proof instanceof LayerProof.IndependentRows independent) {
      tokens.list("independent-rows", independent.rows());
    } else if (proof instanceof LayerProof.OppositeRows opposite) {
      tokens.line("opposite-rows");
      tokens.list("first", opposite.first());
      tokens.list("second", opposite.second());
    } else if (proof instanceof LayerProof.Blocks blocks) {
      tokens.line("blocks", blocks.blocks().size());
      for (LayerProof.Block block : blocks.blocks()) {
        block(block);
      }
    } else if (proof instanceof LayerProof.CellTree tree) {
      tokens.line("cell-tree", tree.circuits().size());
      circuits(tree.circuits());
      tokens.list("steps", tree.steps());
    } else if (proof instanceof LayerProof.GeneralPosition general) {
      tokens.line("general-position");
      count(general.proof());
    } else {
      throw new IllegalArgumentException("Writing requires a known proof but received " + proof);
    }
  }

  private void count(CountProof proof) throws IOException {
    if (proof instanceof CountProof.Tree tree) {
      tokens.line("count-tree", tree.circuits().size());
      circuits(tree.circuits());
      tokens.line("simplices", tree.simplices().size());
      for (Indices simplex : tree.simplices()) {
        tokens.list("simplex", simplex);
      }
      tokens.list("steps", tree.steps());
    } else if (proof instanceof GoodnessProof goodness) {
      GoodnessText.write(goodness, tokens);
    } else {
      throw new IllegalArgumentException("Writing requires a known proof but received " + proof);
    }
  }

  private void circuits(List<LayerProof.Circuit> circuits) throws IOException {
    for (LayerProof.Circuit circuit : circuits) {
      circuit(circuit);
    }
  }

  private void block(LayerProof.Block block) throws IOException {
    tokens.list("columns", block.columns());
    tokens.list("rows", block.rows());
    if (block.proof() instanceof LayerProof.BlockProof.SameAs same) {
      tokens.line("same-as", same.block());
    } else if (block.proof() instanceof LayerProof.BlockProof.Own own) {
      layer(own.proof());
    }
  }

  private void circuit(LayerProof.Circuit circuit) throws IOException {
    tokens.put("circuit").put(circuit.rows().size());
    for (int i = 0; i < circuit.rows().size(); i++) {
      tokens.put(circuit.rows().get(i));
    }
    for (Object multiplier : circuit.multipliers()) {
      tokens.put(multiplier);
    }
    tokens.endLine();
  }
}
