package org.preimage.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Proof;
import org.preimage.certificate.Subject;

/** The rules that prove "not injective". */
final class CollisionRules {
  private final Subject subject;
  private final Domain domain;

  CollisionRules(Certificate certificate) {
    this.subject = certificate.subject();
    this.domain = certificate.domain();
  }

  void check(Proof.OfCollision proof) throws Rejection {
    if (proof instanceof Proof.CollisionPair pair) {
      collisionPair(pair);
    } else if (proof instanceof Proof.FewActiveRows few) {
      fewActiveRows(few);
    } else if (proof instanceof Proof.NarrowCut narrow) {
      narrowCut(narrow.nodes());
    } else if (proof instanceof Proof.RankDeficientCell cell) {
      new RankDeficientRule(subject, domain).check(cell);
    } else {
      throw new Rejection("proof", "unknown rule");
    }
  }

  private void collisionPair(Proof.CollisionPair pair) throws Rejection {
    DomainTest.require(domain, pair.x(), false, "first point");
    DomainTest.require(domain, pair.y(), false, "second point");
    Rejection.unless(
        !pair.x().coordinates().equals(pair.y().coordinates()), "points", "are the same");
    new EqualValues(subject, pair.x(), pair.y()).requireEqualOutputs();
  }

  private void fewActiveRows(Proof.FewActiveRows few) throws Rejection {
    String where = "node " + few.node();
    Rejection.unless(
        few.node() >= 0 && few.node() < subject.nodes().size(), where, "is no node of the subject");
    Rejection.unless(
        subject.nodes().get(few.node()) instanceof Node.Rectifier rectifier && rectifier.isRelu(),
        where,
        "is not a ReLU");
    DomainTest.require(domain, few.x(), true, "point");
    requireBottleneck(Set.of(few.node()), where);
    int source = subject.nodes().get(few.node()).sources().get(0);
    ExactVector z = new Evaluation(subject, few.x(), "point").value(source);
    int active = 0;
    for (int i = 0; i < z.size(); i++) {
      active += z.signum(i) >= 0 ? 1 : 0;
    }
    Rejection.unless(
        active < subject.inputSize(),
        where,
        "has %d pre-activations that are not negative; fewer than %d are required",
        active,
        subject.inputSize());
  }

  private void narrowCut(Indices nodes) throws Rejection {
    Set<Integer> cut = new HashSet<>();
    long values = 0;
    for (int i = 0; i < nodes.size(); i++) {
      int k = nodes.get(i);
      Rejection.unless(
          k >= 0 && k < subject.nodes().size() && cut.add(k), "cut", "repeats or lacks node %d", k);
      values += subject.nodes().get(k).size();
    }
    Rejection.unless(
        values < subject.inputSize(),
        "cut",
        "has %d values; fewer than %d are required",
        values,
        subject.inputSize());
    requireBottleneck(cut, "cut");
    requireContinuous(cut);
  }

  /** Every node but an opaque one is a continuous function of its sources. */
  private void requireContinuous(Set<Integer> cut) throws Rejection {
    boolean[] needed = new boolean[subject.nodes().size()];
    for (int k = needed.length - 1; k >= 0; k--) {
      Node node = subject.nodes().get(k);
      needed[k] |= cut.contains(k);
      if (needed[k]) {
        Rejection.unless(
            !(node instanceof Node.Opaque), "cut", "depends on node %d, which may jump", k);
        for (int s = 0; s < node.sources().size(); s++) {
          needed[node.sources().get(s)] = true;
        }
      }
    }
  }

  /** Requires that no output reads an input other than through the nodes of {@code neck}. */
  private void requireBottleneck(Set<Integer> neck, String where) throws Rejection {
    boolean[] around = new boolean[subject.nodes().size()];
    for (int k = 0; k < around.length; k++) {
      Node node = subject.nodes().get(k);
      around[k] = !neck.contains(k) && (node instanceof Node.Input || readsAny(node, around));
    }
    List<Integer> outputs = new ArrayList<>();
    for (int i = 0; i < subject.outputs().size(); i++) {
      if (around[subject.outputs().get(i)]) {
        outputs.add(i);
      }
    }
    Rejection.unless(outputs.isEmpty(), where, "is bypassed on the way to outputs %s", outputs);
  }

  private static boolean readsAny(Node node, boolean[] marked) {
    for (int s = 0; s < node.sources().size(); s++) {
      if (marked[node.sources().get(s)]) {
        return true;
      }
    }
    return false;
  }
}
