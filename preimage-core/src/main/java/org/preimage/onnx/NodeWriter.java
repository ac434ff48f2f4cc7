package org.preimage.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Weights;
import org.preimage.network.Network;

/**
 * Writes nodes as operators. Every node has one tensor; other shapes of it are made on demand and
 * remembered. The batch is axis 0 throughout.
 */
final class NodeWriter {
  private final Network network;
  private final GraphWriter graph;
  private final Map<Integer, Map<Indices, String>> forms = new HashMap<>();

  NodeWriter(Network network, GraphWriter graph) {
    this.network = network;
    this.graph = graph;
  }

  /** Records the tensor of a node, which has the shape behind its batch axis. */
  void define(int node, String tensor, Indices shape) {
    forms.computeIfAbsent(node, k -> new HashMap<>()).put(shape, tensor);
  }

  /** The tensor of a node in a shape. */
  String as(int node, Indices shape) {
    Map<Indices, String> known = forms.getOrDefault(node, Map.of());
    String tensor = known.get(shape);
    if (tensor == null) {
      String from = known.values().iterator().next();
      tensor = reshape(from, shape);
      define(node, tensor, shape);
    }
    return tensor;
  }

  private String reshape(String tensor, Indices shape) {
    int[] extents = new int[shape.size() + 1];
    System.arraycopy(shape.toArray(), 0, extents, 1, shape.size());
    return graph.operator("Reshape", List.of(tensor, graph.integers(extents)));
  }

  String flat(int node) {
    return as(node, Indices.of(network.subject().nodes().get(node).size()));
  }

  void write(int k) {
    Node node = network.subject().nodes().get(k);
    if (node instanceof Node.Convolution n) {
      convolution(k, n);
    } else if (node instanceof Node.TransposedConvolution n) {
      transposed(k, n);
    } else if (node instanceof Node.Opaque n) {
      FunctionWriter.opaque(graph, this, n, k, network.opaqueFunction(k).orElseThrow());
    } else {
      define(k, flatResult(k, node), Indices.of(node.size()));
    }
  }

  private String flatResult(int k, Node node) {
    if (node instanceof Node.Affine n) {
      return affine(n);
    } else if (node instanceof Node.Rectifier n) {
      return rectifier(n);
    } else if (node instanceof Node.Clip n) {
      return clip(n);
    } else if (node instanceof Node.OneToOne n) {
      return FunctionWriter.oneToOne(
          graph, flat(n.source()), network.elementwiseFunction(k).orElseThrow());
    } else if (node instanceof Node.Scale n) {
      return scale(n);
    } else if (node instanceof Node.Sum n) {
      return graph.operator(
          "Sum", Arrays.stream(n.sources().toArray()).mapToObj(this::flat).toList());
    } else if (node instanceof Node.Select n) {
      return select(n.sources(), n.index().toArray());
    } else if (node instanceof Node.Maximum n) {
      return maximum(n);
    } else if (node instanceof Node.Mean n) {
      return mean(n);
    }
    throw new IllegalArgumentException(
        "Writing requires a node kind it knows but received "
            + node.getClass().getSimpleName()
            + ".");
  }

  private String affine(Node.Affine n) {
    String w = graph.reals(n.weights().toArray(), n.size(), n.inputs());
    String b = graph.reals(n.bias().toArray(), n.size());
    return graph.operator(
        "Gemm", List.of(flat(n.source()), w, b), GraphWriter.integer("transB", 1));
  }

  private static Indices shape(int channels, Indices spatial) {
    int[] all = new int[spatial.size() + 1];
    all[0] = channels;
    System.arraycopy(spatial.toArray(), 0, all, 1, spatial.size());
    return Indices.of(all);
  }

  private static int[] kernelShape(int first, int second, ConvolutionGeometry g) {
    int[] all = new int[g.kernelShape().size() + 2];
    all[0] = first;
    all[1] = second;
    System.arraycopy(g.kernelShape().toArray(), 0, all, 2, all.length - 2);
    return all;
  }

  private static int effective(ConvolutionGeometry g, int axis) {
    return (g.kernelShape().get(axis) - 1) * g.dilations().get(axis) + 1;
  }

  private void convolution(int k, Node.Convolution n) {
    ConvolutionGeometry g = n.geometry();
    int[] end = new int[g.inShape().size()];
    for (int a = 0; a < end.length; a++) {
      int least =
          (g.outShape().get(a) - 1) * g.strides().get(a)
              + effective(g, a)
              - g.inShape().get(a)
              - g.pads().get(a);
      // Any padding of less than a stride more yields the same extent; prefer none.
      end[a] = least < 0 && -least < g.strides().get(a) ? 0 : least;
    }
    String kernel =
        graph.reals(
            n.kernel().toArray(), kernelShape(g.outChannels(), g.inChannels() / g.groups(), g));
    String y =
        graph.operator(
            "Conv",
            List.of(
                as(n.source(), shape(g.inChannels(), g.inShape())),
                kernel,
                graph.reals(n.bias().toArray(), g.outChannels())),
            GraphWriter.integers("strides", g.strides()),
            GraphWriter.integers("dilations", g.dilations()),
            GraphWriter.integers("pads", g.pads(), Indices.of(end)),
            GraphWriter.integer("group", g.groups()));
    define(k, y, shape(g.outChannels(), g.outShape()));
  }

  private void transposed(int k, Node.TransposedConvolution n) {
    ConvolutionGeometry g = n.geometry();
    int[] end = new int[g.inShape().size()];
    int[] extra = new int[end.length];
    for (int a = 0; a < end.length; a++) {
      int surplus =
          (g.inShape().get(a) - 1) * g.strides().get(a)
              + effective(g, a)
              - g.pads().get(a)
              - g.outShape().get(a);
      end[a] = Math.max(surplus, 0);
      extra[a] = Math.max(-surplus, 0);
    }
    String kernel =
        graph.reals(
            n.kernel().toArray(), kernelShape(g.inChannels(), g.outChannels() / g.groups(), g));
    String y =
        graph.operator(
            "ConvTranspose",
            List.of(
                as(n.source(), shape(g.inChannels(), g.inShape())),
                kernel,
                graph.reals(n.bias().toArray(), g.outChannels())),
            GraphWriter.integers("strides", g.strides()),
            GraphWriter.integers("dilations", g.dilations()),
            GraphWriter.integers("pads", g.pads(), Indices.of(end)),
            GraphWriter.integers("output_padding", Indices.of(extra)),
            GraphWriter.integer("group", g.groups()));
    define(k, y, shape(g.outChannels(), g.outShape()));
  }

  private String rectifier(Node.Rectifier n) {
    String x = flat(n.source());
    double slope = n.slopes().get(0);
    if (n.slopes().size() > 1 || !Precision.isFloat(slope)) {
      String slopes = graph.reals(n.slopes().toArray(), n.slopes().size());
      return graph.operator("PRelu", List.of(x, slopes));
    } else if (slope == 0) {
      return graph.operator("Relu", List.of(x));
    }
    return graph.operator("LeakyRelu", List.of(x), GraphWriter.real("alpha", slope));
  }

  private String clip(Node.Clip n) {
    String lower = Double.isInfinite(n.lower()) ? "" : graph.reals(new double[] {n.lower()});
    String upper = Double.isInfinite(n.upper()) ? "" : graph.reals(new double[] {n.upper()});
    return graph.operator("Clip", List.of(flat(n.source()), lower, upper));
  }

  private String scale(Node.Scale n) {
    String y = flat(n.source());
    if (!GraphBuilder.all(n.scale().toArray(), 1)) {
      y = graph.operator("Mul", List.of(y, parameters(n.scale())));
    }
    if (!GraphBuilder.all(n.shift().toArray(), 0)) {
      y = graph.operator("Add", List.of(y, parameters(n.shift())));
    }
    return y;
  }

  private String parameters(Weights weights) {
    return graph.reals(weights.toArray(), weights.size());
  }

  /** Gathers from the concatenated sources, behind which a zero is padded where one is needed. */
  private String select(Indices sources, int[] index) {
    Indices from = sources.size() == 0 ? Indices.of(firstInput()) : sources;
    List<String> flats = Arrays.stream(from.toArray()).mapToObj(this::flat).toList();
    String all =
        flats.size() == 1
            ? flats.get(0)
            : graph.operator("Concat", flats, GraphWriter.integer("axis", 1));
    int[] gathered = index.clone();
    if (Arrays.stream(index).anyMatch(i -> i < 0)) {
      int zero =
          Arrays.stream(from.toArray()).map(s -> network.subject().nodes().get(s).size()).sum();
      all = graph.operator("Pad", List.of(all, graph.integers(0, 0, 0, 1)));
      Arrays.setAll(gathered, j -> index[j] < 0 ? zero : index[j]);
    }
    return graph.operator(
        "Gather", List.of(all, graph.integers(gathered)), GraphWriter.integer("axis", 1));
  }

  private int firstInput() {
    List<Node> nodes = network.subject().nodes();
    return IntStream.range(0, nodes.size())
        .filter(k -> nodes.get(k) instanceof Node.Input)
        .findFirst()
        .orElseThrow();
  }

  /** All windows side by side, filled up to one length. */
  private String windows(int source, List<Indices> windows, boolean zeros) {
    int longest = windows.stream().mapToInt(Indices::size).max().orElse(1);
    int[] index = new int[Math.multiplyExact(windows.size(), longest)];
    for (int j = 0; j < index.length; j++) {
      Indices window = windows.get(j / longest);
      int k = j % longest;
      index[j] = k < window.size() ? window.get(k) : zeros ? -1 : window.get(0);
    }
    return reshape(select(Indices.of(source), index), Indices.of(windows.size(), longest));
  }

  private String maximum(Node.Maximum n) {
    return graph.operator(
        "ReduceMax",
        List.of(windows(n.source(), n.windows(), false)),
        GraphWriter.integers("axes", Indices.of(2)),
        GraphWriter.integer("keepdims", 0));
  }

  private String mean(Node.Mean n) {
    String sum =
        graph.operator(
            "ReduceSum",
            List.of(windows(n.source(), n.windows(), true), graph.integers(2)),
            GraphWriter.integer("keepdims", 0));
    double[] divisors = Arrays.stream(n.divisors().toArray()).asDoubleStream().toArray();
    return GraphBuilder.all(divisors, 1)
        ? sum
        : graph.operator("Div", List.of(sum, graph.reals(divisors, divisors.length)));
  }
}
