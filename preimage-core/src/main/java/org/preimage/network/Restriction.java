package org.preimage.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Weights;

/**
 * The part of a network that some of its output values depend on: the nodes written down again for
 * the {@link NeededValues}. Weights are copied, never recomputed, so the function is the same.
 */
final class Restriction {
  private final Network network;
  private final List<Node> nodes;
  private final NeededValues needed;
  private final int[] number;
  private final int[][] held;
  private final NetworkBuilder builder = new NetworkBuilder();

  private Restriction(Network network, NeededValues needed) {
    this.network = network;
    this.nodes = network.subject().nodes();
    this.needed = needed;
    this.number = new int[nodes.size()];
    this.held = new int[nodes.size()][];
  }

  /**
   * The network whose only output is a list of values of the given one's outputs.
   *
   * @param chosen positions in the concatenated outputs, in any order, repeated or not
   */
  static Network of(Network network, int[] chosen) {
    List<Node> nodes = network.subject().nodes();
    int[] ends = network.subject().outputs().toArray();
    BitSet[] wanted = new BitSet[nodes.size()];
    Arrays.setAll(wanted, k -> new BitSet());
    for (int position : chosen) {
      int rest = position;
      int end = 0;
      while (rest >= nodes.get(ends[end]).size()) {
        rest -= nodes.get(ends[end++]).size();
      }
      wanted[ends[end]].set(rest);
    }
    Restriction restriction = new Restriction(network, new NeededValues(nodes, wanted));
    restriction.write();
    int last = restriction.read(ends, chosen);
    restriction.builder.output(last, new TensorInfo("observed", Indices.of(chosen.length)));
    network.assumptions().forEach(restriction.builder::assume);
    return restriction.builder.build(network.name(), "-");
  }

  private void write() {
    int inputs = 0;
    for (int k = 0; k < nodes.size(); k++) {
      held[k] = needed.of(k);
      if (nodes.get(k) instanceof Node.Input) {
        number[k] = builder.input(network.inputs().get(inputs++));
      } else if (held[k].length > 0) {
        number[k] = written(k, nodes.get(k));
      }
    }
  }

  private int written(int k, Node node) {
    String label = network.label(k);
    Indices shape = held[k].length == node.size() ? network.shape(k) : Indices.of(held[k].length);
    if (node instanceof Node.OneToOne n) {
      int source = read(n.source(), held[k]);
      return builder.add(source, network.elementwiseFunction(k).orElseThrow(), label, shape);
    } else if (node instanceof Node.Opaque n) {
      Indices sources =
          Indices.of(Arrays.stream(n.sources().toArray()).map(s -> number[s]).toArray());
      return builder.add(sources, n.size(), network.opaqueFunction(k).orElseThrow(), label, shape);
    }
    return needed
        .cropping(k)
        .map(c -> builder.add(cropped(c, node), label, c.outputShape()))
        .orElseGet(() -> builder.add(part(k, node), label, shape));
  }

  private Node cropped(Cropping cropping, Node node) {
    ConvolutionGeometry g = Cropping.geometry(node);
    return cropping.cropped(read(node.sources().get(0), cropping.source().values(g.inShape())));
  }

  /** The values held of a node without a function of its own. */
  private Node part(int k, Node node) {
    int[] rows = held[k];
    int first = node.sources().get(0);
    if (node instanceof Node.Affine n) {
      Weights weights = chosen(n.weights(), rows, n.inputs());
      return new Node.Affine(number[first], weights, chosen(n.bias(), rows, 1));
    } else if (node instanceof Node.Rectifier n) {
      return new Node.Rectifier(read(first, rows), rows.length, shared(n.slopes(), rows));
    } else if (node instanceof Node.Clip n) {
      return new Node.Clip(read(first, rows), rows.length, n.lower(), n.upper());
    } else if (node instanceof Node.Scale n) {
      int source = read(first, rows);
      return new Node.Scale(source, rows.length, shared(n.scale(), rows), shared(n.shift(), rows));
    } else if (node instanceof Node.Sum n) {
      int[] sources = Arrays.stream(n.sources().toArray()).map(s -> read(s, rows)).toArray();
      return new Node.Sum(Indices.of(sources), rows.length);
    } else if (node instanceof Node.Select n) {
      return selection(n.sources().toArray(), chosen(n.index(), rows));
    } else if (node instanceof Node.Maximum n) {
      return new Node.Maximum(number[first], windows(n.windows(), rows, first));
    }
    Node.Mean n = (Node.Mean) node;
    return new Node.Mean(
        number[first], windows(n.windows(), rows, first), Indices.of(chosen(n.divisors(), rows)));
  }

  /** A node that yields the given values of an old node: the new one itself if it holds those. */
  private int read(int old, int[] values) {
    return Arrays.equals(held[old], values) ? number[old] : read(new int[] {old}, values);
  }

  /** The same for positions in the concatenation of several old nodes. */
  private int read(int[] old, int[] positions) {
    if (old.length == 1 && Arrays.equals(held[old[0]], positions)) {
      return number[old[0]];
    }
    return builder.add(
        selection(old, positions), "Selection of values", Indices.of(positions.length));
  }

  private Node.Select selection(int[] old, int[] positions) {
    int[] index = new int[positions.length];
    for (int i = 0; i < index.length; i++) {
      index[i] = moved(old, positions[i]);
    }
    int[] sources =
        Arrays.stream(old).filter(s -> held[s].length > 0).map(s -> number[s]).toArray();
    return new Node.Select(Indices.of(sources), Indices.of(index));
  }

  /** Where a position in the concatenation of old nodes is in that of the new ones. */
  private int moved(int[] old, int position) {
    int before = 0;
    int rest = position;
    for (int s : old) {
      if (rest < nodes.get(s).size()) {
        return rest < 0 ? -1 : before + Arrays.binarySearch(held[s], rest);
      }
      rest -= nodes.get(s).size();
      before += held[s].length;
    }
    throw new AssertionError("A position lies in one of the nodes.");
  }

  private List<Indices> windows(List<Indices> windows, int[] rows, int source) {
    List<Indices> moved = new ArrayList<>();
    for (int row : rows) {
      int[] window = windows.get(row).toArray();
      Arrays.setAll(window, i -> Arrays.binarySearch(held[source], window[i]));
      moved.add(Indices.of(window));
    }
    return moved;
  }

  private static int[] chosen(Indices all, int[] rows) {
    return Arrays.stream(rows).map(all::get).toArray();
  }

  private static Weights shared(Weights all, int[] rows) {
    return all.size() == 1 ? all : chosen(all, rows, 1);
  }

  private static Weights chosen(Weights all, int[] rows, int width) {
    if (rows.length * width == all.size()) {
      return all;
    }
    double[] kept = new double[rows.length * width];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = all.get(rows[i / width] * width + i % width);
    }
    return Weights.of(kept);
  }
}
