package org.preimage.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Subject;

/**
 * Collects nodes in topological order and builds a {@link Network} from those that an output needs.
 * Node numbers handed out by this class are provisional: {@link #build} renumbers.
 */
public final class NetworkBuilder {
  private final List<Node> nodes = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();
  private final List<Indices> shapes = new ArrayList<>();
  private final Map<Integer, ElementwiseFunction> elementwise = new HashMap<>();
  private final Map<Integer, OpaqueFunction> opaque = new HashMap<>();
  private final List<TensorInfo> inputs = new ArrayList<>();
  private final List<TensorInfo> outputs = new ArrayList<>();
  private final List<Integer> outputNodes = new ArrayList<>();
  private final Set<String> assumptions = new LinkedHashSet<>();

  /** Appends an input and returns its number. */
  public int input(TensorInfo info) {
    inputs.add(info);
    return add(new Node.Input(info.size()), "Input '" + info.name() + "'", info.shape());
  }

  /**
   * Appends a node that needs no function.
   *
   * @param shape tensor shape without the batch axis
   * @return the number of the node
   */
  public int add(Node node, String label, Indices shape) {
    nodes.add(node);
    labels.add(label);
    shapes.add(shape);
    return nodes.size() - 1;
  }

  /** Appends a one-to-one node over {@code source} and returns its number. */
  public int add(int source, ElementwiseFunction function, String label, Indices shape) {
    int node = add(new Node.OneToOne(source, node(source).size(), function.name()), label, shape);
    elementwise.put(node, function);
    return node;
  }

  /** Appends an opaque node over {@code sources} and returns its number. */
  public int add(Indices sources, int size, OpaqueFunction function, String label, Indices shape) {
    int node = add(new Node.Opaque(sources, size, function.name()), label, shape);
    opaque.put(node, function);
    return node;
  }

  /** Number of inputs so far. */
  public int inputCount() {
    return inputs.size();
  }

  /** The node with a provisional number. */
  public Node node(int number) {
    return nodes.get(number);
  }

  /** Declares the next output. */
  public void output(int node, TensorInfo info) {
    outputNodes.add(node);
    outputs.add(info);
  }

  /** Adds a sentence about something rounded or reinterpreted; repetitions count once. */
  public void assume(String sentence) {
    assumptions.add(sentence);
  }

  /**
   * The network of the nodes that some output reads, and all inputs.
   *
   * @throws IllegalArgumentException if the nodes do not form a valid subject
   */
  public Network build(String name, String digest) {
    boolean[] live = live();
    int[] number = new int[nodes.size()];
    List<Node> kept = new ArrayList<>();
    List<String> keptLabels = new ArrayList<>();
    List<Indices> keptShapes = new ArrayList<>();
    Map<Integer, ElementwiseFunction> keptElementwise = new HashMap<>();
    Map<Integer, OpaqueFunction> keptOpaque = new HashMap<>();
    for (int k = 0; k < nodes.size(); k++) {
      if (!live[k]) {
        continue;
      }
      number[k] = kept.size();
      ElementwiseFunction f = elementwise.get(k);
      if (f != null) {
        keptElementwise.put(number[k], f);
      }
      OpaqueFunction g = opaque.get(k);
      if (g != null) {
        keptOpaque.put(number[k], g);
      }
      kept.add(Renumbering.apply(nodes.get(k), number));
      keptLabels.add(labels.get(k));
      keptShapes.add(shapes.get(k));
    }
    Indices ends = Indices.of(outputNodes.stream().mapToInt(k -> number[k]).toArray());
    return new Network(
        name,
        digest,
        new Subject(kept, ends),
        inputs,
        outputs,
        keptLabels,
        keptShapes,
        List.copyOf(assumptions),
        new Functions(keptElementwise, keptOpaque));
  }

  private boolean[] live() {
    boolean[] live = new boolean[nodes.size()];
    outputNodes.forEach(k -> live[k] = true);
    for (int k = nodes.size() - 1; k >= 0; k--) {
      live[k] |= nodes.get(k) instanceof Node.Input;
      for (int s = 0; live[k] && s < nodes.get(k).sources().size(); s++) {
        live[nodes.get(k).sources().get(s)] = true;
      }
    }
    return live;
  }
}
