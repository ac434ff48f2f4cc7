package org.preimage.endtoend;

import java.util.ArrayList;
import java.util.List;
import org.preimage.certificate.Node;
import org.preimage.certificate.Subject;

/**
 * ReLU nodes through which every output depends on the input, with nothing before them that cannot
 * be evaluated exactly. If fewer than n units of such a node are active somewhere, the network is
 * not injective.
 */
public final class Cuts {
  private Cuts() {}

  /** Their node numbers, ascending. */
  public static List<Integer> of(Subject subject) {
    List<Integer> cuts = new ArrayList<>();
    for (int k = 0; k < subject.nodes().size(); k++) {
      if (subject.nodes().get(k) instanceof Node.Rectifier rectifier
          && rectifier.isRelu()
          && isEvaluable(subject, k)
          && separates(subject, k)) {
        cuts.add(k);
      }
    }
    return cuts;
  }

  private static boolean isEvaluable(Subject subject, int node) {
    boolean[] needed = new boolean[subject.nodes().size()];
    needed[node] = true;
    for (int k = node; k >= 0; k--) {
      if (needed[k]) {
        Node current = subject.nodes().get(k);
        if (current instanceof Node.Opaque || current instanceof Node.OneToOne) {
          return false;
        }
        for (int s = 0; s < current.sources().size(); s++) {
          needed[current.sources().get(s)] = true;
        }
      }
    }
    return true;
  }

  /** Whether every output depends on the input only through the node. */
  public static boolean separates(Subject subject, int cut) {
    boolean[] reached = new boolean[subject.nodes().size()];
    for (int k = 0; k < reached.length; k++) {
      Node node = subject.nodes().get(k);
      reached[k] = node instanceof Node.Input;
      for (int s = 0; s < node.sources().size(); s++) {
        reached[k] |= reached[node.sources().get(s)];
      }
      if (k == cut) {
        reached[k] = false;
      }
    }
    for (int i = 0; i < subject.outputs().size(); i++) {
      if (reached[subject.outputs().get(i)]) {
        return false;
      }
    }
    return true;
  }
}
