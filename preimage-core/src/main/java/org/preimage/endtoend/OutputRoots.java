package org.preimage.endtoend;

import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Subject;

/**
 * For each output value of a network, the entry it is a one-to-one function of, as far back as
 * possible: behind a final tanh or sigmoid, positive slopes, factors and selections. Equal outputs
 * are equal roots.
 */
public final class OutputRoots {
  private final Subject subject;
  private final int[] node;
  private final int[] entry;

  private OutputRoots(Subject subject, int size) {
    this.subject = subject;
    this.node = new int[size];
    this.entry = new int[size];
  }

  /** The roots of all output values, in the order of the outputs. */
  public static OutputRoots of(Subject subject) {
    Indices outputs = subject.outputs();
    int size = 0;
    for (int o = 0; o < outputs.size(); o++) {
      size += subject.nodes().get(outputs.get(o)).size();
    }
    OutputRoots roots = new OutputRoots(subject, size);
    int place = 0;
    for (int o = 0; o < outputs.size(); o++) {
      for (int i = 0; i < subject.nodes().get(outputs.get(o)).size(); i++) {
        roots.trace(place++, outputs.get(o), i);
      }
    }
    return roots;
  }

  /** Number of output values. */
  public int size() {
    return node.length;
  }

  /** The node of the root of an output value. */
  public int node(int place) {
    return node[place];
  }

  /** The entry of that node. */
  public int entry(int place) {
    return entry[place];
  }

  private void trace(int place, int output, int position) {
    node[place] = output;
    entry[place] = position;
    while (isOneToOne(subject.nodes().get(node[place]), entry[place])) {
      stepBack(place);
    }
  }

  private static boolean isOneToOne(Node node, int i) {
    return node instanceof Node.OneToOne
        || (node instanceof Node.Scale scale && scale.scale().shared(i) != 0)
        || (node instanceof Node.Rectifier rectifier && rectifier.slopes().shared(i) > 0)
        || (node instanceof Node.Select select && select.index().get(i) >= 0);
  }

  private void stepBack(int place) {
    Node current = subject.nodes().get(node[place]);
    int rest = entry[place];
    int source = 0;
    if (current instanceof Node.Select select) {
      rest = select.index().get(rest);
      while (rest >= size(select.sources().get(source))) {
        rest -= size(select.sources().get(source++));
      }
    }
    node[place] = current.sources().get(source);
    entry[place] = rest;
  }

  private int size(int k) {
    return subject.nodes().get(k).size();
  }
}
