package org.preimage.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.preimage.certificate.Indices;
import org.preimage.network.TensorInfo;

/** Assembles an ONNX graph out of operators and constants, giving fresh names to tensors. */
final class GraphWriter {
  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final boolean single;
  private int names;

  /**
   * @param single whether real numbers are stored as float rather than double
   */
  GraphWriter(String name, boolean single) {
    this.single = single;
    graph.setName(name.isEmpty() ? "network" : name);
  }

  GraphProto build() {
    return graph.build();
  }

  void input(TensorInfo info) {
    graph.addInput(declared(info));
  }

  /** Declares an output as a copy of a tensor. */
  void output(TensorInfo info, String tensor) {
    graph.addOutput(declared(info));
    graph.addNode(
        NodeProto.newBuilder().setOpType("Identity").addInput(tensor).addOutput(info.name()));
  }

  private ValueInfoProto declared(TensorInfo info) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"));
    for (int extent : info.shape().toArray()) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(extent));
    }
    TypeProto.Tensor.Builder type =
        TypeProto.Tensor.newBuilder().setElemType(elementType().getNumber()).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(info.name())
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }

  private TensorProto.DataType elementType() {
    return single ? TensorProto.DataType.FLOAT : TensorProto.DataType.DOUBLE;
  }

  /** A name that no other tensor of the graph has: inputs and outputs never start this way. */
  private String fresh(String kind) {
    return "preimage/" + kind + "/" + names++;
  }

  /** Appends an operator and returns the name of its result. */
  String operator(String type, List<String> inputs, AttributeProto... attributes) {
    String result = fresh(type);
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(type)
            .setName(result)
            .addAllInput(inputs)
            .addOutput(result)
            .addAllAttribute(List.of(attributes)));
    return result;
  }

  /** Stores real numbers. */
  String reals(double[] values, int... shape) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, single ? 4 : 8));
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      if (single) {
        bytes.putFloat((float) value);
      } else {
        bytes.putDouble(value);
      }
    }
    return store(elementType(), bytes, shape);
  }

  /** Stores a list of integers. */
  String integers(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, 8));
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      bytes.putLong(value);
    }
    return store(TensorProto.DataType.INT64, bytes, values.length);
  }

  private String store(TensorProto.DataType type, ByteBuffer bytes, int... shape) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(fresh("constant"));
    for (int extent : shape) {
      tensor.addDims(extent);
    }
    tensor.setDataType(type.getNumber()).setRawData(ByteString.copyFrom(bytes.flip()));
    graph.addInitializer(tensor);
    return tensor.getName();
  }

  static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  /**
   * A real attribute, which ONNX stores as float.
   *
   * @throws IllegalArgumentException if that would round
   */
  static AttributeProto real(String name, double value) {
    if (!Precision.isFloat(value)) {
      throw new IllegalArgumentException(
          "Attribute " + name + " requires a binary32 number but received " + value + ".");
    }
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF((float) value)
        .build();
  }

  static AttributeProto integers(String name, Indices... lists) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (Indices list : lists) {
      for (int value : list.toArray()) {
        attribute.addInts(value);
      }
    }
    return attribute.build();
  }
}
