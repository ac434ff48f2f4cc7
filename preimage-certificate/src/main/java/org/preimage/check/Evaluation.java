package org.preimage.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.preimage.certificate.Node;
import org.preimage.certificate.Point;
import org.preimage.certificate.Subject;

/** Exact node values at one point, computed when asked for. */
final class Evaluation {
  private final Subject subject;
  private final Point point;
  private final int[] inputOffset;
  private final ExactVector[] values;

  /**
   * @throws Rejection if the point has not one coordinate for each input
   */
  Evaluation(Subject subject, Point point, String where) throws Rejection {
    Rejection.unless(
        point.size() == subject.inputSize(),
        where,
        "has %d coordinates where the subject has %d",
        point.size(),
        subject.inputSize());
    this.subject = subject;
    this.point = point;
    this.inputOffset = inputOffsets(subject);
    this.values = new ExactVector[subject.nodes().size()];
  }

  /** For each input node, the number of domain coordinates before it. */
  static int[] inputOffsets(Subject subject) {
    int[] offsets = new int[subject.nodes().size()];
    int next = 0;
    for (int k = 0; k < offsets.length; k++) {
      offsets[k] = next;
      if (subject.nodes().get(k) instanceof Node.Input) {
        next += subject.nodes().get(k).size();
      }
    }
    return offsets;
  }

  /** Marks the nodes on which some output depends. */
  static boolean[] ancestors(Subject subject) {
    boolean[] needed = new boolean[subject.nodes().size()];
    for (int i = 0; i < subject.outputs().size(); i++) {
      needed[subject.outputs().get(i)] = true;
    }
    for (int k = needed.length - 1; k >= 0; k--) {
      Node node = subject.nodes().get(k);
      for (int s = 0; needed[k] && s < node.sources().size(); s++) {
        needed[node.sources().get(s)] = true;
      }
    }
    return needed;
  }

  /** The value of node {@code k}. */
  ExactVector value(int k) throws Rejection {
    // An explicit stack: a chain of nodes may be longer than the call stack.
    Deque<Integer> stack = new ArrayDeque<>();
    stack.push(k);
    while (!stack.isEmpty()) {
      int top = stack.peek();
      if (!isKnown(top) && !pushUnknownSources(top, stack)) {
        values[top] = compute(top);
      }
      if (isKnown(top)) {
        stack.pop();
      }
    }
    return values[k];
  }

  /** The values of the sources of node {@code k}. */
  List<ExactVector> sources(int k) throws Rejection {
    List<ExactVector> sources = new ArrayList<>();
    Node node = subject.nodes().get(k);
    for (int s = 0; s < node.sources().size(); s++) {
      sources.add(value(node.sources().get(s)));
    }
    return sources;
  }

  private boolean isKnown(int k) {
    return values[k] != null;
  }

  private boolean pushUnknownSources(int k, Deque<Integer> stack) throws Rejection {
    Node node = subject.nodes().get(k);
    if (node instanceof Node.OneToOne || node instanceof Node.Opaque) {
      throw new Rejection("node " + k, "cannot be evaluated: " + NodeArithmetic.kind(node));
    }
    boolean pushed = false;
    for (int s = 0; s < node.sources().size(); s++) {
      if (!isKnown(node.sources().get(s))) {
        stack.push(node.sources().get(s));
        pushed = true;
      }
    }
    return pushed;
  }

  private ExactVector compute(int k) throws Rejection {
    Node node = subject.nodes().get(k);
    if (node instanceof Node.Input) {
      int start = inputOffset[k];
      return ExactVector.of(point.coordinates().subList(start, start + node.size()));
    }
    List<ExactVector> sources = new ArrayList<>();
    for (int s = 0; s < node.sources().size(); s++) {
      sources.add(values[node.sources().get(s)]);
    }
    return NodeArithmetic.value(k, node, sources);
  }
}
