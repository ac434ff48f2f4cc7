package org.preimage.certificate;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Reads the proof section. */
final class ProofReader {
  private final TokenReader tokens;

  ProofReader(TokenReader tokens) {
    this.tokens = tokens;
  }

  Proof proof() throws IOException, MalformedCertificateException {
    tokens.expect("proof");
    String rule = tokens.word("a proof rule");
    return switch (rule) {
      case "collision-pair" -> {
        tokens.endLine();
        yield new Proof.CollisionPair(point("point"), point("point"));
      }
      case "few-active-rows" -> {
        int node = tokens.integer("a node", 0);
        tokens.endLine();
        yield new Proof.FewActiveRows(node, point("point"));
      }
      case "narrow-cut" -> {
        tokens.endLine();
        yield new Proof.NarrowCut(tokens.indexLine("nodes", 0));
      }
      case "rank-deficient-cell" -> {
        tokens.endLine();
        yield new Proof.RankDeficientCell(point("point"), point("direction"));
      }
      case "mean-value" -> {
        tokens.endLine();
        yield new Proof.MeanValue(tokens.indexLine("rows", 0));
      }
      case "layerwise" -> layerwise();
      case "active-rows" -> {
        int count = tokens.integer("a number of rows", 0);
        tokens.endLine();
        yield new Proof.ActiveRows(count, count(tokens.word("a count rule")));
      }
      case "active-rows-nearby" -> {
        int count = tokens.integer("a number of rows", 0);
        double within = tokens.number("a distance");
        tokens.endLine();
        if (!(count(tokens.word("a count rule")) instanceof CountProof.Tree tree)) {
          throw tokens.malformed("rows nearby are counted by a count-tree only");
        }
        yield new Proof.ActiveRowsNearby(count, within, tree);
      }
      case "active-point" -> {
        int count = tokens.integer("a number of rows", 0);
        tokens.endLine();
        yield new Proof.ActivePoint(count, point("point"));
      }
      case "frame-tree" -> frameTree();
      case "frame-point" -> {
        Rational bound = tokens.rational("a bound");
        tokens.endLine();
        yield new Proof.FramePoint(bound, point("point"), point("direction"));
      }
      default -> throw tokens.malformed("no proof rule: '" + TokenReader.shorten(rule) + "'");
    };
  }

  private Proof layerwise() throws IOException, MalformedCertificateException {
    int count = tokens.count("stages");
    tokens.endLine();
    TreeMap<Integer, LayerProof> stages = new TreeMap<>();
    for (int s = 0; s < count; s++) {
      tokens.expect("stage");
      int node = tokens.integer("a node", 0);
      if (!stages.isEmpty() && node <= stages.lastKey()) {
        throw tokens.malformed("stage " + node + " does not ascend from " + stages.lastKey());
      }
      tokens.endLine();
      stages.put(node, layer(tokens.word("a layer rule"), 0));
    }
    return new Proof.Layerwise(stages);
  }

  private LayerProof layer(String rule, int depth)
      throws IOException, MalformedCertificateException {
    return switch (rule) {
      case "independent-rows" -> {
        Indices rows = tokens.indices(tokens.count("rows"), 0, "a row");
        tokens.endLine();
        yield new LayerProof.IndependentRows(rows);
      }
      case "opposite-rows" -> {
        tokens.endLine();
        yield new LayerProof.OppositeRows(
            tokens.indexLine("first", 0), tokens.indexLine("second", 0));
      }
      case "blocks" -> blocks(depth + 1);
      case "cell-tree" -> new LayerProof.CellTree(circuits(), steps());
      case "general-position" -> {
        tokens.endLine();
        yield new LayerProof.GeneralPosition(count(tokens.word("a count rule")));
      }
      default -> throw tokens.malformed("no layer rule: '" + TokenReader.shorten(rule) + "'");
    };
  }

  private LayerProof blocks(int depth) throws IOException, MalformedCertificateException {
    if (depth > Limits.DEPTH) {
      throw tokens.malformed("blocks are nested more than " + Limits.DEPTH + " deep");
    }
    int count = tokens.count("blocks");
    tokens.endLine();
    List<LayerProof.Block> blocks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Indices columns = tokens.indexLine("columns", 0);
      Indices rows = tokens.indexLine("rows", 0);
      blocks.add(new LayerProof.Block(columns, rows, blockProof(depth)));
    }
    return new LayerProof.Blocks(blocks);
  }

  private LayerProof.BlockProof blockProof(int depth)
      throws IOException, MalformedCertificateException {
    String rule = tokens.word("a layer rule or 'same-as'");
    if (!rule.equals("same-as")) {
      return new LayerProof.BlockProof.Own(layer(rule, depth));
    }
    int block = tokens.integer("a block", 0);
    tokens.endLine();
    return new LayerProof.BlockProof.SameAs(block);
  }

  private CountProof count(String rule) throws IOException, MalformedCertificateException {
    return switch (rule) {
      case "count-tree" -> new CountProof.Tree(circuits(), simplices(), steps());
      case "goodness" -> GoodnessText.read(tokens);
      default -> throw tokens.malformed("no count rule: '" + TokenReader.shorten(rule) + "'");
    };
  }

  private Indices steps() throws IOException, MalformedCertificateException {
    return tokens.indexLine("steps", Integer.MIN_VALUE + 1);
  }

  private List<Indices> simplices() throws IOException, MalformedCertificateException {
    tokens.expect("simplices");
    int count = tokens.count("simplices");
    tokens.endLine();
    List<Indices> simplices = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      simplices.add(tokens.indexLine("simplex", 0));
    }
    return simplices;
  }

  private List<LayerProof.Circuit> circuits() throws IOException, MalformedCertificateException {
    int count = tokens.count("circuits");
    tokens.endLine();
    List<LayerProof.Circuit> circuits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tokens.expect("circuit");
      int size = tokens.count("rows");
      Indices rows = tokens.indices(size, 0, "a row");
      List<BigInteger> multipliers = new ArrayList<>();
      for (int k = 0; k < size; k++) {
        multipliers.add(tokens.bigInteger("a multiplier"));
      }
      tokens.endLine();
      circuits.add(new LayerProof.Circuit(rows, multipliers));
    }
    return circuits;
  }

  private Proof frameTree() throws IOException, MalformedCertificateException {
    Rational bound = tokens.rational("a bound");
    int count = tokens.count("conflicts");
    tokens.endLine();
    List<Indices> conflicts = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      conflicts.add(tokens.indexLine("conflict", 0));
    }
    return new Proof.FrameTree(bound, conflicts, steps());
  }

  private Point point(String keyword) throws IOException, MalformedCertificateException {
    tokens.expect(keyword);
    int count = tokens.count("coordinates");
    List<Rational> coordinates = new ArrayList<>();
    for (int j = 0; j < count; j++) {
      coordinates.add(tokens.rational("a coordinate"));
    }
    tokens.endLine();
    return new Point(coordinates);
  }
}
