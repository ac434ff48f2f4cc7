package org.preimage.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One operator of the graph with the values of its inputs, as its lowering sees it. */
final class Call {
  private final NodeProto node;
  private final int opset;
  private final List<Value> inputs;
  private final Map<String, AttributeProto> attributes = new HashMap<>();
  private final GraphBuilder graph;
  private final TensorDecoder decoder;
  private final Map<String, Integer> readers;

  /**
   * @param inputs values in order; missing optional inputs are {@link #ABSENT}
   * @param readers how often each tensor name is read
   */
  Call(
      NodeProto node,
      int opset,
      List<Value> inputs,
      GraphBuilder graph,
      TensorDecoder decoder,
      Map<String, Integer> readers) {
    this.node = node;
    this.opset = opset;
    this.inputs = inputs;
    this.graph = graph;
    this.decoder = decoder;
    this.readers = readers;
    node.getAttributeList().forEach(a -> attributes.put(a.getName(), a));
  }

  /** Stands for an optional input that is not given. */
  static final Tensor ABSENT = Tensor.real(Shape.of(0));

  GraphBuilder graph() {
    return graph;
  }

  int opset() {
    return opset;
  }

  String operator() {
    return node.getOpType();
  }

  /** Such as "Conv 'conv1'"; nodes without a name go by their first output. */
  static String label(NodeProto node) {
    String name =
        node.getName().isEmpty() && node.getOutputCount() > 0 ? node.getOutput(0) : node.getName();
    return node.getOpType() + " '" + name + "'";
  }

  String label() {
    return label(node);
  }

  int inputCount() {
    return inputs.size();
  }

  int outputCount() {
    return node.getOutputCount();
  }

  boolean has(int i) {
    return i < inputs.size() && inputs.get(i) != ABSENT;
  }

  Value input(int i) {
    if (!has(i)) {
      throw new IllegalArgumentException("Input " + i + " is required but missing.");
    }
    return inputs.get(i);
  }

  List<Value> allInputs() {
    for (int i = 0; i < Math.max(1, inputs.size()); i++) {
      input(i);
    }
    return inputs;
  }

  /** Input i as a node; constants become one. */
  Value.Variable variable(int i) {
    return graph.variable(input(i));
  }

  Tensor constant(int i, String what) {
    if (input(i) instanceof Tensor t) {
      return t;
    }
    throw new IllegalArgumentException(
        "The " + what + " are required to be constant but input " + i + " is computed.");
  }

  @Nullable Tensor optionalConstant(int i, String what) {
    return has(i) ? constant(i, what) : null;
  }

  /** Whether nobody else reads the tensor of input i. */
  boolean exclusive(int i) {
    return readers.getOrDefault(node.getInput(i), 0) == 1;
  }

  boolean hasAttribute(String name) {
    return attributes.containsKey(name);
  }

  long integer(String name, long otherwise) {
    AttributeProto a = attributes.get(name);
    return a == null ? otherwise : a.getI();
  }

  double real(String name, double otherwise) {
    AttributeProto a = attributes.get(name);
    return a == null ? otherwise : a.getF();
  }

  String text(String name, String otherwise) {
    AttributeProto a = attributes.get(name);
    return a == null ? otherwise : a.getS().toStringUtf8();
  }

  long @Nullable [] integers(String name) {
    AttributeProto a = attributes.get(name);
    return a == null ? null : a.getIntsList().stream().mapToLong(Long::longValue).toArray();
  }

  double @Nullable [] reals(String name) {
    AttributeProto a = attributes.get(name);
    return a == null ? null : a.getFloatsList().stream().mapToDouble(Float::doubleValue).toArray();
  }

  @Nullable Tensor tensor(String name) {
    AttributeProto a = attributes.get(name);
    return a == null ? null : decoder.decode(a.getT());
  }

  /** A list of integers that is an attribute up to some opset and input i from then on. */
  long @Nullable [] integersFrom(String attribute, int i, String what) {
    if (has(i)) {
      return constant(i, what).integers();
    }
    return integers(attribute);
  }

  /** Refuses a setting that is not understood. */
  IllegalArgumentException unsupported(String setting, @Nullable Object received) {
    return new IllegalArgumentException(
        "The reader requires another "
            + setting
            + " but received "
            + (received instanceof long[] list ? Arrays.toString(list) : received)
            + ".");
  }
}
