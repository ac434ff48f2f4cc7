package org.preimage.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.LayerProof;
import org.preimage.certificate.Node;
import org.preimage.certificate.Proof;

/**
 * Whether every n rows of each layer that a certificate proves by counting are linearly
 * independent, by trying all choices. Shares no code with the checker.
 */
final class GeneralPositionOracle {
  private final Certificate certificate;

  GeneralPositionOracle(Certificate certificate) {
    this.certificate = certificate;
  }

  boolean holds() {
    Proof.Layerwise proof = (Proof.Layerwise) certificate.proof();
    for (Map.Entry<Integer, LayerProof> stage : proof.stages().entrySet()) {
      if (!(certificate.subject().nodes().get(stage.getKey()) instanceof Node.Affine affine)) {
        throw new UnsupportedOperationException("only affine layers are counted here");
      }
      List<Fraction[]> rows = new ArrayList<>();
      int n = affine.weights().size() / affine.size();
      for (int i = 0; i < affine.size(); i++) {
        Fraction[] row = new Fraction[n];
        for (int j = 0; j < n; j++) {
          row[j] = Fraction.of(affine.weights().get(i * n + j));
        }
        rows.add(row);
      }
      if (!holds(stage.getValue(), rows, n)) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(LayerProof proof, List<Fraction[]> rows, int n) {
    if (proof instanceof LayerProof.GeneralPosition) {
      return independent(rows, n, 0, new ArrayList<>());
    }
    if (proof instanceof LayerProof.Blocks blocks) {
      for (LayerProof.Block block : blocks.blocks()) {
        if (block.proof() instanceof LayerProof.BlockProof.Own own
            && !holds(own.proof(), restricted(block, rows), block.columns().size())) {
          return false;
        }
      }
    }
    return true;
  }

  private static List<Fraction[]> restricted(LayerProof.Block block, List<Fraction[]> rows) {
    return IntStream.of(block.rows().toArray())
        .mapToObj(
            i ->
                IntStream.of(block.columns().toArray())
                    .mapToObj(j -> rows.get(i)[j])
                    .toArray(Fraction[]::new))
        .toList();
  }

  private static boolean independent(
      List<Fraction[]> rows, int n, int from, List<Fraction[]> chosen) {
    if (chosen.size() == n) {
      return rank(chosen, n) == n;
    }
    for (int i = from; i < rows.size(); i++) {
      chosen.add(rows.get(i));
      boolean all = independent(rows, n, i + 1, chosen);
      chosen.remove(chosen.size() - 1);
      if (!all) {
        return false;
      }
    }
    return true;
  }

  private static int rank(List<Fraction[]> rows, int n) {
    List<Fraction[]> left = new ArrayList<>(rows);
    int rank = 0;
    for (int column = 0; column < n; column++) {
      int c = column;
      int pivot =
          IntStream.range(0, left.size())
              .filter(i -> left.get(i)[c].signum() != 0)
              .findFirst()
              .orElse(-1);
      if (pivot >= 0) {
        Fraction[] row = left.remove(pivot);
        rank++;
        left.replaceAll(
            other -> {
              Fraction factor = other[c].over(row[c]).negate();
              Fraction[] reduced = new Fraction[n];
              java.util.Arrays.setAll(reduced, j -> other[j].plus(factor.times(row[j])));
              return reduced;
            });
      }
    }
    return rank;
  }
}
