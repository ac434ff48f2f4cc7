package org.preimage.cli;

import java.util.Optional;
import java.util.OptionalInt;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Subject;
import org.preimage.network.Renumbering;

/**
 * Compares the function in a certificate with the network in a model file. A certificate may
 * replace nodes whose details its proof does not need by opaque ones of the same size that read the
 * same nodes.
 */
final class SubjectMatch {
  private SubjectMatch() {}

  /**
   * Looks for the first disagreement, node by node.
   *
   * @return where and why they differ; empty when they agree
   */
  static Optional<String> difference(Subject claimed, Subject model) {
    if (isObservation(claimed, model)) {
      Subject below =
          new Subject(claimed.nodes().subList(0, model.nodes().size()), model.outputs());
      return difference(below, model);
    }
    if (claimed.nodes().size() != model.nodes().size()) {
      return layer(claimed, model).isPresent()
          ? Optional.empty()
          : Optional.of(
              "the certificate has %d nodes and the model %d, and it is none of the model's layers"
                  .formatted(claimed.nodes().size(), model.nodes().size()));
    }
    if (!claimed.outputs().equals(model.outputs())) {
      return Optional.of(
          "the certificate's outputs are nodes %s and the model's %s"
              .formatted(claimed.outputs(), model.outputs()));
    }
    for (int k = 0; k < claimed.nodes().size(); k++) {
      Node of = claimed.nodes().get(k);
      Node expected = model.nodes().get(k);
      if (!agree(of, expected)) {
        return Optional.of(
            "node %d is %s of size %d in the certificate and %s of size %d in the model, or differs in its weights"
                .formatted(
                    k, NodeText.kind(of), of.size(), NodeText.kind(expected), expected.size()));
      }
    }
    return Optional.empty();
  }

  /**
   * Whether the claim is about some of the model's output values: its nodes, then a selection from
   * its outputs, or some function of them where a collision before does not need to know.
   */
  static boolean isObservation(Subject claimed, Subject model) {
    int last = model.nodes().size();
    if (claimed.nodes().size() != last + 1 || !claimed.outputs().equals(Indices.of(last))) {
      return false;
    }
    Node top = claimed.nodes().get(last);
    return (top instanceof Node.Select || top instanceof Node.Opaque)
        && top.sources().equals(model.outputs());
  }

  private static boolean agree(Node claimed, Node model) {
    return claimed.equals(model)
        || (claimed instanceof Node.Opaque
            && !(model instanceof Node.Input)
            && claimed.size() == model.size()
            && claimed.sources().equals(model.sources()));
  }

  /** Input, then nodes that each read the one before, the last being the only output. */
  private static boolean isChain(Subject subject) {
    int last = subject.nodes().size() - 1;
    if (last < 1 || !(subject.nodes().get(0) instanceof Node.Input)) {
      return false;
    }
    for (int k = 1; k <= last; k++) {
      if (!subject.nodes().get(k).sources().equals(Indices.of(k - 1))
          || subject.nodes().get(k) instanceof Node.Opaque) {
        return false;
      }
    }
    return subject.outputs().equals(Indices.of(last));
  }

  /**
   * The model's node where the one layer starts that the certificate is about; empty when it is
   * about the whole model.
   */
  static OptionalInt layer(Subject claimed, Subject model) {
    boolean part = claimed.nodes().size() != model.nodes().size() && isChain(claimed);
    for (int k = 0; part && k < model.nodes().size(); k++) {
      if (startsAt(k, claimed, model)) {
        return OptionalInt.of(k);
      }
    }
    return OptionalInt.empty();
  }

  private static boolean startsAt(int k, Subject chain, Subject model) {
    int at = k;
    for (int c = 1; c < chain.nodes().size(); c++) {
      at = c == 1 ? at : readerLike(chain.nodes().get(c), at, model);
      if (at < 0 || !sameButSource(chain.nodes().get(c), model.nodes().get(at))) {
        return false;
      }
    }
    return model.nodes().get(model.nodes().get(k).sources().get(0)).size()
        == chain.nodes().get(0).size();
  }

  private static int readerLike(Node wanted, int source, Subject model) {
    for (int r = source + 1; r < model.nodes().size(); r++) {
      Node reader = model.nodes().get(r);
      if (reader.sources().equals(Indices.of(source)) && sameButSource(wanted, reader)) {
        return r;
      }
    }
    return -1;
  }

  private static boolean sameButSource(Node one, Node other) {
    if (other.sources().size() != 1) {
      return false;
    }
    int[] number = new int[other.sources().get(0) + 1];
    number[other.sources().get(0)] = one.sources().get(0);
    return one.equals(Renumbering.apply(other, number));
  }
}
