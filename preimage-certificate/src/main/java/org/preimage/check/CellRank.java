package org.preimage.check;

import java.util.Arrays;
import java.util.BitSet;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Subject;

/** Rank modulo p of the derivative of a network that is affine on the domain. */
final class CellRank {
  private final Subject subject;
  private final SlopeEnclosure enclosure;
  private final BitSet[] needed;
  private final int n;
  private final long[][][] derivatives;

  /**
   * @param enclosure of a network without undecided kinks: {@link SlopeEnclosure#isAffine}
   */
  CellRank(Subject subject, SlopeEnclosure enclosure, BitSet[] needed) {
    this.subject = subject;
    this.enclosure = enclosure;
    this.needed = needed;
    this.n = subject.inputSize();
    this.derivatives = new long[needed.length][][];
  }

  /** The rank of the derivatives of some entries; at most the rank over the rationals. */
  int rank(int[] node, int[] entry) throws Rejection {
    int coordinate = 0;
    for (int k = 0; k < derivatives.length; k++) {
      Node current = subject.nodes().get(k);
      derivatives[k] = new long[current.size()][];
      if (current instanceof Node.Input) {
        for (int i = 0; i < current.size(); i++) {
          derivatives[k][i] = new long[n];
          derivatives[k][i][coordinate++] = 1;
        }
      } else {
        for (int i = needed[k].nextSetBit(0); i >= 0; i = needed[k].nextSetBit(i + 1)) {
          derivatives[k][i] = derivative(k, current, i);
        }
      }
    }
    long[][] rows = new long[node.length][];
    Arrays.setAll(rows, r -> derivatives[node[r]][entry[r]].clone());
    return rank(rows);
  }

  private long[] derivative(int k, Node node, int i) throws Rejection {
    if (AffineMap.isAffine(node)) {
      return combination(AffineMap.of(node).row(i), derivatives[node.sources().get(0)]);
    }
    if (node instanceof Node.Maximum maximum) {
      return derivatives[maximum.source()][(int) enclosure.branches(k)[i]];
    }
    if (node instanceof Node.Rectifier || node instanceof Node.Clip) {
      return multiple(enclosure.branches(k)[i], derivatives[node.sources().get(0)][i]);
    }
    if (node instanceof Node.Scale scale) {
      return multiple(scale.scale().shared(i), derivatives[scale.source()][i]);
    }
    if (node instanceof Node.Select select) {
      return selected(select, select.index().get(i));
    }
    long[] sum = new long[n];
    if (node instanceof Node.Sum) {
      for (int s = 0; s < node.sources().size(); s++) {
        addMultiple(sum, 1, derivatives[node.sources().get(s)][i]);
      }
    } else if (node instanceof Node.Mean mean) {
      Indices window = mean.windows().get(i);
      // The divisor scales a whole derivative; below p, it is not 0 modulo p.
      long factor = Modular.inverse(mean.divisors().get(i));
      for (int e = 0; e < window.size(); e++) {
        addMultiple(sum, factor, derivatives[mean.source()][window.get(e)]);
      }
    } else {
      throw new Rejection("node " + k, "has no derivative: " + NodeArithmetic.kind(node));
    }
    return sum;
  }

  private long[] selected(Node.Select select, int place) {
    int rest = place;
    int s = 0;
    while (rest >= subject.nodes().get(select.sources().get(s)).size()) {
      rest -= subject.nodes().get(select.sources().get(s++)).size();
    }
    return place < 0 ? new long[n] : derivatives[select.sources().get(s)][rest];
  }

  private long[] combination(SparseRow row, long[][] source) {
    long[] sum = new long[n];
    for (int e = 0; e < row.size(); e++) {
      addMultiple(sum, Modular.of(row.value(e)), source[row.column(e)]);
    }
    return sum;
  }

  private long[] multiple(double factor, long[] row) {
    long[] product = new long[n];
    addMultiple(product, Modular.of(factor), row);
    return product;
  }

  private static void addMultiple(long[] row, long factor, long[] other) {
    for (int j = 0; j < row.length; j++) {
      if (other[j] != 0) {
        long sum = row[j] + Modular.times(factor, other[j]);
        row[j] = sum >= Modular.P ? sum - Modular.P : sum;
      }
    }
  }

  private int rank(long[][] rows) {
    int rank = 0;
    for (int c = 0; c < n && rank < rows.length; c++) {
      int pivot = rank;
      while (pivot < rows.length && rows[pivot][c] == 0) {
        pivot++;
      }
      if (pivot == rows.length) {
        continue;
      }
      long[] row = rows[pivot];
      rows[pivot] = rows[rank];
      rows[rank++] = row;
      long inverse = Modular.inverse(row[c]);
      for (int r = rank; r < rows.length; r++) {
        if (rows[r][c] != 0) {
          addMultiple(rows[r], Modular.minus(0, Modular.times(rows[r][c], inverse)), row);
        }
      }
    }
    return rank;
  }
}
