package org.preimage.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.preimage.network.TensorInfo;

/** Walks one ONNX graph in order and lowers every operator. */
final class GraphImport {
  private final String file;
  private final int opset;
  private final TensorDecoder decoder;
  private final GraphBuilder builder;
  private final Map<String, Value> values = new HashMap<>();
  private final Map<String, Integer> readers = new HashMap<>();

  GraphImport(String file, int opset, TensorDecoder decoder, GraphBuilder builder) {
    this.file = file;
    this.opset = opset;
    this.decoder = decoder;
    this.builder = builder;
  }

  /**
   * @throws ModelFileException if the graph cannot be imported
   */
  void run(GraphProto graph) {
    if (graph.getSparseInitializerCount() > 0) {
      throw failure("A graph requires dense initializers but has sparse ones.");
    }
    guarded("the initializers", () -> graph.getInitializerList().forEach(this::initializer));
    guarded("the inputs", () -> graph.getInputList().forEach(this::input));
    if (builder.network.inputCount() == 0) {
      throw failure("A network requires an input that is not constant but has none.");
    }
    for (NodeProto node : graph.getNodeList()) {
      node.getInputList().forEach(name -> readers.merge(name, 1, Integer::sum));
    }
    graph.getOutputList().forEach(o -> readers.merge(o.getName(), 1, Integer::sum));
    graph.getNodeList().forEach(this::node);
    if (graph.getOutputCount() == 0) {
      throw failure("A network requires an output but has none.");
    }
    guarded("the outputs", () -> graph.getOutputList().forEach(this::output));
  }

  private void initializer(TensorProto tensor) {
    values.put(tensor.getName(), decoder.decode(tensor));
  }

  private void input(ValueInfoProto info) {
    if (values.containsKey(info.getName())) {
      return;
    }
    TypeProto.Tensor type = info.getType().getTensorType();
    if (!info.getType().hasTensorType()
        || !Casting.isReal(TensorProto.DataType.forNumber(type.getElemType()))) {
      throw new IllegalArgumentException(
          "Input '"
              + info.getName()
              + "' requires a tensor of real numbers but is declared otherwise.");
    }
    if (!type.hasShape()) {
      throw new IllegalArgumentException(
          "Input '" + info.getName() + "' requires a shape but declares none.");
    }
    Shape shape = shape(info.getName(), type.getShape());
    builder.budget.take(shape.size());
    int node = builder.network.input(new TensorInfo(info.getName(), shape.withoutBatch()));
    values.put(info.getName(), new Value.Variable(node, shape));
  }

  /** The declared shape with an open leading extent (the batch) taken as 1. */
  private static Shape shape(String name, TensorShapeProto declared) {
    long[] extents = new long[declared.getDimCount()];
    for (int a = 0; a < extents.length; a++) {
      TensorShapeProto.Dimension extent = declared.getDim(a);
      extents[a] = extent.hasDimValue() ? extent.getDimValue() : -1;
      if (a == 0 && (extents[a] == -1 || (extents[a] == 0 && extents.length > 1))) {
        extents[a] = 1;
      }
      if (extents[a] <= 0) {
        throw new IllegalArgumentException(
            "Input '"
                + name
                + "' requires known positive extents behind the batch axis but axis "
                + a
                + " is "
                + (extent.hasDimParam() ? "'" + extent.getDimParam() + "'" : extents[a])
                + ".\nMaybe export the model with fixed input extents.");
      }
    }
    return Shape.of(extents);
  }

  private void node(NodeProto node) {
    builder.begin(Call.label(node));
    boolean standard = node.getDomain().isEmpty() || node.getDomain().equals("ai.onnx");
    Operator operator = standard ? Operators.find(node.getOpType()) : null;
    if (operator == null) {
      String domain = standard ? "" : node.getDomain() + ".";
      throw failure(
          Call.label(node)
              + " (opset "
              + opset
              + ") requires operator "
              + domain
              + node.getOpType()
              + ", which is not supported. Supported: "
              + Operators.names()
              + ".");
    }
    guarded(
        Call.label(node) + " (opset " + opset + ")",
        () -> {
          Call call = new Call(node, opset, inputs(node), builder, decoder, readers);
          define(node, operator.lower(call));
        });
  }

  private List<Value> inputs(NodeProto node) {
    List<Value> inputs = new ArrayList<>();
    for (String name : node.getInputList()) {
      inputs.add(name.isEmpty() ? Call.ABSENT : value(name));
    }
    return inputs;
  }

  private Value value(String name) {
    Value value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "Tensor '"
              + name
              + "' is read but no earlier node yields it.\n"
              + "Maybe the graph is cyclic or not sorted.");
    }
    return value;
  }

  private void define(NodeProto node, List<Value> results) {
    for (int i = 0; i < Math.min(results.size(), node.getOutputCount()); i++) {
      String name = node.getOutput(i);
      if (!name.isEmpty() && values.putIfAbsent(name, results.get(i)) != null) {
        throw new IllegalArgumentException("Tensor '" + name + "' is defined twice.");
      }
    }
  }

  private void output(ValueInfoProto info) {
    builder.begin("Output '" + info.getName() + "'");
    Value.Variable x = builder.variable(value(info.getName()));
    builder.network.output(x.node(), new TensorInfo(info.getName(), x.shape().withoutBatch()));
  }

  private void guarded(String where, Runnable step) {
    try {
      step.run();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ModelFileException(file + ", " + where + ": " + e.getMessage(), e);
    }
  }

  private ModelFileException failure(String message) {
    return new ModelFileException(file + ": " + message);
  }
}
