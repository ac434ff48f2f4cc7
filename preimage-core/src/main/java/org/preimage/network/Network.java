package org.preimage.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Subject;

/**
 * An imported network: the exact function that claims are about (its {@link #subject}), what
 * reports need to speak about it, and its evaluation in binary64.
 *
 * <p>Every tensor is flattened in row-major order without the batch axis. The domain is the
 * concatenation of all inputs, the value the concatenation of all outputs, each in order. Immutable
 * and safe for use by several threads.
 */
public final class Network {
  private final String name;
  private final String digest;
  private final Subject subject;
  private final List<TensorInfo> inputs;
  private final List<TensorInfo> outputs;
  private final List<String> labels;
  private final List<Indices> shapes;
  private final List<String> assumptions;
  private final Functions functions;

  Network(
      String name,
      String digest,
      Subject subject,
      List<TensorInfo> inputs,
      List<TensorInfo> outputs,
      List<String> labels,
      List<Indices> shapes,
      List<String> assumptions,
      Functions functions) {
    this.name = name;
    this.digest = digest;
    this.subject = subject;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.labels = List.copyOf(labels);
    this.shapes = List.copyOf(shapes);
    this.assumptions = List.copyOf(assumptions);
    this.functions = functions;
  }

  /** Name of the model file. */
  public String name() {
    return name;
  }

  /**
   * SHA-256 of the model's bytes in hexadecimal, external data included, or "-" if there are none.
   */
  public String digest() {
    return digest;
  }

  /** The exact function over the real numbers. */
  public Subject subject() {
    return subject;
  }

  /** The inputs, in the order of the subject's input nodes. */
  public List<TensorInfo> inputs() {
    return inputs;
  }

  /** The outputs, in the order of the subject's outputs. */
  public List<TensorInfo> outputs() {
    return outputs;
  }

  /** What was rounded or reinterpreted on import, one sentence each. */
  public List<String> assumptions() {
    return assumptions;
  }

  /** How a report calls a node, such as "Conv 'conv1'". */
  public String label(int node) {
    return labels.get(node);
  }

  /** Tensor shape of a node without the batch axis. */
  public Indices shape(int node) {
    return shapes.get(node);
  }

  List<String> labels() {
    return labels;
  }

  List<Indices> shapes() {
    return shapes;
  }

  Functions functions() {
    return functions;
  }

  /** The function of a one-to-one node; empty for other nodes. */
  public Optional<ElementwiseFunction> elementwiseFunction(int node) {
    return Optional.ofNullable(functions.elementwise().get(node));
  }

  /** The function of an opaque node; empty for other nodes. */
  public Optional<OpaqueFunction> opaqueFunction(int node) {
    return Optional.ofNullable(functions.opaque().get(node));
  }

  /** Number of input coordinates. */
  public int inputSize() {
    return subject.inputSize();
  }

  /** Number of output values. */
  public int outputSize() {
    return outputs.stream().mapToInt(TensorInfo::size).sum();
  }

  /**
   * All outputs, concatenated.
   *
   * @param x the inputs, concatenated
   * @throws IllegalArgumentException if x does not have {@link #inputSize} entries
   */
  public double[] evaluate(double[] x) {
    return Evaluation.concatenated(evaluateOutputs(x));
  }

  /** One vector an output; otherwise as {@link #evaluate}. */
  public List<double[]> evaluateOutputs(double[] x) {
    double[][] trace = trace(x);
    List<double[]> values = new ArrayList<>();
    for (int k = 0; k < subject.outputs().size(); k++) {
      values.add(trace[subject.outputs().get(k)].clone());
    }
    return values;
  }

  /** The values of every node at x; otherwise as {@link #evaluate}. */
  public double[][] trace(double[] x) {
    double[][] trace = new double[subject.nodes().size()][];
    requireInput(x, "point");
    int at = 0;
    for (int k = 0; k < trace.length; k++) {
      Node node = subject.nodes().get(k);
      if (node instanceof Node.Input) {
        trace[k] = Arrays.copyOfRange(x, at, at + node.size());
        at += node.size();
      } else {
        trace[k] = Evaluation.value(node, sources(node, trace), functions, k);
      }
    }
    return trace;
  }

  /**
   * Forward-mode derivative: the rate of change of every node when the input moves from the traced
   * point along {@code direction}. At kinks it is the one-sided rate in that direction.
   *
   * @param trace a result of {@link #trace}
   * @param direction one entry an input coordinate
   * @throws UnsupportedOperationException if the network has an opaque node
   */
  public double[][] derivative(double[][] trace, double[] direction) {
    double[][] rates = new double[subject.nodes().size()][];
    requireInput(direction, "direction");
    int at = 0;
    for (int k = 0; k < rates.length; k++) {
      Node node = subject.nodes().get(k);
      if (node instanceof Node.Input) {
        rates[k] = Arrays.copyOfRange(direction, at, at + node.size());
        at += node.size();
      } else {
        rates[k] =
            Differential.value(node, sources(node, trace), sources(node, rates), functions, k);
      }
    }
    return rates;
  }

  /**
   * The network observed only at some of its output values, reduced to what those depend on: rows
   * of affine maps, windows of convolutions. All inputs stay.
   *
   * @param chosen positions in the concatenated outputs, in any order
   * @throws IllegalArgumentException if there is none, or one is no position
   */
  public Network restrictedTo(int[] chosen) {
    int size = outputSize();
    if (chosen.length == 0 || Arrays.stream(chosen).anyMatch(i -> i < 0 || i >= size)) {
      throw new IllegalArgumentException(
          "Restricting "
              + name
              + " requires positions from 0 below "
              + size
              + " but received "
              + Indices.of(chosen)
              + ".");
    }
    return Restriction.of(this, chosen);
  }

  private void requireInput(double[] x, String what) {
    if (x.length != inputSize()) {
      throw new IllegalArgumentException(
          "Network "
              + name
              + " requires a "
              + what
              + " with "
              + inputSize()
              + " coordinates but received "
              + x.length
              + ".");
    }
  }

  private static List<double[]> sources(Node node, double[][] values) {
    List<double[]> sources = new ArrayList<>(node.sources().size());
    for (int s = 0; s < node.sources().size(); s++) {
      sources.add(values[node.sources().get(s)]);
    }
    return sources;
  }

  @Override
  public String toString() {
    return name
        + ": "
        + inputSize()
        + " → "
        + outputSize()
        + ", "
        + subject.nodes().size()
        + " nodes";
  }
}
