package org.preimage.endtoend;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.preimage.certificate.Subject;

/**
 * A list of values inside a network.
 *
 * @param node for each the number of its node
 * @param entry for each its place in that node
 */
@SuppressWarnings("ArrayRecordComponent") // made fresh, read in this package only
record Entries(int[] node, int[] entry) {
  /** All values of one node. */
  static Entries of(Subject subject, int k) {
    int size = subject.nodes().get(k).size();
    int[] node = new int[size];
    Arrays.fill(node, k);
    return new Entries(node, IntStream.range(0, size).toArray());
  }

  /** What the outputs are one-to-one functions of. */
  static Entries roots(Subject subject) {
    OutputRoots roots = OutputRoots.of(subject);
    return new Entries(
        IntStream.range(0, roots.size()).map(roots::node).toArray(),
        IntStream.range(0, roots.size()).map(roots::entry).toArray());
  }

  int size() {
    return node.length;
  }

  int lastNode() {
    return Arrays.stream(node).max().orElse(0);
  }

  Entries only(int[] places) {
    return new Entries(
        Arrays.stream(places).map(i -> node[i]).toArray(),
        Arrays.stream(places).map(i -> entry[i]).toArray());
  }
}
