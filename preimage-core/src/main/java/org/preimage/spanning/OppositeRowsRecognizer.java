package org.preimage.spanning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.preimage.certificate.Indices;
import org.preimage.certificate.LayerProof;
import org.preimage.certificate.Rational;
import org.preimage.linalg.ModularRank;

/**
 * Recognises [B; −DB; M]: n independent lines, each of which always has an active row, because it
 * holds a row w and a row −d·w (d &gt; 0) whose active half-spaces cover the domain.
 */
final class OppositeRowsRecognizer {
  private OppositeRowsRecognizer() {}

  static Optional<LayerProof> find(Layer layer, ParallelClasses classes) {
    if (layer.alwaysActiveCount() > 0) {
      return Optional.empty();
    }
    List<int[]> pairs = coveringPairs(layer, classes);
    if (pairs.size() < layer.inputs()) {
      return Optional.empty();
    }
    int[] first = pairs.stream().mapToInt(pair -> pair[0]).toArray();
    int[] independent = ModularRank.independentRows(layer.inputs(), layer.weights(), first);
    if (independent.length < layer.inputs()) {
      return Optional.empty();
    }
    int[] partner = new int[layer.outputs()];
    pairs.forEach(pair -> partner[pair[0]] = pair[1]);
    int[] second = new int[independent.length];
    for (int k = 0; k < second.length; k++) {
      second[k] = partner[independent[k]];
    }
    return Optional.of(new LayerProof.OppositeRows(Indices.of(independent), Indices.of(second)));
  }

  /** For each class that has one, the pair that covers best: the largest b/‖w‖ on either side. */
  private static List<int[]> coveringPairs(Layer layer, ParallelClasses classes) {
    int[][] best = new int[classes.classes()][];
    for (int i = 0; i < layer.outputs(); i++) {
      int c = classes.classOf(i);
      if (c >= 0) {
        if (best[c] == null) {
          best[c] = new int[] {-1, -1};
        }
        int side = classes.isOpposite(i) ? 1 : 0;
        if (best[c][side] < 0 || offset(layer, i) > offset(layer, best[c][side])) {
          best[c][side] = i;
        }
      }
    }
    List<int[]> pairs = new ArrayList<>();
    for (int[] pair : best) {
      if (pair != null && pair[0] >= 0 && pair[1] >= 0 && covers(layer, pair[0], pair[1])) {
        pairs.add(pair);
      }
    }
    return pairs;
  }

  private static double offset(Layer layer, int i) {
    return layer.bias(i) / Math.abs(leading(layer, i));
  }

  private static double leading(Layer layer, int i) {
    return layer.weights().value(layer.weights().start(i));
  }

  /** With w_j = −d·w_i: the half-spaces cover when b_j + d·b_i ≥ 0, exactly. */
  private static boolean covers(Layer layer, int i, int j) {
    Rational d = Rational.of(leading(layer, j)).dividedBy(Rational.of(leading(layer, i))).negate();
    Rational gap = Rational.of(layer.bias(j)).plus(d.times(Rational.of(layer.bias(i))));
    return gap.signum() >= 0;
  }
}
