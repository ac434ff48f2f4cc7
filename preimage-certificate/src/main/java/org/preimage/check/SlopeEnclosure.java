package org.preimage.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Subject;

/**
 * Walks a network once and encloses, on a bounded domain, how much each needed entry changes
 * between any two points ({@link SlopeRows}). Where an activation keeps to one side of its kink on
 * the whole domain its slope is known; elsewhere the slope is anything between those of the sides.
 */
final class SlopeEnclosure {
  private final Subject subject;
  private final BitSet[] needed;
  private final SlopeRows[] rows;
  private final double[][] branches;
  private final int n;
  private boolean affine = true;

  /**
   * @param needed for each node the entries to enclose, closed under dependence
   */
  SlopeEnclosure(Subject subject, BitSet[] needed) {
    this.subject = subject;
    this.needed = needed;
    this.rows = new SlopeRows[needed.length];
    this.branches = new double[needed.length][];
    this.n = subject.inputSize();
  }

  /** Encloses every needed entry on the domain. */
  void compute(Domain domain) throws Rejection {
    int coordinate = 0;
    for (int k = 0; k < rows.length; k++) {
      Node node = subject.nodes().get(k);
      if (node instanceof Node.Input) {
        rows[k] = new SlopeRows(node.size(), n);
        for (int i = 0; i < node.size(); i++) {
          coordinate(rows[k], i, coordinate++, domain);
        }
      } else if (!needed[k].isEmpty()) {
        rows[k] = new SlopeRows(node.size(), n);
        node(k, node);
      }
    }
  }

  SlopeRows rows(int k) {
    return rows[k];
  }

  /** Whether no needed activation may be on both sides of a kink. */
  boolean isAffine() {
    return affine;
  }

  /**
   * Of an activation that keeps to its side of each kink: for each entry the slope there, for a
   * maximum the number of the largest entry.
   */
  double[] branches(int k) {
    return branches[k];
  }

  private static void coordinate(SlopeRows rows, int i, int j, Domain domain) throws Rejection {
    double low;
    double high;
    if (domain instanceof Domain.Box box) {
      low = box.lower().get(j);
      high = box.upper().get(j);
    } else {
      high = ((Domain.Ball) domain).radius();
      low = -high;
    }
    double middle = low / 2 + high / 2;
    double width = Math.nextUp(Math.max(high - middle, middle - low));
    Rejection.unless(
        Double.isFinite(width),
        "domain",
        "is not bounded: coordinate %d has no two finite ends",
        j);
    rows.setCoordinate(i, j, middle, width);
  }

  private void node(int k, Node node) throws Rejection {
    if (AffineMap.isAffine(node)) {
      AffineMap map = AffineMap.of(node);
      SlopeRows x = rows[node.sources().get(0)];
      needed[k].stream().forEach(i -> rows[k].setCombination(i, x, map.row(i), map.bias(i), 1));
    } else if (node instanceof Node.Rectifier rectifier) {
      double[] branch = branch(k);
      needed[k].stream().forEach(i -> branch[i] = rectify(k, rectifier, i));
    } else if (node instanceof Node.Clip clip) {
      double[] branch = branch(k);
      needed[k].stream().forEach(i -> branch[i] = clip(k, clip, i));
    } else if (node instanceof Node.Maximum maximum) {
      double[] branch = branch(k);
      needed[k].stream().forEach(i -> branch[i] = maximum(k, maximum, i));
    } else if (node instanceof Node.Select select) {
      select(k, select);
    } else {
      linear(k, node);
    }
  }

  private void linear(int k, Node node) throws Rejection {
    if (node instanceof Node.Scale scale) {
      SlopeRows x = rows[scale.source()];
      needed[k].stream()
          .forEach(
              i ->
                  rows[k].setCombination(
                      i, x, one(i, scale.scale().shared(i)), scale.shift().shared(i), 1));
    } else if (node instanceof Node.Mean mean) {
      SlopeRows x = rows[mean.source()];
      needed[k].stream()
          .forEach(
              i ->
                  rows[k].setCombination(
                      i, x, ones(mean.windows().get(i)), 0, mean.divisors().get(i)));
    } else if (node instanceof Node.Sum sum) {
      List<SlopeRows> sources = new ArrayList<>();
      for (int s = 0; s < sum.sources().size(); s++) {
        sources.add(rows[sum.sources().get(s)]);
      }
      needed[k].stream().forEach(i -> rows[k].setSum(i, sources));
    } else {
      throw new Rejection("node " + k, "has no known slopes: " + NodeArithmetic.kind(node));
    }
  }

  private double[] branch(int k) {
    branches[k] = new double[rows[k].center.length];
    return branches[k];
  }

  private static SparseRow one(int column, double weight) {
    return new SparseRow(new int[] {column}, new double[] {weight});
  }

  private static SparseRow ones(Indices window) {
    double[] ones = new double[window.size()];
    Arrays.fill(ones, 1);
    return new SparseRow(window.toArray(), ones);
  }

  /** Returns the slope if the entry keeps to one side of the kink. */
  private double rectify(int k, Node.Rectifier rectifier, int i) {
    SlopeRows z = rows[rectifier.source()];
    double slope = rectifier.slopes().shared(i);
    if (z.low(i) > 0) {
      rows[k].copy(i, z, i);
      return 1;
    }
    if (z.high(i) < 0) {
      multiple(k, i, z, slope * z.center[i], slope, slope);
      return slope;
    }
    affine = false;
    double value = z.center[i] >= 0 ? z.center[i] : slope * z.center[i];
    multiple(k, i, z, value, Math.min(slope, 1), Math.max(slope, 1));
    return Double.NaN;
  }

  private double clip(int k, Node.Clip clip, int i) {
    SlopeRows z = rows[clip.source()];
    if (z.low(i) > clip.lower() && z.high(i) < clip.upper()) {
      rows[k].copy(i, z, i);
      return 1;
    }
    if (z.high(i) < clip.lower() || z.low(i) > clip.upper()) {
      rows[k].setConstant(i, z.high(i) < clip.lower() ? clip.lower() : clip.upper());
      return 0;
    }
    affine = false;
    multiple(k, i, z, Math.min(Math.max(z.center[i], clip.lower()), clip.upper()), 0, 1);
    return Double.NaN;
  }

  private void multiple(int k, int i, SlopeRows z, double value, double least, double most) {
    if (least == 0 && most == 0) {
      rows[k].setConstant(i, 0);
    } else {
      rows[k].setMultiple(i, z, i, value, least, most);
    }
  }

  /** Returns the entry that is largest everywhere, if there is one. */
  private double maximum(int k, Node.Maximum maximum, int i) {
    SlopeRows z = rows[maximum.source()];
    Indices window = maximum.windows().get(i);
    int best = window.get(0);
    double floor = Double.NEGATIVE_INFINITY;
    for (int e = 0; e < window.size(); e++) {
      best = z.center[window.get(e)] > z.center[best] ? window.get(e) : best;
      floor = Math.max(floor, z.low(window.get(e)));
    }
    rows[k].copy(i, z, best);
    boolean sole = true;
    for (int e = 0; e < window.size(); e++) {
      int other = window.get(e);
      // Written so that NaN counts as a rival.
      if (other != best && !(z.high(other) < floor)) {
        sole = false;
        rows[k].admit(i, z, best, other);
      }
    }
    affine &= sole;
    return sole ? best : Double.NaN;
  }

  private void select(int k, Node.Select select) {
    needed[k].stream()
        .forEach(
            i -> {
              int rest = select.index().get(i);
              if (rest < 0) {
                rows[k].setConstant(i, 0);
                return;
              }
              int s = 0;
              while (rest >= subject.nodes().get(select.sources().get(s)).size()) {
                rest -= subject.nodes().get(select.sources().get(s++)).size();
              }
              rows[k].copy(i, rows[select.sources().get(s)], rest);
            });
  }
}
