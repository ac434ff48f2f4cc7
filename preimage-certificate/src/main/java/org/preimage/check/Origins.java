package org.preimage.check;

import java.util.Arrays;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Ends;
import org.preimage.certificate.Node;
import org.preimage.certificate.Subject;

/** Follows values through selections back to the node that computed them. */
final class Origins {
  /** The origin of a constant zero. */
  private static final long ZERO = -1;

  private final Subject subject;
  private final Domain domain;
  private final int[] inputOffset;
  private final long[][] origins;

  Origins(Subject subject, Domain domain) {
    this.subject = subject;
    this.domain = domain;
    this.inputOffset = Evaluation.inputOffsets(subject);
    this.origins = new long[subject.nodes().size()][];
    for (int k = 0; k < origins.length; k++) {
      if (subject.nodes().get(k) instanceof Node.Select select) {
        origins[k] = resolve(select);
      }
    }
  }

  /** Whether selection {@code k} holds every coordinate of a marked node, or of every input. */
  boolean holdsAll(int k, boolean[] marked) {
    long[] held = Arrays.stream(origins[k]).filter(o -> o != ZERO).sorted().distinct().toArray();
    long inputs = 0;
    int start = 0;
    for (int i = 0; i < held.length; i++) {
      int node = (int) (held[i] >> 32);
      if (i + 1 == held.length || (int) (held[i + 1] >> 32) != node) {
        int count = i + 1 - start;
        if (marked[node] && count == subject.nodes().get(node).size()) {
          return true;
        }
        inputs += subject.nodes().get(node) instanceof Node.Input ? count : 0;
        start = i + 1;
      }
    }
    return inputs == subject.inputSize();
  }

  /** A box, or the claim's domain, that holds every value of node {@code k}. */
  Domain range(int k) {
    Node node = subject.nodes().get(k);
    if (node instanceof Node.Input && node.size() == subject.inputSize()) {
      return domain;
    }
    double[] lower = new double[node.size()];
    double[] upper = new double[node.size()];
    for (int j = 0; j < lower.length; j++) {
      long origin = node instanceof Node.Select ? origins[k][j] : pack(k, j);
      lower[j] = end(origin, false);
      upper[j] = end(origin, true);
    }
    return new Domain.Box(Ends.of(lower), Ends.of(upper));
  }

  private double end(long origin, boolean upper) {
    double none = upper ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    if (origin == ZERO) {
      // A larger range is sound, and a layer's domain needs interior.
      return none;
    }
    Node node = subject.nodes().get((int) (origin >> 32));
    int j = (int) origin;
    if (node instanceof Node.Rectifier rectifier) {
      return !upper && rectifier.slopes().shared(j) == 0 ? 0 : none;
    }
    if (node instanceof Node.Input) {
      return inputEnd(inputOffset[(int) (origin >> 32)] + j, upper);
    }
    return none;
  }

  private double inputEnd(int coordinate, boolean upper) {
    if (domain instanceof Domain.Ball ball) {
      return upper ? ball.radius() : -ball.radius();
    }
    Domain.Box box = (Domain.Box) domain;
    return upper ? box.upper().get(coordinate) : box.lower().get(coordinate);
  }

  private long[] resolve(Node.Select select) {
    int sources = select.sources().size();
    int[] end = new int[sources];
    int total = 0;
    for (int s = 0; s < sources; s++) {
      total += subject.nodes().get(select.sources().get(s)).size();
      end[s] = total;
    }
    long[] resolved = new long[select.size()];
    for (int j = 0; j < resolved.length; j++) {
      int at = select.index().get(j);
      resolved[j] = at < 0 ? ZERO : origin(select, end, at);
    }
    return resolved;
  }

  private long origin(Node.Select select, int[] end, int at) {
    int s = Arrays.binarySearch(end, at + 1);
    if (s < 0) {
      s = -s - 1;
    }
    // Equal ends belong to empty sources; the first of them is the one that holds the entry.
    while (s > 0 && end[s - 1] > at) {
      s--;
    }
    int source = select.sources().get(s);
    int coordinate = at - (s == 0 ? 0 : end[s - 1]);
    return subject.nodes().get(source) instanceof Node.Select
        ? origins[source][coordinate]
        : pack(source, coordinate);
  }

  private static long pack(int node, int coordinate) {
    return (long) node << 32 | coordinate;
  }
}
