package org.preimage.certify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Indices;
import org.preimage.certificate.LayerProof;
import org.preimage.certificate.Node;
import org.preimage.certificate.Point;
import org.preimage.certificate.Proof;
import org.preimage.certificate.Rational;
import org.preimage.certificate.Subject;

/**
 * Builds certificates about one subject and keeps only those that the checker accepts. Steps that a
 * proof does not look at are written as opaque nodes.
 */
final class Certifier {
  private final Subject subject;
  private final Domain domain;
  private final String modelDigest;
  private final List<String> assumptions;

  Certifier(Subject subject, Domain domain, String modelDigest, List<String> assumptions) {
    this.subject = subject;
    this.domain = domain;
    this.modelDigest = modelDigest;
    this.assumptions = List.copyOf(assumptions);
  }

  Optional<AcceptedCertificate> layerwise(SortedMap<Integer, LayerProof> stages) {
    return accepted(subject, new Proof.Layerwise(stages));
  }

  /** Everything passes through these nodes, which have fewer than n values. */
  Optional<AcceptedCertificate> narrowCut(Indices nodes) {
    return accepted(opaqueAfter(nodes.toArray()), new Proof.NarrowCut(nodes));
  }

  /** Fewer than n units of ReLU node {@code node} are active at {@code x}. */
  Optional<AcceptedCertificate> fewActive(int node, Point x) {
    return accepted(opaqueAfter(node), new Proof.FewActiveRows(node, x));
  }

  /**
   * A pair x − β·direction, x + α·direction that agrees at node {@code node}, with α and β as large
   * as the exact check allows (from {@code forward} and {@code backward} downwards), or else a
   * proof by the direction alone.
   */
  Optional<AcceptedCertificate> collision(
      int node, Point x, Point direction, double forward, double backward) {
    Subject prefix = opaqueAfter(node);
    double shrink = 1;
    for (int attempt = 0; attempt < 8; attempt++, shrink /= attempt < 4 ? 2 : 256) {
      Proof pair =
          new Proof.CollisionPair(
              moved(x, direction, -backward * shrink), moved(x, direction, forward * shrink));
      Optional<AcceptedCertificate> accepted = accepted(prefix, pair);
      if (accepted.isPresent()) {
        return accepted;
      }
    }
    return accepted(prefix, new Proof.RankDeficientCell(x, direction));
  }

  /**
   * The pair x, x + step·direction that agrees at node {@code cut}, or with −1 at the outputs, with
   * as large a part of the step as the exact check allows.
   */
  Optional<AcceptedCertificate> segment(int cut, Point x, Point direction, double step) {
    Subject prefix = cut < 0 ? subject : opaqueAfter(cut);
    double shrink = 1;
    for (int attempt = 0; attempt < 8; attempt++, shrink /= attempt < 4 ? 2 : 256) {
      Proof pair = new Proof.CollisionPair(x, moved(x, direction, step * shrink));
      Optional<AcceptedCertificate> accepted = accepted(prefix, pair);
      if (accepted.isPresent()) {
        return accepted;
      }
    }
    return Optional.empty();
  }

  /** Two inputs with equal outputs. */
  Optional<AcceptedCertificate> pair(Point x, Point y) {
    return accepted(subject, new Proof.CollisionPair(x, y));
  }

  private static Point moved(Point x, Point direction, double alpha) {
    Rational step = Rational.of(Double.isFinite(alpha) ? alpha : 0);
    List<Rational> coordinates = new ArrayList<>();
    for (int j = 0; j < x.size(); j++) {
      coordinates.add(x.get(j).plus(direction.get(j).times(step)));
    }
    return new Point(coordinates);
  }

  private Optional<AcceptedCertificate> accepted(Subject about, Proof proof) {
    try {
      return Optional.of(
          AcceptedCertificate.of(new Certificate(about, domain, proof, modelDigest, assumptions)));
    } catch (RejectedCertificateException rejected) {
      return Optional.empty();
    }
  }

  /** The subject with the inner workings of all nodes that {@code cut} does not need left out. */
  private Subject opaqueAfter(int... cut) {
    boolean[] needed = new boolean[subject.nodes().size()];
    for (int node : cut) {
      needed[node] = true;
    }
    List<Node> nodes = new ArrayList<>();
    for (int k = needed.length - 1; k >= 0; k--) {
      Node current = subject.nodes().get(k);
      if (needed[k]) {
        for (int s = 0; s < current.sources().size(); s++) {
          needed[current.sources().get(s)] = true;
        }
      }
      boolean keep = needed[k] || current instanceof Node.Input;
      nodes.add(0, keep ? current : new Node.Opaque(current.sources(), current.size(), "rest"));
    }
    return new Subject(nodes, Indices.of(subject.outputs().toArray()));
  }
}
