package org.preimage.spanning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Ends;
import org.preimage.linalg.SparseRows;

/**
 * Splits a layer into blocks that share no input coordinate: after a permutation W is block
 * diagonal. A transposed convolution whose stride equals its kernel is of this kind (Ma, Ayaz,
 * Karaman 2018, Fig. 2).
 */
final class Blocks {
  /**
   * One block.
   *
   * @param columns ascending
   * @param rows ascending; all their non-zero entries are in {@code columns}
   */
  @SuppressWarnings("ArrayRecordComponent") // made fresh, read by this package's kernels only
  record Block(int[] columns, int[] rows) {}

  private Blocks() {}

  /** The connected components of the bipartite graph of rows and columns, by first column. */
  static List<Block> components(SparseRows weights) {
    int n = weights.columns();
    int[] parent = new int[n];
    Arrays.setAll(parent, j -> j);
    for (int i = 0; i < weights.rows(); i++) {
      for (int p = weights.start(i) + 1; p < weights.start(i + 1); p++) {
        union(parent, weights.index(weights.start(i)), weights.index(p));
      }
    }
    int[] blockOf = new int[n];
    Arrays.fill(blockOf, -1);
    int blocks = 0;
    List<List<Integer>> columns = new ArrayList<>();
    List<List<Integer>> rows = new ArrayList<>();
    for (int j = 0; j < n; j++) {
      int root = find(parent, j);
      if (blockOf[root] < 0) {
        blockOf[root] = blocks++;
        columns.add(new ArrayList<>());
        rows.add(new ArrayList<>());
      }
      columns.get(blockOf[root]).add(j);
    }
    for (int i = 0; i < weights.rows(); i++) {
      if (weights.entries(i) > 0) {
        rows.get(blockOf[find(parent, weights.index(weights.start(i)))]).add(i);
      }
    }
    List<Block> result = new ArrayList<>();
    for (int k = 0; k < blocks; k++) {
      result.add(new Block(toArray(columns.get(k)), toArray(rows.get(k))));
    }
    return result;
  }

  /** The part of a domain that concerns some coordinates (a superset of its projection). */
  static Domain project(Domain domain, int[] columns) {
    if (domain instanceof Domain.Ball ball) {
      return new Domain.Ball(columns.length, ball.radius());
    }
    Domain.Box box = (Domain.Box) domain;
    double[] lower = new double[columns.length];
    double[] upper = new double[columns.length];
    for (int k = 0; k < columns.length; k++) {
      lower[k] = box.lower().get(columns[k]);
      upper[k] = box.upper().get(columns[k]);
    }
    return new Domain.Box(Ends.of(lower), Ends.of(upper));
  }

  private static int[] toArray(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int find(int[] parent, int j) {
    int root = j;
    while (parent[root] != root) {
      root = parent[root];
    }
    for (int k = j; parent[k] != root; ) {
      int next = parent[k];
      parent[k] = root;
      k = next;
    }
    return root;
  }

  private static void union(int[] parent, int a, int b) {
    parent[find(parent, a)] = find(parent, b);
  }
}
