package org.preimage.check;

import java.util.BitSet;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Point;
import org.preimage.certificate.Subject;

/**
 * Shows that a network has equal outputs at two points. Equal arguments give equal values, whatever
 * the function: what follows an agreement is not evaluated, so a collision in the first layer costs
 * the first layer only, and functions that cannot be evaluated may follow. Values on which no
 * output depends do not matter.
 */
final class EqualValues {
  private final Subject subject;
  private final Evaluation atX;
  private final Evaluation atY;
  private final BitSet[] needed;
  private final BitSet[] equal;

  EqualValues(Subject subject, Point x, Point y) throws Rejection {
    this.subject = subject;
    this.atX = new Evaluation(subject, x, "first point");
    this.atY = new Evaluation(subject, y, "second point");
    BitSet[] outputs = new BitSet[subject.nodes().size()];
    java.util.Arrays.setAll(outputs, k -> new BitSet());
    for (int i = 0; i < subject.outputs().size(); i++) {
      int k = subject.outputs().get(i);
      outputs[k].set(0, subject.nodes().get(k).size());
    }
    this.needed = ReceptiveField.of(subject, outputs);
    this.equal = new BitSet[needed.length];
  }

  void requireEqualOutputs() throws Rejection {
    for (int k = 0; k < equal.length; k++) {
      equal[k] = needed[k].isEmpty() ? new BitSet() : equalEntries(k, subject.nodes().get(k));
    }
    for (int i = 0; i < subject.outputs().size(); i++) {
      int k = subject.outputs().get(i);
      Rejection.unless(isSettled(k), "output " + i, "differs between the points (node %d)", k);
    }
  }

  private boolean isSettled(int k) {
    return contains(equal[k], needed[k]);
  }

  private static boolean contains(BitSet all, BitSet part) {
    BitSet rest = (BitSet) part.clone();
    rest.andNot(all);
    return rest.isEmpty();
  }

  private BitSet equalEntries(int k, Node node) throws Rejection {
    boolean settled = !(node instanceof Node.Input);
    for (int s = 0; s < node.sources().size(); s++) {
      settled &= isSettled(node.sources().get(s));
    }
    if (settled) {
      return needed[k];
    }
    if (node instanceof Node.Select select) {
      return selected(select);
    }
    if (node instanceof Node.OneToOne oneToOne) {
      // Where its arguments differ, so does its value.
      return equal[oneToOne.source()];
    }
    return atX.value(k).placesEqualTo(atY.value(k));
  }

  private BitSet selected(Node.Select select) {
    BitSet all = new BitSet();
    int start = 0;
    for (int s = 0; s < select.sources().size(); s++) {
      int source = select.sources().get(s);
      int offset = start;
      equal[source].stream().forEach(i -> all.set(offset + i));
      start += subject.nodes().get(source).size();
    }
    BitSet chosen = new BitSet();
    Indices index = select.index();
    for (int j = 0; j < index.size(); j++) {
      chosen.set(j, index.get(j) < 0 || all.get(index.get(j)));
    }
    return chosen;
  }
}
