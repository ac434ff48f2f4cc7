package org.preimage.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.preimage.certificate.Node;
import org.preimage.certificate.Subject;

/** Finds the stages of a network. */
final class Stages {
  private Stages() {}

  /** In node order. */
  static List<Stage> of(Subject subject) {
    List<Stage> stages = new ArrayList<>();
    List<Node> nodes = subject.nodes();
    for (int k = 0; k < nodes.size(); k++) {
      if (isAffine(nodes.get(k))) {
        stages.add(stage(subject, k, stages.size() + 1));
      }
    }
    return List.copyOf(stages);
  }

  private static boolean isAffine(Node node) {
    return node instanceof Node.Affine
        || node instanceof Node.Convolution
        || node instanceof Node.TransposedConvolution;
  }

  private static Stage stage(Subject subject, int k, int index) {
    Node node = subject.nodes().get(k);
    OptionalInt activation = activation(subject, k);
    String kind = NodeText.kind(node);
    if (activation.isPresent()) {
      kind += " + " + NodeText.kind(subject.nodes().get(activation.getAsInt()));
    }
    int inputs = subject.nodes().get(node.sources().get(0)).size();
    return new Stage(index, k, activation, kind, inputs, node.size());
  }

  private static OptionalInt activation(Subject subject, int k) {
    List<Integer> readers = readers(subject, k);
    if (readers.size() != 1 || isOutput(subject, k)) {
      return OptionalInt.empty();
    }
    Node reader = subject.nodes().get(readers.get(0));
    return reader instanceof Node.Rectifier
            || reader instanceof Node.Clip
            || reader instanceof Node.OneToOne
        ? OptionalInt.of(readers.get(0))
        : OptionalInt.empty();
  }

  private static List<Integer> readers(Subject subject, int k) {
    List<Integer> readers = new ArrayList<>();
    for (int r = k + 1; r < subject.nodes().size(); r++) {
      for (int source : subject.nodes().get(r).sources().toArray()) {
        if (source == k) {
          readers.add(r);
        }
      }
    }
    return readers;
  }

  private static boolean isOutput(Subject subject, int k) {
    for (int output : subject.outputs().toArray()) {
      if (output == k) {
        return true;
      }
    }
    return false;
  }
}
