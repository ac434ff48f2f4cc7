package org.preimage.check;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Proof;
import org.preimage.certificate.Subject;

/**
 * Replays a vanishing directional derivative: for small |t|, each node's value at x + t·v is its
 * value at x plus t times the derivative kept here.
 */
final class RankDeficientRule {
  private final Subject subject;
  private final Domain domain;
  private final ExactVector[] derivatives;

  RankDeficientRule(Subject subject, Domain domain) {
    this.subject = subject;
    this.domain = domain;
    this.derivatives = new ExactVector[subject.nodes().size()];
  }

  void check(Proof.RankDeficientCell cell) throws Rejection {
    DomainTest.require(domain, cell.x(), true, "point");
    Evaluation values = new Evaluation(subject, cell.x(), "point");
    Evaluation directions = new Evaluation(subject, cell.direction(), "direction");
    Rejection.unless(
        cell.direction().coordinates().stream().anyMatch(c -> c.signum() != 0),
        "direction",
        "is zero");
    boolean[] needed = Evaluation.ancestors(subject);
    boolean[] constant = new boolean[needed.length];
    for (int k = 0; k < needed.length; k++) {
      if (needed[k]) {
        Node node = subject.nodes().get(k);
        if (node instanceof Node.Input) {
          derivatives[k] = directions.value(k);
        } else if (sourcesConstant(node, constant)) {
          derivatives[k] = ExactVector.zeros(0);
        } else {
          derivatives[k] = derivative(k, node, sourceDerivatives(node, constant), values);
        }
        constant[k] = derivatives[k].isZero();
      }
    }
    for (int i = 0; i < subject.outputs().size(); i++) {
      int k = subject.outputs().get(i);
      Rejection.unless(
          constant[k], "output " + i, "has a derivative along the direction (node %d)", k);
    }
  }

  private static boolean sourcesConstant(Node node, boolean[] constant) {
    for (int s = 0; s < node.sources().size(); s++) {
      if (!constant[node.sources().get(s)]) {
        return false;
      }
    }
    return true;
  }

  private List<ExactVector> sourceDerivatives(Node node, boolean[] constant) {
    List<ExactVector> sources = new ArrayList<>();
    for (int s = 0; s < node.sources().size(); s++) {
      int source = node.sources().get(s);
      sources.add(
          constant[source]
              ? ExactVector.zeros(subject.nodes().get(source).size())
              : derivatives[source]);
    }
    return sources;
  }

  private ExactVector derivative(int k, Node node, List<ExactVector> sources, Evaluation values)
      throws Rejection {
    if (node instanceof Node.Rectifier rectifier) {
      return rectifier(k, rectifier, sources.get(0), values.value(rectifier.source()));
    }
    if (node instanceof Node.Clip clip) {
      return clip(k, clip, sources.get(0), values.value(clip.source()));
    }
    if (node instanceof Node.Maximum maximum) {
      return maximum(k, maximum, sources.get(0), values.value(maximum.source()));
    }
    return NodeArithmetic.linear(k, node, sources);
  }

  private static ExactVector rectifier(
      int k, Node.Rectifier rectifier, ExactVector d, ExactVector z) throws Rejection {
    for (int i = 0; i < z.size(); i++) {
      Rejection.unless(
          z.signum(i) != 0 || d.signum(i) == 0,
          "node " + k,
          "value %d is at its kink and moves along the direction",
          i);
    }
    return d.times(i -> z.signum(i) < 0 ? rectifier.slopes().shared(i) : 1);
  }

  private static ExactVector clip(int k, Node.Clip clip, ExactVector d, ExactVector z)
      throws Rejection {
    ExactVector aligned = NodeArithmetic.alignedTo(clip, z);
    double[] factor = new double[z.size()];
    for (int i = 0; i < factor.length; i++) {
      int low = NodeArithmetic.below(aligned, i, clip.lower());
      int high = NodeArithmetic.below(aligned, i, clip.upper());
      Rejection.unless(
          d.signum(i) == 0 || (low != 0 && high != 0),
          "node " + k,
          "value %d is at an end of the clip and moves along the direction",
          i);
      factor[i] = low > 0 && high < 0 ? 1 : 0;
    }
    return d.times(i -> factor[i]);
  }

  private static ExactVector maximum(int k, Node.Maximum maximum, ExactVector d, ExactVector z)
      throws Rejection {
    BigInteger[] values = new BigInteger[maximum.size()];
    for (int j = 0; j < values.length; j++) {
      Indices window = maximum.windows().get(j);
      int best = NodeArithmetic.largest(window, z);
      for (int i = 0; i < window.size(); i++) {
        int other = window.get(i);
        Rejection.unless(
            !z.mantissa(other).equals(z.mantissa(best))
                || d.mantissa(other).equals(d.mantissa(best)),
            "node " + k,
            "window %d has tied entries that move apart along the direction",
            j);
      }
      values[j] = d.mantissa(best);
    }
    return new ExactVector(values, d.exponent(), d.denominator()).normalized();
  }
}
