package org.preimage.check;

import java.util.BitSet;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Proof;
import org.preimage.certificate.Subject;

/**
 * Injectivity on a bounded domain: f(x) − f(y) = M(x − y) with M in an enclosure of slopes, each
 * member of which has full column rank. Decided in binary64 with bounded rounding errors; where
 * they do not suffice and the function is affine on the domain, by an exact rank.
 */
final class MeanValueRule {
  private final Subject subject;
  private final Domain domain;
  private final int[] node;
  private final int[] entry;

  private MeanValueRule(Subject subject, Domain domain, int rows) {
    this.subject = subject;
    this.domain = domain;
    this.node = new int[rows];
    this.entry = new int[rows];
  }

  static void check(Certificate certificate, Proof.MeanValue proof) throws Rejection {
    Subject subject = certificate.subject();
    int rows = proof.rows().size();
    Rejection.unless(
        rows >= subject.inputSize(),
        "rows",
        "%d are listed where at least %d are required",
        rows,
        subject.inputSize());
    new MeanValueRule(subject, certificate.domain(), rows).check(proof.rows());
  }

  private void check(Indices listed) throws Rejection {
    BitSet[] needed = new BitSet[subject.nodes().size()];
    java.util.Arrays.setAll(needed, k -> new BitSet());
    int previous = -1;
    for (int r = 0; r < node.length; r++) {
      Rejection.unless(listed.get(r) > previous, "rows", "do not ascend at place %d", r);
      previous = listed.get(r);
      locate(r, previous);
      needed[node[r]].set(entry[r]);
    }
    SlopeEnclosure enclosure = new SlopeEnclosure(subject, ReceptiveField.of(subject, needed));
    enclosure.compute(domain);
    double distance = distanceFromIdentity(enclosure);
    Rejection.unless(
        distance < 1 || (enclosure.isAffine() && rank(enclosure, needed) == subject.inputSize()),
        "rows",
        "do not determine the input: slopes differ from invertible ones by up to %s, not below 1",
        distance);
  }

  /** Finds the entry behind output value {@code place}. */
  private void locate(int r, int place) throws Rejection {
    int rest = place;
    int output = 0;
    while (output < subject.outputs().size() && rest >= size(subject.outputs().get(output))) {
      rest -= size(subject.outputs().get(output++));
    }
    Rejection.unless(
        output < subject.outputs().size(), "rows", "%d is no output value of the subject", place);
    node[r] = subject.outputs().get(output);
    entry[r] = rest;
    while (skip(r)) {
      // Equal values here mean equal values there.
    }
  }

  private int size(int k) {
    return subject.nodes().get(k).size();
  }

  /** Goes back over a one-to-one function of one entry; tells whether there was one. */
  private boolean skip(int r) {
    Node current = subject.nodes().get(node[r]);
    int from = entry[r];
    boolean skips =
        current instanceof Node.OneToOne
            || (current instanceof Node.Scale scale && scale.scale().shared(from) != 0)
            || (current instanceof Node.Rectifier rectifier && rectifier.slopes().shared(from) > 0)
            || (current instanceof Node.Select select && select.index().get(from) >= 0);
    if (!skips) {
      return false;
    }
    int source = 0;
    if (current instanceof Node.Select select) {
      from = select.index().get(from);
      while (from >= size(select.sources().get(source))) {
        from -= size(select.sources().get(source++));
      }
    }
    node[r] = current.sources().get(source);
    entry[r] = from;
    return true;
  }

  /** A bound of the largest ‖PM − I‖∞ for one P and all slopes M in the enclosure. */
  private double distanceFromIdentity(SlopeEnclosure enclosure) {
    int n = subject.inputSize();
    double[][] a = new double[node.length][n];
    double[] doubt = new double[node.length];
    for (int r = 0; r < a.length; r++) {
      SlopeRows rows = enclosure.rows(node[r]);
      System.arraycopy(rows.slopes, entry[r] * n, a[r], 0, n);
      // The product below has a sum of as many terms as there are rows.
      doubt[r] = rows.deviation[entry[r]] + rows.norm[entry[r]] * (a.length + 4.0) * SlopeRows.ULP;
    }
    double[][] p = LeftInverse.of(a);
    double largest = 0;
    for (int i = 0; i < p.length; i++) {
      double[] product = new double[n];
      double sum = 0;
      for (int r = 0; r < a.length; r++) {
        sum += Math.abs(p[i][r]) * doubt[r];
        for (int j = 0; j < n; j++) {
          product[j] += p[i][r] * a[r][j];
        }
      }
      product[i] -= 1;
      for (double value : product) {
        sum += Math.abs(value) * (1 + 4 * SlopeRows.ULP);
      }
      largest = Math.max(largest, SlopeRows.up(sum, a.length + n));
    }
    return Double.isNaN(largest) ? Double.POSITIVE_INFINITY : largest;
  }

  private int rank(SlopeEnclosure enclosure, BitSet[] needed) throws Rejection {
    CellRank cell = new CellRank(subject, enclosure, needed);
    return cell.rank(node, entry);
  }
}
