package org.preimage.cli;

import java.util.OptionalInt;
import org.preimage.certificate.Node;
import org.preimage.certificate.Subject;

/**
 * An affine node with the activation that alone reads it: what the decision calls a layer.
 *
 * @param index counted from 1
 * @param node number of the affine node
 * @param activation number of the activation node, if there is one
 * @param kind such as "Dense + ReLU"
 * @param inputs n
 * @param outputs m
 */
record Stage(int index, int node, OptionalInt activation, String kind, int inputs, int outputs) {
  double expansivity() {
    return (double) outputs / inputs;
  }

  /** What the decision will look at first, in a few words. */
  String outlook(Subject subject) {
    if (outputs < inputs) {
      return "narrows: not one-to-one on any domain with interior";
    }
    if (!losesNegatives(subject)) {
      return "rank: the activation is one-to-one";
    }
    if (outputs < 2 * inputs && readsInput(subject)) {
      return "fewer than 2n rows: not one-to-one on R^n";
    }
    return "opposite rows and blocks, falsification, cell tree";
  }

  private boolean losesNegatives(Subject subject) {
    if (activation.isEmpty()) {
      return false;
    }
    Node node = subject.nodes().get(activation.getAsInt());
    if (node instanceof Node.Rectifier rectifier) {
      for (int i = 0; i < rectifier.slopes().size(); i++) {
        if (rectifier.slopes().get(i) <= 0) {
          return true;
        }
      }
      return false;
    }
    return node instanceof Node.Clip;
  }

  private boolean readsInput(Subject subject) {
    return subject.nodes().get(subject.nodes().get(node).sources().get(0)) instanceof Node.Input;
  }
}
