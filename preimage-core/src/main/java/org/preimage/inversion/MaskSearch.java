package org.preimage.inversion;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.preimage.endtoend.CellDerivative;
import org.preimage.network.Network;

/**
 * Finds few output values that determine several codes at once, to first order: greedily the value
 * whose gradients, less their parts in the span of those chosen before, are the longest over all
 * codes that are not determined yet (QR with pivoting, of several Jacobians together). A proposal;
 * {@link MaskAnswer} proves.
 */
public final class MaskSearch {
  /** A gradient this much shorter than the longest at its code counts as dependent. */
  private static final double DEPENDENT = 1e-10;

  /**
   * A value counts at a code only if what it adds there is at least this share of the most that any
   * value could add: several codes share values, but none has to do with poor ones.
   */
  private static final double SHARE = 0.1;

  private final int n;
  private final int m;
  private final double[][] gradients;
  private final double[][] rest;
  private final double[][] square;
  private final double[] longest;
  private final BitSet chosen = new BitSet();

  private MaskSearch(Network network, List<double[]> codes) {
    this.n = network.inputSize();
    this.m = network.outputSize();
    this.gradients = new double[codes.size()][];
    this.rest = new double[codes.size()][];
    this.square = new double[codes.size()][m];
    this.longest = new double[codes.size()];
    for (int c = 0; c < rest.length; c++) {
      gradients[c] = CellDerivative.at(network, codes.get(c)).outputJacobian();
    }
    startRound();
    for (int c = 0; c < rest.length; c++) {
      longest[c] = Arrays.stream(square[c]).max().orElse(0);
    }
  }

  /** Forgets what the values chosen so far tell, so that the next ones tell it once more. */
  private void startRound() {
    for (int c = 0; c < rest.length; c++) {
      rest[c] = gradients[c].clone();
      for (int i = 0; i < m; i++) {
        square[c][i] = chosen.get(i) ? 0 : square(c, i);
      }
    }
  }

  /**
   * The values found. At a code that not even all outputs determine, as much as they tell.
   *
   * @param size at least so many values, so that what is told is told more than once; more are
   *     taken where the codes need them
   * @return places in the concatenated outputs, in the order of choice
   */
  public static int[] run(Network network, List<double[]> codes, int size) {
    return new MaskSearch(network, codes).run(size);
  }

  private int[] run(int size) {
    int[] order = new int[m];
    int count = 0;
    boolean first = true;
    int best = best();
    while (best >= 0 && (first || count < size)) {
      order[count++] = best;
      chosen.set(best);
      for (int c = 0; c < rest.length; c++) {
        project(c, best);
      }
      best = best();
      if (best < 0 && count < size) {
        first = false;
        startRound();
        best = best();
      }
    }
    return Arrays.copyOf(order, count);
  }

  /** The value with the longest gradients left, relative to the longest at each code; or −1. */
  private int best() {
    int best = -1;
    double most = 0;
    double[] scale = new double[rest.length];
    Arrays.setAll(scale, c -> isDone(c) ? 0 : 1 / mostLeft(c));
    for (int i = chosen.nextClearBit(0); i < m; i = chosen.nextClearBit(i + 1)) {
      double score = 0;
      for (int c = 0; c < rest.length; c++) {
        score += square[c][i] * scale[c];
      }
      if (score > most) {
        most = score;
        best = i;
      }
    }
    return best;
  }

  private double mostLeft(int c) {
    return Arrays.stream(square[c]).max().orElse(0);
  }

  private boolean isDone(int c) {
    return !(mostLeft(c) > DEPENDENT * DEPENDENT * longest[c]);
  }

  /** Takes away from the gradients at a code what value {@code pivot} already tells. */
  private void project(int c, int pivot) {
    double length = square[c][pivot];
    boolean counts = !isDone(c) && length >= SHARE * SHARE * mostLeft(c);
    square[c][pivot] = 0;
    if (!counts) {
      return;
    }
    double[] unit = Arrays.copyOfRange(rest[c], pivot * n, pivot * n + n);
    for (int j = 0; j < n; j++) {
      unit[j] /= Math.sqrt(length);
    }
    for (int i = 0; i < m; i++) {
      if (square[c][i] > 0) {
        takeAway(c, i, unit);
      }
    }
  }

  private void takeAway(int c, int i, double[] unit) {
    double along = 0;
    for (int j = 0; j < n; j++) {
      along += rest[c][i * n + j] * unit[j];
    }
    for (int j = 0; j < n; j++) {
      rest[c][i * n + j] -= along * unit[j];
    }
    square[c][i] = square(c, i);
  }

  private double square(int c, int i) {
    double sum = 0;
    for (int j = i * n; j < i * n + n; j++) {
      sum += rest[c][j] * rest[c][j];
    }
    return sum;
  }
}
